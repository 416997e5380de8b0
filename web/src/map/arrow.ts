// The arrow that shows in which direction a loop is walked.

/** A triangle that points along a line. Only its alpha counts: MapLibre gives it its colour (sdf). */
export function arrowImage(): ImageData {
  const size = 24;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d")!;
  context.beginPath();
  context.moveTo(7, 4);
  context.lineTo(19, 12);
  context.lineTo(7, 20);
  context.closePath();
  context.fill();
  return context.getImageData(0, 0, size, size);
}
