// Why a start cannot be used, in a sentence that says what would help. Every function gives null where it can be used.
import { distanceM } from "../geo/distance";
import { length, minutes } from "../format/units";
import { trailheadName } from "../format/words";
import type { Query } from "../plan/types";
import { CallError, type TrailheadPoint } from "../worker/protocol";
import { knowsAllTrailheads, meta, places, trailheads } from "./data";
import {
  driveAmount,
  driveByOf,
  driveText,
  knownReach,
  limitOf,
  loadReach,
  maxDrive,
  originKey,
  roadsCutText,
  type AskReach,
} from "./drive";
import { start, unit } from "./form";

/** Nobody drives faster, on average. */
const kFastestMps = 130 / 3.6;
/** Slower than nearly every drive. */
const kSlowMps = 30 / 3.6;

/** The start lies outside the data, farther than the drive could go. */
export function outsideProblem(query: Query): string | null {
  if (!meta.value || !query.at) return null;
  const [lat, lon] = query.at;
  const [west, south, east, north] = meta.value.extent;
  const nearLat = Math.min(north, Math.max(south, lat));
  // East may lie beyond 180°: both longitudes of the start are tried.
  const outside_m = Math.min(
    ...[lon, lon + 360].map((x) => distanceM(lat, x, nearLat, Math.min(east, Math.max(west, x)))),
  );
  if (outside_m <= (query.drive_m ?? limitOf(query) * kFastestMps)) return null;
  const nearest = nearestTrailhead(query);
  return (
    `This start lies outside the data, which covers ${meta.value.name}. In a straight line the edge of the data is ` +
    `${length(outside_m, unit.value)} away` +
    (nearest
      ? `, and the nearest trailhead known, ${nameOf(nearest.trailhead)}, ${length(nearest.straight_m, unit.value)}`
      : "") +
    ". Choose a start nearer to it, or a longer drive."
  );
}

/** What is known of the start before the planner is asked. Of one on foot the planner says all. */
export async function problemOfStart(query: Query, ask: AskReach): Promise<CallError | null> {
  if (query.trailhead) return trailheadProblem(query, ask);
  return query.at ? reachProblem(query, ask) : null;
}

/** The trailhead that the hike starts at is not in the data. A link may name any: what is around it is loaded first. */
async function trailheadProblem(query: Query, ask: AskReach): Promise<CallError | null> {
  const from = start.value;
  if (!from || trailheads.value.some(({ id }) => id === query.trailhead)) return null;
  if (knowsAllTrailheads.value) {
    return new CallError(
      "query",
      `The trailhead that this hike starts at is not in the data${meta.value ? ` (${meta.value.name})` : ""}: it may have changed. Choose another start.`,
    );
  }
  await ask({ ...query, at: [from.lat, from.lon], trailhead: null, drive_m: 0, drive_s: null });
  return null;
}

/** No trailhead is in reach by road. The sentence names the nearest one beyond. */
async function reachProblem(query: Query, ask: AskReach): Promise<CallError | null> {
  const by = driveByOf(query);
  const limit = limitOf(query);
  const nearest = nearestTrailhead(query);
  let reach = await loadReach(query, limit, ask);
  if (reach.start_to_road_m === null) {
    return new CallError(
      "query",
      "No road of the data is near this start, so no drive can begin here." +
        (nearest ? ` The nearest trailhead is ${straightText(nearest)}.` : ""),
    );
  }
  if (reach.trailheads.length === 0 && knowsAllTrailheads.value && nearest) {
    // Far enough, as a rule, to find by road the one that is nearest in a straight line.
    const far_m = nearest.straight_m * 2 + 5_000;
    const far = by === "time" ? far_m / kSlowMps : far_m;
    reach = await loadReach(query, Math.min(maxDrive(by), far), ask);
  }
  const [first] = [...reach.trailheads].sort((a, b) => driveAmount(a, by) - driveAmount(b, by));
  if (first && driveAmount(first, by) <= limit) return null;
  const beyond = first && trailheads.value.find(({ id }) => id === first.id);
  const byRoad = first && (by === "time" ? minutes(first.drive_s, Math.ceil) : length(first.drive_m, unit.value));
  const next = beyond ? `${nameOf(beyond)}, ${byRoad} by road` : nearest && straightText(nearest);
  return new CallError(
    "reach",
    [
      `No trailhead lies within a drive of ${driveText(limit, by, unit.value)}.`,
      next && `The nearest is ${next}.`,
      reach.cut_s !== null && roadsCutText(reach.cut_s, query.max_bytes),
    ]
      .filter(Boolean)
      .join(" "),
  );
}

/** The limit of a drive that reaches the nearest trailhead: whole kilometres or five minutes, with 2 % to spare. null where
 * none is known. */
export function driveToNearest(query: Query): number | null {
  if (knownReach.value?.origin !== originKey(query)) return null;
  const by = driveByOf(query);
  const nearest = Math.min(...knownReach.value.reach.trailheads.map((drive) => driveAmount(drive, by)));
  const step = by === "time" ? 300 : 1000;
  return Number.isFinite(nearest) ? Math.ceil((nearest * 1.02) / step) * step : null;
}

interface NearTrailhead {
  trailhead: TrailheadPoint;
  straight_m: number;
}

const nameOf = (trailhead: TrailheadPoint) => trailheadName(trailhead, places.value);
const straightText = ({ trailhead, straight_m }: NearTrailhead) =>
  `${nameOf(trailhead)}, ${length(straight_m, unit.value)} away in a straight line`;

function nearestTrailhead({ at }: Query): NearTrailhead | null {
  let nearest: NearTrailhead | null = null;
  for (const trailhead of at ? trailheads.value : []) {
    const straight_m = distanceM(at![0], at![1], trailhead.lat, trailhead.lon);
    if (!nearest || straight_m < nearest.straight_m) nearest = { trailhead, straight_m };
  }
  return nearest;
}
