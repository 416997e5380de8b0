import { expect, test } from "vitest";
import { daylightText, daysLater, sunText } from "./daylight";

const walk = { lat: 42.5, lon: 1.5, walk_s: 5 * 3600, isAtLeast: false };

test("a walk that fits says when to set out at the latest", () => {
  expect(daylightText("2026-06-21", walk)).toMatch(
    / of light\. To be back by sunset .* start at \d\d:\d\d at the latest\.$/,
  );
});

test("nobody can say when to set out while some of the climb is unknown", () => {
  const text = daylightText("2026-06-21", { ...walk, isAtLeast: true });
  expect(text).toMatch(/takes at least 5 h .*not known/);
  expect(text).not.toContain("at the latest");
});

test("a walk longer than the daylight says so", () => {
  expect(daylightText("2026-12-21", { ...walk, walk_s: 14 * 3600 })).toContain("longer than the daylight");
  expect(daylightText("2026-12-21", { ...walk, walk_s: 14 * 3600, isAtLeast: true })).toContain("at least 14 h");
});

test("each day of a trip has its own sunrise", () => {
  expect(daysLater("2026-02-27", 2)).toBe("2026-03-01");
  expect(daysLater("", 2)).toBe("");
  expect(sunText("2026-06-21", 42.5, 1.5)).toMatch(/^2026-06-21: sunrise \d\d:\d\d, sunset \d\d:\d\d$/);
  expect(sunText("2026-06-21", 78, 15)).toBe("2026-06-21: the sun does not set");
  expect(sunText("soon", 42.5, 1.5)).toBe("");
});
