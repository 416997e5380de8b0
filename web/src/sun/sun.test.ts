import { describe, expect, it } from "vitest";
import { sunTimes } from "./sun";

const kMinute = 60_000;

describe("sunTimes", () => {
  // Published almanac times, rounded to the minute.
  it.each([
    ["2024-06-20", 51.5074, -0.1278, "2024-06-20T03:43Z", "2024-06-20T20:21Z"], // London
    ["2024-12-21", 40.7128, -74.006, "2024-12-21T12:17Z", "2024-12-21T21:32Z"], // New York
    ["2024-12-21", -33.8688, 151.2093, "2024-12-20T18:41Z", "2024-12-21T09:05Z"], // Sydney
  ])("%s at %f, %f", (date, lat, lon, rise, set) => {
    const times = sunTimes(date, lat, lon);
    if (times === null || typeof times === "string") throw new Error(`got ${times}`);
    expect(Math.abs(times.rise.getTime() - Date.parse(rise))).toBeLessThanOrEqual(1.5 * kMinute);
    expect(Math.abs(times.set.getTime() - Date.parse(set))).toBeLessThanOrEqual(1.5 * kMinute);
  });
  it("knows the midnight sun and the polar night", () => {
    expect(sunTimes("2025-06-21", 70, 25)).toBe("day");
    expect(sunTimes("2025-12-21", 70, 25)).toBe("night");
  });
  it("is null for no date", () => {
    expect(sunTimes("", 42, 1)).toBeNull();
  });
});
