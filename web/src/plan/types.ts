// The plan document and what the page reads from it. Its types are written by the planner's own code, see generated.ts.
import type { Loop, LoopPart, Loss, Plan, Query, WalkedEdge } from "./generated";

export type {
  Along,
  Appeal,
  Direction,
  Details,
  Highlight,
  HighlightKind,
  Loop,
  LoopPart,
  Loss,
  MapTrailhead,
  MapWay,
  Night,
  NightKind,
  NightWater,
  Reservation,
  NoLoopReason,
  Pace,
  Plan,
  ParkingKind,
  PlaceEntry,
  PlaceKind,
  PlanTrailhead,
  PlannerError,
  Position,
  Preset,
  ProblemCode,
  Query,
  RouteShape,
  SacScale,
  Stage,
  TrailheadKind,
  UngradedWays,
  WalkedEdge,
  Warning,
  WarningKind,
  WayClass,
  WayOut,
} from "./generated";

/** Whether every trailhead that the drive reaches was considered. */
export const isWhole = ({ trailheads, trailheads_in_range, drive_cut_s }: Plan) =>
  trailheads.length === trailheads_in_range && drive_cut_s === null;

/** What names a loop in any data that has its ways. */
/** What a query asks for, in its own measure: metres, or seconds of walking. */
export const wantedOf = ({ hike_m, hike_s }: Pick<Query, "hike_m" | "hike_s">) => hike_m ?? hike_s ?? 0;

/** What a loop loses, in the measure of its query: metres, or seconds of walking. */
export const lossOf = (loss: Loss) => ({
  offLength: loss.off_length_m ?? loss.off_length_s ?? 0,
  retraced: loss.retraced_m ?? loss.retraced_s ?? 0,
  lesserGround: loss.lesser_ground_m ?? loss.lesser_ground_s ?? 0,
  besideItself: loss.beside_itself_m ?? loss.beside_itself_s ?? 0,
  turns: loss.turns_m ?? loss.turns_s ?? 0,
  nightDetours: loss.night_detours_m ?? loss.night_detours_s ?? 0,
  unevenDays: loss.uneven_days_m ?? loss.uneven_days_s ?? 0,
  dryNights: loss.dry_nights_m ?? loss.dry_nights_s ?? 0,
  nightKinds: loss.night_kinds_m ?? loss.night_kinds_s ?? 0,
});

/** The same of a part of one. */
export const lostOnGround = (part: Pick<LoopPart, "lesser_ground_m" | "lesser_ground_s">) =>
  part.lesser_ground_m ?? part.lesser_ground_s ?? 0;

/** What a query in hours measures a loop by: the mean of both directions. */
export const meanTime = ({ time_s, time_reversed_s }: Pick<Loop, "time_s" | "time_reversed_s">) =>
  (time_s + time_reversed_s) / 2;

export interface LoopReference {
  trailhead: string;
  edges: readonly WalkedEdge[];
  /** What it is called in its list; without it, it gets a name of its own. */
  name?: string | undefined;
}

export const reversed = ({ trailhead, edges }: LoopReference): LoopReference => ({
  trailhead,
  edges: edges.map(({ id, forward }) => ({ id, forward: !forward })).reverse(),
});

/** Names a loop by what it is, so that it keeps its identity while the list is refined. */
export function loopKey(loop: LoopReference): string {
  let hash = 0;
  for (const edge of loop.edges) hash = (Math.imul(hash, 31) + (edge.id % 2147483647) * 2 + (edge.forward ? 1 : 0)) | 0;
  return `${loop.trailhead}-${loop.edges.length}-${(hash >>> 0).toString(36)}`;
}
