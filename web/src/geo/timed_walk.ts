// What a recorded walk tells of a walker's pace: the track thinned to steps of some length, so that a receiver's noise does not
// make it longer, with elevations that are smoothed along the way.
import { distanceM } from "./distance";
import type { TimedPoint } from "./read_gpx";

export interface Step {
  length_m: number;
  /** Up is positive. */
  rise_m: number;
  time_s: number;
}

/** A step is at least so long. Receivers are off by some metres: shorter steps would add that up. */
const kStepM = 25;
/** An elevation is the mean of those of the points that are kept within so many metres along the way. */
const kSmoothM = 60;
/** A longer step is a gap of the recording, such as a tunnel or a lift. */
const kLongestStepM = 500;

interface Thinned extends TimedPoint {
  at_m: number;
}

/** The points that are at least kStepM from the one kept before, and later than it. */
function thinned(points: readonly TimedPoint[]): Thinned[] {
  const kept: Thinned[] = [];
  let last: Thinned | undefined;
  for (const point of points) {
    const away = last ? distanceM(last.lat, last.lon, point.lat, point.lon) : Infinity;
    if (last && (away < kStepM || point.time_s <= last.time_s)) continue;
    last = { ...point, at_m: last ? last.at_m + away : 0 };
    kept.push(last);
  }
  return kept;
}

/** The mean of the elevations within kSmoothM along the way; null where one is not known. */
function smoothed(points: readonly Thinned[]): (number | null)[] {
  let from = 0;
  let to = 0;
  let sum = 0;
  let unknown = 0;
  const add = ({ ele_m }: Thinned, sign: 1 | -1) => {
    if (ele_m === null) unknown += sign;
    else sum += sign * ele_m;
  };
  return points.map(({ at_m }) => {
    while (to < points.length && points[to]!.at_m <= at_m + kSmoothM) add(points[to++]!, 1);
    while (points[from]!.at_m < at_m - kSmoothM) add(points[from++]!, -1);
    return unknown > 0 ? null : sum / (to - from);
  });
}

/** The steps of a segment, in order; null where the recording has a gap or no elevation. */
export function stepsOf(points: readonly TimedPoint[]): (Step | null)[] {
  const kept = thinned(points);
  const heights = smoothed(kept);
  return kept.slice(1).map((to, index) => {
    const from = kept[index]!;
    const [low, high] = [heights[index]!, heights[index + 1]!];
    const length_m = to.at_m - from.at_m;
    if (length_m > kLongestStepM || low === null || high === null) return null;
    return { length_m, rise_m: high - low, time_s: to.time_s - from.time_s };
  });
}
