// Heights reach the map as the colours of a picture. Some browsers falsify what a page reads from a canvas, so that nobody is
// recognised by it: relief would be drawn from noise.

/** A lossless WebP of 4 by 4 pixels. */
const kPicture =
  "UklGRmAAAABXRUJQVlA4TFMAAAAvA8AAAH9gpm2bs8o7UqMwiEW3N1QIJmmoy3f5MtO2jfqVQyDsH/97PMJh5/xHligS6Xikd21D4FHLQ9BKMBwQBECcWBGgx4oAJTKkRfQ/Fug1AQA=";
const kSize = 4;
/** What it holds. */
const pixel = (index: number) => [128 + (index % 3), (index * 53 + 7) % 256, (index * 97 + 1) % 256, 255];

/** Whether a picture's pixels can be read as they are. */
export async function readsPicturesRight(): Promise<boolean> {
  try {
    const bytes = Uint8Array.from(atob(kPicture), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/webp" }), {
      colorSpaceConversion: "none",
      premultiplyAlpha: "none",
    });
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = kSize;
    const context = canvas.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, kSize, kSize);
    return Array.from({ length: kSize * kSize }, (_, index) => pixel(index)).every((channels, index) =>
      channels.every((value, channel) => data[4 * index + channel] === value),
    );
  } catch {
    return false;
  }
}
