// How a start lies to the data, so that an empty answer says what would help.
import { distanceM } from "../geo/distance";
import { length } from "../format/units";
import { trailheadName } from "../format/words";
import type { Query } from "../plan/types";
import type { TrailheadPoint } from "../worker/protocol";
import { knowsAllTrailheads, meta, places, trailheads } from "./data";
import { unit } from "./form";

/** Drives are straight lines × 1.3 until roads are part of the data (the plan's drive_m is made so). */
export const kDetour = 1.3;

/** Why a start cannot be used: it lies outside the data and the data is out of reach. null when it can. */
export function outsideProblem(wanted: Query): string | null {
  if (!meta.value || !wanted.at) return null;
  const [lat, lon] = wanted.at;
  const [west, south, east, north] = meta.value.extent;
  const nearLat = Math.min(north, Math.max(south, lat));
  // East may lie beyond 180°.
  const nearLon = (turned: number) => Math.min(east, Math.max(west, turned));
  const distances = [lon, lon + 360].map((turned) => distanceM(lat, turned, nearLat, nearLon(turned)));
  const away = Math.min(...distances) * kDetour;
  if (away <= (wanted.drive_m ?? 0)) return null;
  return (
    `This start lies outside the data, which covers ${meta.value.name}: its edge is about ` +
    `${length(away, unit.value)} by road from there. Choose a start nearer to it, or a longer drive.`
  );
}

/** Why no trailhead is in reach, with the nearest, or null when one is. */
export function reachProblem(wanted: Query): string | null {
  const nearest = nearestTrailhead(wanted);
  if (!knowsAllTrailheads.value || !nearest || nearest.drive_m <= (wanted.drive_m ?? 0)) return null;
  return (
    `No trailhead lies within a drive of ${length(wanted.drive_m ?? 0, unit.value)}. The nearest is ` +
    `${trailheadName(nearest.trailhead, places.value)}, about ${length(nearest.drive_m, unit.value)} away.`
  );
}

/** A drive that reaches the nearest trailhead: whole kilometres with a little to spare. */
export function enoughDrive(wanted: Query): number | null {
  const nearest = nearestTrailhead(wanted);
  return nearest && Math.ceil((nearest.drive_m * 1.02) / 1000) * 1000;
}

function nearestTrailhead({ at }: Query): { trailhead: TrailheadPoint; drive_m: number } | null {
  let nearest: { trailhead: TrailheadPoint; drive_m: number } | null = null;
  for (const trailhead of at ? trailheads.value : []) {
    const drive_m = distanceM(at![0], at![1], trailhead.lat, trailhead.lon) * kDetour;
    if (!nearest || drive_m < nearest.drive_m) nearest = { trailhead, drive_m };
  }
  return nearest;
}
