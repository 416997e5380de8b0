// A loop's elevation over the way walked.
import type { Position } from "../plan/types";
import { distanceM } from "./distance";

export interface ProfilePoint {
  at_m: number;
  ele_m: number;
  lon: number;
  lat: number;
}

/** null where any elevation is unknown. Distances are scaled so that the last is the loop's measured length. */
export function profileOf(geometry: readonly Position[], length_m: number): ProfilePoint[] | null {
  const profile: ProfilePoint[] = [];
  let at_m = 0;
  let before: Position | null = null;
  for (const position of geometry) {
    const [lon, lat, ele_m] = position;
    if (ele_m === null || ele_m === undefined) return null;
    if (before) at_m += distanceM(before[1], before[0], lat, lon);
    profile.push({ at_m, ele_m, lon, lat });
    before = position;
  }
  if (profile.length < 2 || at_m === 0) return null;
  const scale = length_m / at_m;
  for (const point of profile) point.at_m *= scale;
  return profile;
}

/** The profile at a distance, between its two neighbours. REQUIRES at least two points. */
export function profileAt(profile: readonly ProfilePoint[], at_m: number): ProfilePoint {
  let low = 0;
  let high = profile.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (profile[middle]!.at_m <= at_m) low = middle;
    else high = middle;
  }
  const a = profile[low]!;
  const b = profile[high]!;
  const t = b.at_m > a.at_m ? Math.min(1, Math.max(0, (at_m - a.at_m) / (b.at_m - a.at_m))) : 0;
  const mix = (from: number, to: number) => from + (to - from) * t;
  return { at_m: mix(a.at_m, b.at_m), ele_m: mix(a.ele_m, b.ele_m), lon: mix(a.lon, b.lon), lat: mix(a.lat, b.lat) };
}
