// A slope of 40 degrees with a filled square in it, as contours and steep ground are made of it.
import contour from "maplibre-contour";
import { beforeAll, describe, expect, it } from "vitest";
import { forgetFilled } from "./filled";
import { kSlopeClasses, pixelM, slopePixels } from "./slope";

const kSize = 256;
const kCell = { z: 11, y: 756 };
/** The filled square: columns and rows from `first` up to `end`. */
const [first, end] = [100, 140];
const kRuns = Array.from({ length: end - first }, (_, row) => [(first + row) * kSize + first, end - first]).flat();

const rise = pixelM(kCell.z, kCell.y, kSize / 2, kSize) * Math.tan((40 * Math.PI) / 180);
const heightsOf = () => Float32Array.from({ length: kSize * kSize }, (_, at) => 1000 + (at % kSize) * rise);

/** What is made where the square is: corners of contours well inside of it, coloured pixels, and both outside. */
function madeFrom(data: Float32Array) {
  const tile = contour.HeightTile.fromRawDem({ width: kSize, height: kSize, data });
  const whole = contour.HeightTile.combineNeighbors(
    Array.from({ length: 9 }, (_, at) => (at === 4 ? tile : undefined)),
  )!.materialize(1);
  const lines = contour.generateIsolines(100, whole.averagePixelCentersToGrid().materialize(1), kSize, 0);
  const isInside = (x: number, y: number) => Math.min(x, y) > first + 1 && Math.max(x, y) < end - 1;
  const made = { corners: [0, 0], pixels: [0, 0] };
  for (const line of Object.values(lines).flat())
    for (let i = 0; i + 1 < line.length; i += 2) ++made.corners[isInside(line[i]!, line[i + 1]!) ? 0 : 1]!;
  const pixels = slopePixels(
    whole.get,
    kCell,
    kSize,
    kSlopeClasses.map(() => [255, 0, 0]),
  );
  for (let at = 0; at < kSize * kSize; ++at)
    if (pixels[4 * at + 3]! > 0) ++made.pixels[isInside(at % kSize, Math.floor(at / kSize)) ? 0 : 1]!;
  return made;
}

describe("heights that were filled for the picture", () => {
  const read = heightsOf();
  beforeAll(() => forgetFilled(read, kRuns));

  it("would make contours and steep ground, were they taken for heights", () => {
    const { corners, pixels } = madeFrom(heightsOf());
    expect(corners[0]).toBeGreaterThan(0);
    expect(pixels[0]).toBeGreaterThan(1000);
  });

  it("make neither, and the ground around them does", () => {
    const { corners, pixels } = madeFrom(read);
    expect(corners[0]).toBe(0);
    expect(pixels[0]).toBe(0);
    expect(corners[1]).toBeGreaterThan(1000);
    expect(pixels[1]).toBeGreaterThan(40_000);
  });

  it("are forgotten as the list names them, and no others", () => {
    const heights = Float32Array.from({ length: 8 }, (_, at) => at);
    forgetFilled(heights, [1, 2, 7, 1]);
    expect([...heights]).toEqual([0, NaN, NaN, 3, 4, 5, 6, NaN]);
    forgetFilled(heights, []);
    expect(heights[0]).toBe(0);
  });
});
