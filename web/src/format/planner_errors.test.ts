import { expect, test } from "vitest";
import { kProblemCodes } from "../plan/generated";
import type { PlannerError } from "../plan/types";
import { plannerErrorText } from "./planner_errors";

const error = (given: Partial<PlannerError>): PlannerError => ({
  code: "no_data",
  subject: "",
  name: "",
  got: null,
  min: null,
  max: null,
  away_m: null,
  cut_s: null,
  detail: "",
  ...given,
});

test("every code has a sentence of its own", () => {
  const texts = kProblemCodes.map((code) =>
    plannerErrorText(error({ code, subject: "n7", detail: "tile 8/1/2" }), "km"),
  );
  for (const text of texts) expect(text).toMatch(/^[A-Z].* .*\.$/);
  expect(new Set(texts).size).toBe(kProblemCodes.length);
});

test("figures are in the person's unit", () => {
  const hike = error({ code: "out_of_limits", subject: "hike_m", got: 500, min: 1000, max: 200_000 });
  expect(plannerErrorText(hike, "km")).toBe("Got 0.5 km for the hike, expected 1 km to 200 km.");
  expect(plannerErrorText(hike, "mi")).toBe("Got 0.3 mi for the hike, expected 0.7 mi to 124.2 mi.");
  const effort = error({ code: "out_of_limits", subject: "effort", min: 1 });
  expect(plannerErrorText(effort, "km")).toBe("Got no number for effort, expected at least 1.");
});

test("as many digits are shown as it takes to see what is wrong", () => {
  const text = (given: Partial<PlannerError>) => plannerErrorText(error({ code: "out_of_limits", ...given }), "km");
  expect(text({ subject: "max_retrace", got: 0.504, min: 0, max: 0.5 })).toContain("Got 50.4 % for");
  expect(text({ subject: "max_retrace", got: 0.7, min: 0, max: 0.5 })).toContain("Got 70 % for");
  expect(text({ subject: "tolerance", got: 0.0099999, min: 0.01, max: 0.5 })).toContain("Got 0.99999 % for");
  expect(text({ subject: "hike_m", got: 200_001, min: 1000, max: 200_000 })).toContain("Got 200.001 km for");
  expect(text({ subject: "hike_m", got: 999.6, min: 1000, max: 200_000 })).toContain("Got 0.9996 km for");
  expect(text({ subject: "drive_s", got: 86_401, min: 0, max: 86_400 })).toContain("Got 1440.02 min for");
  expect(text({ subject: "max_ascent_m", got: -1, min: 0, max: 30_000 })).toContain("Got -1 m for");
  expect(text({ subject: "about_ascent_m", got: 30_001, min: 0, max: 30_000 })).toContain("for the wanted climb, exp");
});

test("the nearest trailhead is named, by its id where it has no name", () => {
  const found = error({ code: "no_trailhead", subject: "n7", name: "Coll", away_m: 3200 });
  expect(plannerErrorText(found, "km")).toContain("Coll, is 3.2 km away");
  expect(plannerErrorText({ ...found, name: "" }, "km")).toContain("n7, is 3.2 km away");
  expect(plannerErrorText(error({ code: "no_trailhead" }), "km")).toContain("Choose another start.");
});

test("how far the nearest trails are from a start on foot is said", () => {
  const text = (away_m: number | null) => plannerErrorText(error({ code: "no_network", max: 2000, away_m }), "km");
  expect(text(3240)).toContain("within 2.0 km of this start. The nearest known are 3.2 km away in a straight line.");
  expect(text(null)).toContain("None are known around it.");
});
