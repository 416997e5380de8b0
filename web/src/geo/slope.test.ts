// Slopes of planes whose steepness is known.
import { describe, expect, it } from "vitest";
import { kSlopeClasses, pixelM, slopeAt, slopePixels, type Rgb } from "./slope";

const radians = Math.PI / 180;

describe("slopeAt", () => {
  it.each([0, 12, 29, 30, 45, 70])("of a plane of %i degrees, whichever way it falls", (degrees) => {
    for (const aspect of [0, 30, 90, 200]) {
      const rise = 50 * Math.tan(degrees * radians);
      const plane = (x: number, y: number) =>
        1000 + rise * (x * Math.cos(aspect * radians) + y * Math.sin(aspect * radians));
      expect(slopeAt(plane, 3, 4, 50)).toBeCloseTo(degrees, 6);
    }
  });
  it("is not known beside a height that is not known", () => {
    const hole = (x: number, y: number) => (x === 5 && y === 5 ? NaN : 0);
    expect(slopeAt(hole, 4, 4, 50)).toBeNaN();
    expect(slopeAt(hole, 3, 4, 50)).toBe(0);
  });
});

describe("pixelM", () => {
  it("is the equator's share there, and shrinks with the latitude", () => {
    expect(pixelM(0, 0, 127.5, 256)).toBeCloseTo(40_075_016.686 / 256, 3);
    // z11, row 758: 42.45 to 42.55 degrees north.
    expect(pixelM(11, 756, 128, 256)).toBeCloseTo((40_075_016.686 / 2048 / 256) * Math.cos(42.62 * radians), 0);
  });
});

describe("slopePixels", () => {
  const colours: Rgb[] = kSlopeClasses.map((_, index) => [index + 1, 0, 0]);
  it("colours steep ground by its class and leaves the rest clear", () => {
    const tile = { z: 11, y: 756 };
    for (const [degrees, red] of [
      [29, 0],
      [31, 1],
      [36, 2],
      [41, 3],
      [50, 4],
    ] as const) {
      const cell_m = pixelM(11, 756, 8, 16);
      const plane = (x: number) => x * cell_m * Math.tan(degrees * radians);
      const pixels = slopePixels(plane, tile, 16, colours);
      const middle = 4 * (8 * 16 + 8);
      expect([...pixels.slice(middle, middle + 4)], `${degrees} degrees`).toEqual([red, 0, 0, red > 0 ? 255 : 0]);
    }
  });
});
