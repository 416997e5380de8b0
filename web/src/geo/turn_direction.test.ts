import { describe, expect, it } from "vitest";
import type { Position } from "../plan/types";
import { turnDirection } from "./turn_direction";

const at = (east: number, north: number): Position => [1.5 + east / 82_000, 42.5 + north / 111_195];
const line = (...ends: [number, number][]) => [at(0, -100), at(0, 0), ...ends.map(([e, n]) => at(e, n))];

describe("turnAt", () => {
  it("tells left from right, and slight from sharp", () => {
    expect(turnDirection(line([0, 100]), 1)).toBe("straight on");
    expect(turnDirection(line([100, 0]), 1)).toBe("right");
    expect(turnDirection(line([-100, 0]), 1)).toBe("left");
    expect(turnDirection(line([70, 100]), 1)).toBe("bear right");
    expect(turnDirection(line([-70, 100]), 1)).toBe("bear left");
    expect(turnDirection(line([1, -100]), 1)).toBe("turn back");
  });
  it("looks beyond a bend at the junction itself", () => {
    expect(turnDirection(line([3, 0], [3, 100]), 1)).toBe("straight on");
  });
  it("knows the start", () => {
    expect(turnDirection(line([0, 100]), 0)).toBe("start");
  });
});
