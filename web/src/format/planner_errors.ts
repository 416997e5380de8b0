// What the planner's errors say to a person. Most are met before the planner is asked, with more to say (state/
// start_problems.ts, the form's limits); these sentences stand for a link that was written by hand, and for data that changed.
import type { PlannerError, ProblemCode } from "../plan/types";
import { length, type Unit } from "./units";

/** What a field is called, and how its figures are shown. Other fields have their own name and plain numbers. */
const kFields: Record<string, { called: string; show: (value: number, unit: Unit) => string } | undefined> = {
  drive_m: { called: "the drive", show: length },
  drive_s: { called: "the drive", show: (s) => `${s / 3600} h` },
  hike_m: { called: "the hike", show: length },
  tolerance: { called: "the tolerance", show: percent },
  max_retrace: { called: "the share walked twice", show: percent },
  max_overlap: { called: "the overlap of two loops", show: percent },
  count: { called: "the number of loops", show: String },
  max_ascent_m: { called: "the greatest climb", show: (m) => `${m} m` },
  appeal: { called: "a preference", show: (value) => `${value} %` },
  avoid_edges: { called: "the number of ways to avoid", show: String },
  require_edges: { called: "the number of ways to include", show: String },
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function outOfLimits({ subject, got, min, max }: PlannerError, unit: Unit): string {
  const { called, show } = kFields[subject] ?? { called: subject, show: String };
  const shown = (value: number | null) => (value === null ? "no number" : show(value, unit));
  const expected = max === null ? `at least ${shown(min)}` : `${shown(min)} to ${shown(max)}`;
  return `Got ${shown(got)} for ${called}, expected ${expected}.`;
}

function nearest({ subject, name, away_m }: PlannerError, unit: Unit): string {
  if (away_m === null) return "Choose another start.";
  return `The nearest trailhead known, ${name || subject}, is ${length(away_m, unit)} away in a straight line.`;
}

const kTexts: Record<ProblemCode, (error: PlannerError, unit: Unit) => string> = {
  unreadable: ({ detail }) => `The planner could not read what it was given: ${detail}.`,
  no_start: () => "This question names no start. Choose one.",
  two_starts: () => "This question names both a place and a trailhead to start from. Choose one of them.",
  no_position: () => "The start is no place on Earth: latitudes go from −90 to 90, longitudes from −180 to 180.",
  two_drives: () => "This question limits the drive both by distance and by time. Choose one of them.",
  out_of_limits: outOfLimits,
  avoided_and_required: () => "The same way is both avoided and included. Choose one of them.",
  no_data: () => "There are no trails around this start in the data. Choose another start.",
  no_road: (error, unit) =>
    `No road of the data is near this start, so no drive can begin here. ${nearest(error, unit)}`,
  no_trailhead: (error, unit) => `No trailhead lies within this drive. ${nearest(error, unit)}`,
  trailhead_missing: ({ subject }) =>
    `The trailhead ${subject} is not in the data any more, or not in reach of this start. Choose another start.`,
  drive_unknown: () =>
    "The drive to this trailhead is not known: it is not in reach, or not all roads on the way are loaded.",
  loop_changed: () => "This loop is not in the data any more: its ways have changed since.",
  loop_start_changed: ({ subject }) =>
    `This loop does not begin at the trailhead ${subject} any more: the data has changed.`,
  data_changed: () => "The data has changed meanwhile. Reload the page to plan with the new data.",
};

export const plannerErrorText = (error: PlannerError, unit: Unit): string => kTexts[error.code](error, unit);
