import { expect, it } from "vitest";
import { enlargedSize } from "./enlarged";

it("enlarges sizes, and leaves zooms and conditions as they are", () => {
  expect(enlargedSize(3, 2)).toBe(6);
  expect(enlargedSize(["match", ["get", "kind"], "city", 17, 11], 2)).toEqual([
    "*",
    2,
    ["match", ["get", "kind"], "city", 17, 11],
  ]);
  const isBold = ["==", ["get", "level"], 1];
  expect(enlargedSize(["interpolate", ["exponential", 1.5], ["zoom"], 11, 0.5, 13, ["case", isBold, 2, 1]], 3)).toEqual(
    ["interpolate", ["exponential", 1.5], ["zoom"], 11, 1.5, 13, ["*", 3, ["case", isBold, 2, 1]]],
  );
  expect(enlargedSize(["step", ["zoom"], 1, 12, 2, 13, 4], 2)).toEqual(["step", ["zoom"], 2, 12, 4, 13, 8]);
});
