import { expect, test } from "vitest";
import type { PlanTrailhead } from "../plan/types";
import { atLeast, climbText, noLoop, parkingText, proof, startGapText, warningText } from "./words";

const none = { reason: "loop_too_far", reason_m: 4_120, reason_limit_m: 3_000 } as const;

test("why there is no loop is said with its figures, in the unit chosen", () => {
  expect(noLoop(none, "km")).toBe("the nearest loop is 4.1 km away, and at most 3.0 km may be walked twice");
  expect(noLoop(none, "mi")).toContain("2.6 mi");
  expect(noLoop({ reason: "loop_too_far", reason_s: 4_200, reason_limit_s: 3_000 }, "km")).toBe(
    "the nearest loop is 1 h 10 of walking away, and at most 50 min of walking may be walked twice",
  );
  expect(noLoop({ reason: "no_way", reason_m: null, reason_limit_m: null }, "km")).not.toMatch(/null|\?/);
});

test("a trailhead without a loop says why instead of what is proved", () => {
  expect(proof({ ...none, best_score: null, status: "none_exists" } as PlanTrailhead, "km")).toMatch(
    /^The nearest .*\.$/,
  );
});

test("a climb that is known in part is a lower limit", () => {
  expect(climbText({ ascent_m: 1_150, climb_unknown_m: 0 }, "km")).toBe("1,150 m");
  expect(climbText({ ascent_m: 1_150, climb_unknown_m: 400 }, "km")).toBe("≥ 1,150 m");
  expect(climbText({ ascent_m: null, climb_unknown_m: 9_000 }, "km")).toBe("unknown");
  expect(atLeast({ climb_unknown_m: 400 })).toBe("at least ");
  expect(atLeast({ climb_unknown_m: 0 })).toBe("");
});

test("a warning says of how much of the walk", () => {
  expect(warningText({ kind: "permit", m: 1_240, edges: [1] }, "km")).toBe("Permit needed, 1.2 km");
});

test("how far a hike begins from the start is said where it is worth a word", () => {
  expect(startGapText({ start_gap_m: 123 }, "km")).toBe("123 m in a straight line from your start");
  expect(startGapText({ start_gap_m: 123 }, "mi")).toBe("404 ft in a straight line from your start");
  expect(startGapText({ start_gap_m: 4 }, "km")).toBeNull();
  expect(startGapText({ start_gap_m: null }, "km")).toBeNull();
});

test("a car park is told in figures, or in the map's own words", () => {
  const unknown = {
    parking: null,
    capacity: null,
    capacity_text: null,
    fee: null,
    fee_text: null,
    max_stay: null,
    condition: null,
  };
  expect(parkingText(unknown)).toBe("");
  expect(parkingText({ ...unknown, capacity: 40, fee: false })).toBe("40 places, no fee");
  expect(
    parkingText({ ...unknown, parking: "underground", capacity_text: "20-30", fee: true, fee_text: "Sa-Su" }),
  ).toBe("Underground, 20-30 places, fee: Sa-Su");
  expect(parkingText({ ...unknown, fee_text: "donation", max_stay: "1 hour", condition: "08:00-17:00" })).toBe(
    "Donation, stay at most 1 hour, open: 08:00-17:00",
  );
});
