import { expect, test } from "vitest";
import type { Along, Night, NightKind, Stage } from "../plan/types";
import {
  dayFigures,
  dayText,
  daysText,
  dryStretches,
  dryText,
  isDry,
  nightName,
  nightText,
  otherSpot,
  waterText,
  wayOutText,
} from "./days";
import { kNight as night } from "./night_sample";

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
  expect(dayFigures(stage, { climb_unknown_m: 0 }, 1, "km")).toBe("Day 2: 14.2 km, ↗ 850 m");
  expect(dayFigures(stage, { climb_unknown_m: 9 }, 0, "km")).toBe("Day 1: 14.2 km, ↗ ≥ 850 m");
  expect(dayFigures({ ...stage, ascent_m: null }, { climb_unknown_m: 9 }, 0, "km")).toBe("Day 1: 14.2 km");
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
  expect(at("spring", 0)).toContain("treat");
  expect(at("keeper", 0)).toBe("water not on the map: ask the keeper");
  expect(at("seasonal", 2_340)).toBe("only water there that may be dry, the last 2.3 km before");
  expect(at("seasonal", null)).toBe("only water there that may be dry, none known on this day");
  expect(at(null, 2_340)).toBe("no water known there, the last 2.3 km before");
  expect(at(null, null)).toBe("no water known on this day");
  expect(isDry({ ...stage, night: { ...night, water: null } })).toBe(true);
  expect(isDry({ ...stage, night: { ...night, water: "seasonal" } })).toBe(true);
  expect(isDry({ ...stage, night: { ...night, water: "keeper" } })).toBe(false);
  expect(isDry({ ...stage, night: null })).toBe(false);
});

const spot = (id: string, kind: Along["kind"], vertex: number, more: Partial<Along> = {}): Along => ({
  id,
  kind,
  night: null,
  name: null,
  lat: 42,
  lon: 1,
  ele_m: null,
  potable: null,
  intermittent: false,
  unverified: false,
  detour_m: 0,
  vertex,
  ...more,
});

test("a long stretch without known water is told, wherever the days end", () => {
  const at = [0, 3_000, 12_000, 20_000, 28_200];
  const loop = { length_m: 28_200, stages: [stage, { ...stage, from_m: 14_200, to_m: 28_200, night: null }] };
  const along = [
    spot("n2", "spring", 1),
    spot("n3", "drinking_water", 2, { potable: false }),
    spot("n4", "fountain", 3, { detour_m: 400 }),
    spot("n7", "spring", 2, { intermittent: true }),
  ];
  // There is water at 3 km and at the night, at 14.2 km.
  expect(dryStretches(loop, along, at)).toEqual([
    { from_m: 3_000, length_m: 11_200 },
    { from_m: 14_200, length_m: 14_000 },
  ]);
  expect(dryText({ from_m: 3_000, length_m: 11_200 }, "km")).toBe("From 3.0 km on, 11.2 km without known water");
  expect(dryStretches(loop, [...along, spot("n5", "spring", 2), spot("n6", "well", 3)], at)).toEqual([
    { from_m: 3_000, length_m: 9_000 },
    { from_m: 20_000, length_m: 8_200 },
  ]);
});

test("the next place to sleep along the loop, on either side", () => {
  const place = (id: string, kind: Along["kind"], night: NightKind, vertex: number) =>
    spot(id, kind, vertex, { night });
  const along = [
    place("n9", "alpine_hut", "hut", 1),
    place("n8", "camp_site", "camp", 3),
    place("n1", "alpine_hut", "hut", 4),
    spot("n7", "spring", 5),
    place("n6", "shelter", "shelter", 9),
    place("n5", "shelter", "shelter", 7),
  ];
  const other = (side: "nearer" | "farther", kinds: NightKind[], from = night, more: Stage[] = []) =>
    otherSpot({ stages: [stage, ...more] }, from, along, side, kinds)?.id ?? null;
  const any: NightKind[] = ["hut", "bothy", "shelter", "camp"];
  expect(other("nearer", any)).toBe("n8");
  expect(other("farther", any)).toBe("n5");
  expect(other("farther", any, night, [{ ...stage, night: { ...night, id: "n5" } }])).toBe("n6");
  expect(other("nearer", any, { ...night, vertex: 1 })).toBeNull();
  // A kind of night that is not wanted is not offered.
  expect(other("nearer", ["hut", "bothy"])).toBe("n9");
  expect(other("farther", ["hut", "bothy"])).toBeNull();
});

test("a way out is told with its length, its time, and where it leaves", () => {
  const way = { to: "village", name: "Ordino", from_m: 3_400, m: 1_240, s: 1_230 } as const;
  expect(wayOutText(way, "km")).toBe("To Ordino: 1.2 km, 20 min, leaving the loop at 3.4 km");
  expect(wayOutText({ ...way, to: "road", name: null }, "km")).toContain("To a road");
});
