// The plan document and what the page reads from it. Its types are written by the planner's own code, see generated.ts.
import type { Plan, WalkedEdge } from "./generated";

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
  NoLoopReason,
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
  TrailheadKind,
  UngradedWays,
  WalkedEdge,
  Warning,
  WarningKind,
  WayClass,
} from "./generated";

/** Whether every trailhead that the drive reaches was considered. */
export const isWhole = ({ trailheads, trailheads_in_range, drive_cut_s }: Plan) =>
  trailheads.length === trailheads_in_range && drive_cut_s === null;

/** What names a loop in any data that has its ways. */
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
