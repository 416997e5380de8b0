import { expect, test } from "vitest";
import { scaleBar } from "./line_map";

test("the scale is a round length and takes at most a quarter of the width", () => {
  expect(scaleBar(10, "km")).toEqual({ metres: 2000, pixels: 200 });
  expect(scaleBar(9.9, "km")).toEqual({ metres: 1000, pixels: 1000 / 9.9 });
  expect(scaleBar(0.7, "km").metres).toBeCloseTo(100, 6);
  expect(scaleBar(30, "mi").metres).toBeCloseTo(2 * 1609.344, 6);
  for (let metresPerPixel = 0.5; metresPerPixel < 500; metresPerPixel *= 1.3)
    for (const unit of ["km", "mi"] as const) {
      const { pixels } = scaleBar(metresPerPixel, unit);
      expect(pixels).toBeLessThanOrEqual(200);
      expect(pixels).toBeGreaterThan(75);
    }
});
