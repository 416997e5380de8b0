// The plan document, as core/export writes it (same bytes natively and in WASM), and the query inside it.
// Everything is in metres, seconds and degrees; null is "unknown" or "not asked for".

export type LatLon = readonly [lat: number, lon: number];
export type Position = readonly [lon: number, lat: number, ele?: number | null];

export interface Query {
  at: LatLon | null;
  trailhead: string | null;
  /** At most one of the two; neither where a trailhead is named. */
  drive_m: number | null;
  drive_s: number | null;
  hike_m: number;
  tolerance: number;
  max_retrace: number;
  max_ascent_m: number | null;
  max_sac_scale: string | null;
  avoid_roads: boolean;
  via_ferratas: boolean;
  appeal: Appeal;
  avoid_edges: number[];
  require_edges: number[];
  /** Of road and trail tiles, gzipped, that the answer may take. */
  max_bytes: number;
  /** Steps of search per trailhead; the planner's default where it is left out. */
  effort?: number;
}

/** How much each topic matters, in percent of the planner's own judgement (core/cost/appeal.hpp). */
export interface Appeal {
  roads: number;
  water: number;
  sights: number;
  routes: number;
  rough: number;
}

export type TrailheadStatus = "optimal" | "bounded" | "none_exists" | "none_found";

export interface PlanTrailhead {
  id: string;
  name: string;
  kind: string;
  lat: number;
  lon: number;
  drive_m: number | null;
  drive_s: number | null;
  status: TrailheadStatus;
  best_score: number | null;
  bound: number | null;
  /** Why there is no loop from here; null with one. */
  reason: NoLoopReason | null;
  reason_m: number | null;
  reason_limit_m: number | null;
}

export type NoLoopReason =
  | "tiles_missing"
  | "place_missing"
  | "map_incomplete"
  | "no_way"
  | "only_out_and_back"
  | "loop_too_far"
  | "loops_too_small"
  | "outside_limits"
  | "required_out_of_reach"
  | "required_outside_limits"
  | "not_found";

export interface Loss {
  off_length_m: number;
  retraced_m: number;
  lesser_ground_m: number;
}

export interface WalkedEdge {
  id: number;
  forward: boolean;
}

export interface Loop {
  trailhead: string;
  best_of_trailhead: boolean;
  shape: "loop" | "lollipop";
  length_m: number;
  ascent_m: number | null;
  descent_m: number | null;
  time_s: number;
  time_reversed_s: number;
  retraced_m: number;
  road_m: number;
  score: number;
  loss: Loss;
  max_sac_scale: string | null;
  ungraded_m: number;
  overlap_max: number;
  edges: WalkedEdge[];
  geometry: Position[];
}

export interface Plan {
  version: number;
  query: Query;
  data: { version: string; date: string | null; attribution: string };
  status: "complete" | "deadline" | "cancelled";
  trailheads: PlanTrailhead[];
  trailheads_in_range: number;
  /** As far as the roads that max_bytes allows go; null where they hold the whole drive. */
  drive_cut_s: number | null;
  range_bound: number | null;
  loops: Loop[];
}

/** Whether every trailhead that the drive reaches was considered. */
export const isWhole = ({ trailheads, trailheads_in_range, drive_cut_s }: Plan) =>
  trailheads.length === trailheads_in_range && drive_cut_s === null;

/** Edges that follow one another with the same name and on the same kind of ground. */
export interface LoopPart {
  name: string | null;
  ref: string | null;
  class: string;
  surface: string | null;
  sac_scale: string | null;
  visibility: string | null;
  informal: boolean;
  seasonal: boolean;
  ford: boolean;
  near_water: boolean;
  near_peak: boolean;
  near_road: boolean;
  in_town: boolean;
  first_edge: number;
  edge_count: number;
  first_vertex: number;
  length_m: number;
  ascent_m: number | null;
  descent_m: number | null;
  lesser_ground_m: number;
  retraced: boolean;
}

/** A place to sleep or to draw water near a loop. */
export interface Along {
  id: string;
  kind: string;
  name: string | null;
  lat: number;
  lon: number;
  ele_m: number | null;
  potable: boolean | null;
  intermittent: boolean;
  /** From the loop, one way, as the crow flies. */
  detour_m: number;
  /** Of the loop's geometry: the beginning of the segment that is nearest. */
  vertex: number;
}

/** A loop as it is walked, with all that is known of its ground. */
export interface Details {
  plan: Plan;
  parts: LoopPart[];
  along: Along[];
}

/** What names a loop in any data that has its ways. */
export interface LoopReference {
  trailhead: string;
  edges: readonly WalkedEdge[];
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
