import { describe, expect, it } from "vitest";
import { duration, fieldText, height, length, fromUnit } from "./units";

describe("lengths", () => {
  it("reads in the chosen unit", () => {
    expect(length(24_560, "km")).toBe("24.6 km");
    expect(length(430, "km")).toBe("430 m");
    expect(length(24_560, "mi")).toBe("15.3 mi");
    expect(length(52, "mi")).toBe("150 ft");
    expect(length(123_456, "km")).toBe("123 km");
    expect(height(1240, "km")).toBe("1,240 m");
    expect(height(1240, "mi")).toBe("4,068 ft");
  });
  it("goes to the field and back without drifting", () => {
    for (const unit of ["km", "mi"] as const) {
      for (let m = 1000; m < 200_000; m += 1037) {
        const once = fromUnit(Number(fieldText(m, unit)), unit);
        expect(fromUnit(Number(fieldText(once, unit)), unit)).toBe(once);
        expect(Math.abs(once - m)).toBeLessThanOrEqual(unit === "km" ? 50 : 81);
      }
    }
  });
});

describe("duration", () => {
  it("is rounded to five minutes, below ten minutes to one, and never nothing", () => {
    expect(duration(25_800)).toBe("7 h 10");
    expect(duration(3570)).toBe("1 h 00");
    expect(duration(11 * 60)).toBe("10 min");
    expect(duration(190)).toBe("3 min");
    expect(duration(60)).toBe("1 min");
    expect(duration(20)).toBe("under 1 min");
    expect(duration(0)).toBe("0 min");
  });
});
