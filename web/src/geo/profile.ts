// The elevation profile of a loop.
import type { Position } from "../plan/types";
import { distanceM } from "./distance";

export interface ProfilePoint {
  at_m: number;
  ele_m: number;
  lon: number;
  lat: number;
}

/** For each vertex, the metres walked up to it. They are scaled so that the last vertex is at `length_m`, which is measured
 * more precisely. */
export function metresAlong(geometry: readonly Position[], length_m: number): number[] {
  let at_m = 0;
  const along = geometry.map(([lon, lat], index) => {
    const before = geometry[index - 1];
    if (before) at_m += distanceM(before[1], before[0], lat, lon);
    return at_m;
  });
  return along.map((metres) => (at_m > 0 ? (metres / at_m) * length_m : 0));
}

/** The point of the line after `at_m` metres, by what `metresAlong` says of it. */
export function pointAt(geometry: readonly Position[], along: readonly number[], at_m: number) {
  const reached = along.findIndex((metres) => metres >= at_m);
  const next = reached < 0 ? along.length - 1 : Math.max(1, reached);
  const [a, b] = [geometry[next - 1], geometry[next]];
  if (!a || !b) return null;
  const [from, to] = [along[next - 1]!, along[next]!];
  const t = to > from ? Math.min(1, Math.max(0, (at_m - from) / (to - from))) : 0;
  return { lon: a[0] + (b[0] - a[0]) * t, lat: a[1] + (b[1] - a[1]) * t };
}

/** null where the elevation of any vertex is unknown. */
export function profileOf(geometry: readonly Position[], length_m: number): ProfilePoint[] | null {
  const along = metresAlong(geometry, length_m);
  const profile: ProfilePoint[] = [];
  for (const [index, [lon, lat, ele_m]] of geometry.entries()) {
    if (ele_m === null || ele_m === undefined) return null;
    profile.push({ at_m: along[index]!, ele_m, lon, lat });
  }
  return profile.length > 1 && profile[profile.length - 1]!.at_m > 0 ? profile : null;
}

/** The point of the profile after `at_m` metres, interpolated between its neighbours. REQUIRES at least two points. */
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
