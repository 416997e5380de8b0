import { describe, expect, it } from "vitest";
import type { Position } from "../plan/types";
import { turnAt } from "./turns";

const at = (east: number, north: number): Position => [1.5 + east / 82_000, 42.5 + north / 111_195];
const line = (...ends: [number, number][]) => [at(0, -100), at(0, 0), ...ends.map(([e, n]) => at(e, n))];

describe("turnAt", () => {
  it("tells left from right, and slight from sharp", () => {
    expect(turnAt(line([0, 100]), 1)).toBe("straight on");
    expect(turnAt(line([100, 0]), 1)).toBe("right");
    expect(turnAt(line([-100, 0]), 1)).toBe("left");
    expect(turnAt(line([70, 100]), 1)).toBe("bear right");
    expect(turnAt(line([-70, 100]), 1)).toBe("bear left");
    expect(turnAt(line([1, -100]), 1)).toBe("turn back");
  });
  it("looks beyond a bend at the junction itself", () => {
    expect(turnAt(line([3, 0], [3, 100]), 1)).toBe("straight on");
  });
  it("knows the start", () => {
    expect(turnAt(line([0, 100]), 0)).toBe("start");
  });
});
