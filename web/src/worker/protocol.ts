// Every message between the page and the planner's worker, and between that worker and its helpers. `Calls` has an entry for
// each call of the page: its parameters, its result, and the progress it reports. A call is cancelled by its AbortSignal.
import type { FeatureCollection } from "geojson";
import type { Parts, Stretch } from "../geo/fit_pace";
import type { Place } from "../places/place";
import type { Details, Loop, LoopReference, PlannerError, PlanTrailhead, Position, Query } from "../plan/types";

export interface Calls {
  /** Opens the data set: what it is, its places, its trailheads. The first call. `isAgain`: the data on the server are others
   * than before, so no cache is trusted that has not asked. */
  open: { params: { base: string; isAgain: boolean }; result: Opened; progress: never };
  /** What the server has in place of the data that are open. Null where it still has those, or where that cannot be learned
   * now. */
  renewed: { params: null; result: Renewed | null; progress: never };
  /** What the map shows. A small data set is loaded whole first, so that its trails are seen before there is a query. */
  mapData: { params: null; result: MapData; progress: never };
  /** What a drive from the query's start reaches. Fetches the roads it needs. */
  drive: { params: { query: Query }; result: Reach; progress: never };
  /** The line of the drive to a trailhead. Fails with "loop" where the drive does not reach it. */
  driveLine: { params: { query: Query; trailhead: string }; result: Position[]; progress: never };
  /** Fetches what the query needs and solves it. A call that is aborted with kKeepFound gives what was found: a plan with the
   * status "cancelled", unless all trailheads were considered by then. */
  solve: { params: { query: Query }; result: Solved; progress: SolveProgress };
  /** Tells that the first loops of the running search are drawn. The search goes on then. */
  painted: { params: null; result: null; progress: never };
  /** A loop that a link names, before any search: the query names its trailhead, which lies at `near`. Fetches what the loop
   * needs alone. Fails with "loop" where the data lack one of its edges. From then on `details` and `track` know the loop. */
  linked: { params: { loop: LoopReference; near: LatLon | null; query: Query }; result: Details; progress: never };
  /** A loop, from its edges, in their direction. Fails with "loop" where the data lack one of them. */
  details: { params: LoopReference; result: Details; progress: never };
  /** The same loop as the text of a file. */
  track: { params: LoopReference & { format: "gpx" | "geojson" }; result: string; progress: never };
  /** What the hiking formula says of stretches, as the sum of what each factor of a pace multiplies. */
  hikingTimes: { params: { stretches: readonly Stretch[] }; result: Parts[]; progress: never };
  /** A short search: some loop that answers the query, or null where none is found in time. */
  trySearch: { params: { query: Query }; result: Loop | null; progress: never };
}

export interface LatLon {
  lat: number;
  lon: number;
}

export interface Meta {
  name: string;
  made_up: boolean;
  data: { version: string; date: string | null; attribution: string };
  /** East lies beyond 180° where the region crosses the antimeridian. */
  extent: [west: number, south: number, east: number, north: number];
  layers: Record<string, { minzoom: number; maxzoom: number; tiles: number; bytes: number } | undefined>;
  /** What is drawn under the loops, for the eye only; older data have none. */
  ground?: { version: string; elevation_spacing_m: number | null };
  sources?: { kind: string; file?: string; attribution: string | null; licence?: string | null }[];
  formats: { api: number; tile: number; plan: number };
}

/** What is drawn under the loops has a version of its own: it may be renewed while the planner's data stay. */
export type GroundOfMeta = Pick<Meta, "layers" | "ground">;
export type Renewed = { of: "data" } | { of: "ground"; ground: GroundOfMeta };

export type TrailheadPoint = Pick<PlanTrailhead, "id" | "name" | "kind" | "lat" | "lon">;

export interface Opened {
  meta: Meta;
  places: Place[];
  trailheads: TrailheadPoint[];
  /** The whole index is loaded: all places and trailheads are known. */
  complete: boolean;
}

export interface MapData {
  /** A blob: address of the trail network as GeoJSON, so that only the map's own worker parses it; null where no tile is
   * loaded. */
  networkUrl: string | null;
  places: Place[];
  trailheads: TrailheadPoint[];
}

export interface Reach {
  /** Metres in a straight line from the start to the nearest road, part of every drive; null where no road is near. */
  start_to_road_m: number | null;
  /** Up to how many seconds of driving the roads could be loaded; null where they hold the whole drive. */
  cut_s: number | null;
  trailheads: { id: string; drive_m: number; drive_s: number }[];
  /** Lines; `drive_m` and `drive_s` are those to the farther end. */
  roads: FeatureCollection;
}

/** The reason to abort a call with where its result so far is wanted. */
export const kKeepFound = "keep what was found";

interface Solved {
  /** The plan document as JSON text, which is cheaper to send than the object; null where the query was given up. */
  plan: string | null;
}

export type SolveProgress =
  | { phase: "tiles"; done: number; of: number }
  | { phase: "loaded"; mapData: MapData }
  | { phase: "solving"; done: number; of: number; plan: string | null }
  /** The plan is whole. What follows proves how good its best loop is, or finds a better one. */
  | { phase: "proving"; done: number; of: number; plan: string | null };

/** "changed": the server's data are others than those that were opened. */
export type FailureCode = "server" | "tile" | "data" | "changed" | "query" | "reach" | "loop" | "planner";

/** What went wrong; `message` is a sentence for the person. To try again makes sense for all codes but "query" and "reach":
 * these need another query. */
export interface Failure {
  code: FailureCode;
  message: string;
  /** What the planner said, where it was the planner. */
  problem: PlannerError | null;
}

export class CallError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly problem: PlannerError | null = null,
  ) {
    super(message);
  }
}

export type Request<K extends keyof Calls = keyof Calls> =
  { id: number; kind: K; params: Calls[K]["params"] } | { id: number; abort: "keep" | "drop" };

export type Response =
  { id: number; result: unknown } | { id: number; progress: unknown } | { id: number; failure: Failure };

export interface TileBytes {
  tile: { layer: string; z: number; x: number; y: number };
  bytes: Uint8Array;
}

/** A round of proofs: whether a trailhead has a loop that loses less than `below_cdm` (hundredths of a decimetre), see core/plan/. */
export interface ProofRound {
  /** Indices of the trailheads to ask. */
  rivals: number[];
  below_cdm: number;
  steps: number;
}

/** A search, or a round of proofs, whose trailheads the helpers share (see work_order.ts). */
export interface HelperTask {
  /** Another number for each task. */
  run: number;
  /** The same number for a search and all rounds of proofs of its plan. */
  search: number;
  query: Query;
  /** The round of proofs; null for the search itself. */
  proofs: ProofRound | null;
  /** The helper's own share, from 0, of so many. */
  share: number;
  shares: number;
}

/** From the planner's worker to a helper: tiles to add, or the task to work on from now on; null for none. */
export type HelperOrder = { tiles: TileBytes[] } | { task: HelperTask | null };

/** From a helper: what it found from a trailhead; that its task is done; that it has failed and cannot be used any more. */
export type HelperReport =
  { run: number; index: number; answer: string } | { run: number; done: true } | { failed: true };
