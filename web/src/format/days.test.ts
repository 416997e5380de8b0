import { expect, test } from "vitest";
import type { Night, Stage } from "../plan/types";
import { dayText, daysText, isDry, nightName, nightText, waterText } from "./days";

const night: Night = {
  id: "n1",
  kind: "hut",
  name: "Refugi de Juclar",
  lat: 42.6,
  lon: 1.7,
  vertex: 4,
  detour_m: 120,
  water: "tap",
  unverified: false,
};
const stage: Stage = {
  from_m: 0,
  to_m: 14_200,
  length_m: 14_200,
  ascent_m: 850,
  descent_m: 400,
  time_s: 18_600,
  night,
  last_water_m: 2_340,
  ways_out: [],
};

test("a day is told in figures, in the unit chosen", () => {
  expect(dayText(stage, { climb_unknown_m: 0 }, "km")).toBe("14.2 km, climb 850 m, 5 h 10 min walking");
  expect(dayText(stage, { climb_unknown_m: 0 }, "mi")).toBe("8.8 mi, climb 2,789 ft, 5 h 10 min walking");
  expect(dayText(stage, { climb_unknown_m: 9 }, "km")).toBe("14.2 km, climb ≥ 850 m, at least 5 h 10 min walking");
  expect(daysText({ stages: [stage, { ...stage, night: null }] })).toBe("2 days, 1 night");
});

test("a night is told by its name, its kind, and how far off it lies", () => {
  expect(nightName(night)).toBe("Refugi de Juclar");
  expect(nightText(night, "km")).toBe("hut with a keeper, 120 m off the loop");
  const shelter: Night = { ...night, kind: "shelter", name: null, detour_m: 12, unverified: true };
  expect(nightName(shelter)).toBe("Simple shelter");
  expect(nightText(shelter, "km")).toBe("basic, unverified");
});

test("water at a night is told, or how far back it was", () => {
  const at = (water: Night["water"], last_water_m: number | null) =>
    waterText({ ...stage, night: { ...night, water }, last_water_m }, "km");
  expect(at("tap", 0)).toBe("water there");
  expect(at("natural", 0)).toContain("treat");
  expect(at(null, 2_340)).toBe("no water known there, the last 2.3 km before");
  expect(at(null, null)).toBe("no water known on this day");
  expect(isDry({ ...stage, night: { ...night, water: null } })).toBe(true);
  expect(isDry({ ...stage, night: null })).toBe(false);
});
