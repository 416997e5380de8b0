// How a start lies to the data, so that an empty answer says what would help.
import { distanceM } from "../geo/distance";
import { clock, length, megabytes, minutes } from "../format/units";
import { trailheadName } from "../format/words";
import type { Query } from "../plan/types";
import { CallError, type Reach, type TrailheadPoint } from "../worker/protocol";
import { knowsAllTrailheads, meta, places, trailheads } from "./data";
import { byOf, counted, driveText, farthest, limitOf, originOf, reached, reachOf } from "./drive";
import { start, unit } from "./form";

const kFastestMps = 130 / 3.6; // nobody drives farther in the time
const kSlowMps = 30 / 3.6;

/** Why a start cannot be used: it lies outside the data and the data is out of reach. null when it can. */
export function outsideProblem(wanted: Query): string | null {
  if (!meta.value || !wanted.at) return null;
  const [lat, lon] = wanted.at;
  const [west, south, east, north] = meta.value.extent;
  const nearLat = Math.min(north, Math.max(south, lat));
  // East may lie beyond 180°.
  const nearLon = (turned: number) => Math.min(east, Math.max(west, turned));
  const outside_m = Math.min(...[lon, lon + 360].map((turned) => distanceM(lat, turned, nearLat, nearLon(turned))));
  if (outside_m <= (wanted.drive_m ?? limitOf(wanted) * kFastestMps)) return null;
  const nearest = nearestTrailhead(wanted);
  return (
    `This start lies outside the data, which covers ${meta.value.name}: its edge is ` +
    `${length(outside_m, unit.value)} away in a straight line` +
    (nearest ? `, and the nearest trailhead known, ${said(nearest)}, ${length(nearest.straight_m, unit.value)}` : "") +
    ". Choose a start nearer to it, or a longer drive."
  );
}

/** Loads what is known around a trailhead that a hike starts at, where it is not known yet: a link may name any. Why it
 * cannot be used, or null. */
export async function meetTrailhead(wanted: Query, ask: (query: Query) => Promise<Reach>): Promise<CallError | null> {
  const from = start.value;
  if (!from || trailheads.value.some(({ id }) => id === wanted.trailhead)) return null;
  if (knowsAllTrailheads.value) {
    return new CallError(
      "query",
      `The trailhead that this starts at is not in the data${meta.value ? ` (${meta.value.name})` : ""}: it may have changed. Choose another start.`,
    );
  }
  await ask({ ...wanted, at: [from.lat, from.lon], trailhead: null, drive_m: 0, drive_s: null });
  return null;
}

/** Why no trailhead is in reach by road, with the nearest beyond, or null when one is. */
export async function reachProblem(wanted: Query, ask: (query: Query) => Promise<Reach>): Promise<CallError | null> {
  const by = byOf(wanted);
  const limit = limitOf(wanted);
  const nearest = nearestTrailhead(wanted);
  let reach = await reachOf(wanted, limit, ask);
  if (reach.start_to_road_m === null) {
    return new CallError(
      "query",
      "No road of the data is near this start, so that no drive begins there." +
        (nearest ? ` The nearest trailhead is ${said(nearest)}, ${away(nearest)}.` : ""),
    );
  }
  if (reach.trailheads.length === 0 && knowsAllTrailheads.value && nearest) {
    const far_m = nearest.straight_m * 2 + 5_000;
    const far = by === "time" ? far_m / kSlowMps : far_m;
    reach = await reachOf(wanted, Math.min(farthest(by), far), ask);
  }
  const [first] = [...reach.trailheads].sort((a, b) => counted(a, by) - counted(b, by));
  if (first && counted(first, by) <= limit) return null;
  const beyond = first && trailheads.value.find(({ id }) => id === first.id);
  const next = beyond
    ? ` The nearest is ${said({ trailhead: beyond })}, ${by === "time" ? minutes(first.drive_s, Math.ceil) : length(first.drive_m, unit.value)} by road.`
    : nearest
      ? ` The nearest is ${said(nearest)}, ${away(nearest)}.`
      : "";
  const cut =
    reach.cut_s === null
      ? ""
      : ` Roads are known as far as ${clock(reach.cut_s)} of driving: ${megabytes(wanted.max_bytes)} hold no more.`;
  return new CallError(
    "reach",
    `No trailhead lies within a drive of ${driveText(limit, by, unit.value)}.${next}${cut}`,
  );
}

/** A drive that reaches the nearest trailhead: whole kilometres or five minutes, with a little to spare. */
export function enoughDrive(wanted: Query): number | null {
  if (reached.value?.from !== originOf(wanted)) return null;
  const by = byOf(wanted);
  const nearest = Math.min(...reached.value.reach.trailheads.map((drive) => counted(drive, by)));
  const step = by === "time" ? 300 : 1000;
  return Number.isFinite(nearest) ? Math.ceil((nearest * 1.02) / step) * step : null;
}

const said = ({ trailhead }: { trailhead: TrailheadPoint }) => trailheadName(trailhead, places.value);
const away = ({ straight_m }: { straight_m: number }) => `${length(straight_m, unit.value)} away in a straight line`;

function nearestTrailhead({ at }: Query): { trailhead: TrailheadPoint; straight_m: number } | null {
  let nearest: { trailhead: TrailheadPoint; straight_m: number } | null = null;
  for (const trailhead of at ? trailheads.value : []) {
    const straight_m = distanceM(at![0], at![1], trailhead.lat, trailhead.lon);
    if (!nearest || straight_m < nearest.straight_m) nearest = { trailhead, straight_m };
  }
  return nearest;
}
