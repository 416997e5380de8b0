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
  expect(plannerErrorText(hike, "km")).toBe("Got 500 m for the hike, expected 1.0 km to 200 km.");
  expect(plannerErrorText(hike, "mi")).toContain("124");
  const effort = error({ code: "out_of_limits", subject: "effort", min: 1 });
  expect(plannerErrorText(effort, "km")).toBe("Got no number for effort, expected at least 1.");
});

test("the nearest trailhead is named, by its id where it has no name", () => {
  const found = error({ code: "no_trailhead", subject: "n7", name: "Coll", away_m: 3200 });
  expect(plannerErrorText(found, "km")).toContain("Coll, is 3.2 km away");
  expect(plannerErrorText({ ...found, name: "" }, "km")).toContain("n7, is 3.2 km away");
  expect(plannerErrorText(error({ code: "no_trailhead" }), "km")).toContain("Choose another start.");
});
