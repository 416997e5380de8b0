// How steep the ground is, from a grid of heights (Horn, "Hill shading and the reflectance map", Proceedings of the IEEE 69,
// 1981), and the colours in which steep ground is shown.
import { kEquatorRadiusM } from "./earth";

/** Slopes from so many degrees have a colour of their own. */
export const kSlopeClasses = [30, 35, 40, 45] as const;

/** A height in metres at a pixel; NaN where it is not known. */
type Heights = (x: number, y: number) => number;

/** The width of a tile's pixel in metres, in a row of it. Rows count from the north. */
export function pixelM(z: number, y: number, row: number, size: number): number {
  const mercator = Math.PI * (1 - (2 * (y + (row + 0.5) / size)) / 2 ** z);
  return (2 * Math.PI * kEquatorRadiusM) / Math.cosh(mercator) / 2 ** z / size;
}

/** The slope at a pixel in degrees; NaN where one of the eight heights around it is not known. `cell_m`: a pixel's width. */
export function slopeAt(heights: Heights, x: number, y: number, cell_m: number): number {
  const [a, b, c] = [heights(x - 1, y - 1), heights(x, y - 1), heights(x + 1, y - 1)];
  const [d, f] = [heights(x - 1, y), heights(x + 1, y)];
  const [g, h, i] = [heights(x - 1, y + 1), heights(x, y + 1), heights(x + 1, y + 1)];
  const east = (c + 2 * f + i - (a + 2 * d + g)) / (8 * cell_m);
  const south = (g + 2 * h + i - (a + 2 * b + c)) / (8 * cell_m);
  return (Math.atan(Math.hypot(east, south)) * 180) / Math.PI;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture of a tile's steep ground: `size` by `size` pixels with red, green, blue and opacity. Gentler and unknown ground
 * is clear. `colours`: one for each of kSlopeClasses. */
export function slopePixels(
  heights: Heights,
  { z, y }: { z: number; y: number },
  size: number,
  colours: readonly Rgb[],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * size * size);
  for (let row = 0; row < size; ++row) {
    const cell_m = pixelM(z, y, row, size);
    for (let column = 0; column < size; ++column) {
      const slope = slopeAt(heights, column, row, cell_m);
      const steep = kSlopeClasses.filter((least) => slope >= least).length;
      const colour = colours[steep - 1];
      if (colour) pixels.set([...colour, 255], 4 * (row * size + column));
    }
  }
  return pixels;
}
