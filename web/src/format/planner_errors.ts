// What the planner's errors say to a person. Most are met before the planner is asked, with more to say (state/
// start_problems.ts, the form's limits); these sentences stand for a link that was written by hand, and for data that changed.
import type { PlannerError, ProblemCode } from "../plan/types";
import { kMetresInFoot, length, metresIn, type Unit } from "./units";

interface FieldWords {
  called: string;
  /** The unit that people use for it, and how much of the field's own unit that is. */
  in: (unit: Unit) => readonly [name: string, size: number];
}

const far = (unit: Unit) => [` ${unit}`, metresIn(unit)] as const;
const high = (unit: Unit) => (unit === "km" ? ([" m", 1] as const) : ([" ft", kMetresInFoot] as const));
const percent = () => [" %", 0.01] as const;
const one = () => ["", 1] as const;

/** Other fields have their own name and plain numbers. */
const kFields: Record<string, FieldWords | undefined> = {
  drive_m: { called: "the drive", in: far },
  drive_s: { called: "the drive", in: () => [" min", 60] },
  hike_m: { called: "the hike", in: far },
  hike_s: { called: "the hike", in: () => [" h", 3600] },
  pace: { called: "a factor of the pace", in: one },
  tolerance: { called: "the tolerance", in: percent },
  max_retrace: { called: "the share walked twice", in: percent },
  max_overlap: { called: "the overlap of two loops", in: percent },
  count: { called: "the number of loops", in: one },
  max_ascent_m: { called: "the greatest climb", in: high },
  about_ascent_m: { called: "the wanted climb", in: high },
  appeal: { called: "a preference", in: () => [" %", 1] },
  avoid_edges: { called: "the number of ways to avoid", in: one },
  nights: { called: "the number of nights", in: one },
  day_m: { called: "the length of a day", in: far },
  day_s: { called: "the time of a day", in: () => [" min", 60] },
  max_night_detour_m: { called: "the way to a night", in: far },
  longest_day_m: { called: "the longest day", in: far },
  longest_day_s: { called: "the longest day", in: () => [" min", 60] },
  longest_day_ascent_m: { called: "the greatest climb of a day", in: high },
  shortest_day_m: { called: "the shortest day", in: far },
  shortest_day_s: { called: "the shortest day", in: () => [" min", 60] },
  water_before_night_m: { called: "the way from water to a night", in: far },
  keep_nights: { called: "the number of nights to keep", in: one },
  avoid_nights: { called: "the number of nights to avoid", in: one },
  night_kinds: { called: "the number of kinds of nights", in: one },
  require_edges: { called: "the number of ways to include", in: one },
};

const kMostDigits = 6;

function outOfLimits({ subject, got, min, max }: PlannerError, unit: Unit): string {
  const { called, in: inUnit } = kFields[subject] ?? { called: subject, in: one };
  const [name, size] = inUnit(unit);
  const rounded = (value: number, digits: number, round: (value: number) => number) =>
    // Not to be led astray by what a division leaves over.
    round(Number(((value / size) * 10 ** digits).toFixed(6))) / 10 ** digits;
  /** The limits as shown are themselves allowed, and what was got is not: so many digits are shown. */
  for (let digits = size === 0.01 || size === 1 || size === 60 ? 0 : 1; ; ++digits) {
    const low = min === null ? -Infinity : rounded(min, digits, Math.ceil);
    const high = max === null ? Infinity : rounded(max, digits, Math.floor);
    const value = got === null ? NaN : rounded(got, digits, Math.round);
    if (value >= low && value <= high && digits < kMostDigits) continue;
    const shown = (figure: number) => `${figure}${name}`;
    const expected = max === null ? `at least ${shown(low)}` : `${shown(low)} to ${shown(high)}`;
    return `Got ${got === null ? "no number" : shown(value)} for ${called}, expected ${expected}.`;
  }
}

function nearest({ subject, name, away_m }: PlannerError, unit: Unit): string {
  if (away_m === null) return "Choose another start.";
  return `The nearest trailhead known, ${name || subject}, is ${length(away_m, unit)} away in a straight line.`;
}

const kTexts: Record<ProblemCode, (error: PlannerError, unit: Unit) => string> = {
  unreadable: ({ detail }) => `The planner could not read what it was given: ${detail}.`,
  no_start: () => "This question names no start. Choose one.",
  two_starts: () => "This question names more than one start. Choose one of them.",
  no_position: () => "The start is no place on Earth: latitudes go from −90 to 90, longitudes from −180 to 180.",
  two_drives: () => "This question limits the drive both by distance and by time. Choose one of them.",
  no_hike: () => "This question says no length. Give a distance or a time.",
  two_hikes: () => "This question asks for both a distance and a time. Choose one of them.",
  out_of_limits: outOfLimits,
  avoided_and_required: () => "The same way is both avoided and included. Choose one of them.",
  two_days: () => "This question says the days in more than one way. Choose a number of nights or the length of a day.",
  day_of_other_unit: () =>
    "Days go by distance with a hike by distance, and by time with one by time. A longest day may be in either.",
  kept_and_avoided: () => "The same night is both kept and avoided. Choose one of them.",
  no_data: () => "There are no trails around this start in the data. Choose another start.",
  no_road: (error, unit) =>
    `No road of the data is near this start, so no drive can begin here. ${nearest(error, unit)}`,
  no_trailhead: (error, unit) => `No trailhead lies within this drive. ${nearest(error, unit)}`,
  no_network: ({ max, away_m }, unit) =>
    `No trails are within ${length(max ?? 0, unit)} of this start. ` +
    (away_m === null
      ? "None are known around it. Choose another start."
      : `The nearest known are ${length(away_m, unit)} away in a straight line. Choose a start nearer to trails, or drive.`),
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
