// Everything the page and the planner's worker say to each other: one entry per call, with its parameters, its result and
// what it reports on the way. A call is cancelled by its AbortSignal.
import type { FeatureCollection } from "geojson";
import type { Place } from "../places/place";
import type { Details, Loop, LoopReference, PlanTrailhead, Position, Query } from "../plan/types";

export interface Calls {
  /** Fetches what the data set is and its places. Comes first. */
  open: { params: { base: string }; result: Opened; progress: never };
  /** Loads a small data set whole, so that the map shows its trails before anything is asked; a large one not at all. */
  survey: { params: null; result: Survey; progress: never };
  /** Fetches the roads that a drive from the query's start comes to: what it reaches, and how far each of it is. */
  drive: { params: { query: Query }; result: Reach; progress: never };
  /** The way of the drive to a trailhead that `drive` reaches. Fails with "loop" where it does not. */
  driveLine: { params: { query: Query; trailhead: string }; result: Position[]; progress: never };
  /** Fetches what the query needs and solves it. Aborting with kKeepFound gives what was found, as "cancelled"
   * unless all trailheads were considered by then. */
  solve: { params: { query: Query }; result: Solved; progress: SolveProgress };
  /** The first loops of the running search are on the screen: until then no helper takes the processors from them. */
  seen: { params: null; result: null; progress: never };
  /** A loop as it is walked in the given direction, from its edges. Fails with "loop" where the data lacks them. */
  details: { params: LoopReference; result: Details; progress: never };
  /** The same as a file to take along. */
  track: { params: LoopReference & { format: "gpx" | "geojson" }; result: string; progress: never };
  /** A short look whether a changed question has an answer: some loop of it, or null. */
  trySearch: { params: { query: Query }; result: Loop | null; progress: never };
}

export interface Meta {
  name: string;
  made_up: boolean;
  data: { version: string; date: string | null; attribution: string };
  /** East lies beyond 180° where the region crosses the antimeridian. */
  extent: [west: number, south: number, east: number, north: number];
  layers: Record<string, { minzoom: number; maxzoom: number; tiles: number; bytes: number } | undefined>;
  formats: { api: number; tile: number; plan: number };
}

export type TrailheadPoint = Pick<PlanTrailhead, "id" | "name" | "kind" | "lat" | "lon">;

export interface Opened {
  meta: Meta;
  places: Place[];
  trailheads: TrailheadPoint[];
  /** The whole index is loaded: every trailhead there is is known. */
  complete: boolean;
}

export interface Survey {
  /** A blob: address of the GeoJSON, so that only the map's own worker ever parses it; null when no tile is loaded. */
  networkUrl: string | null;
  places: Place[];
  trailheads: TrailheadPoint[];
}

export interface Reach {
  /** Straight line from the start to the nearest road, part of every drive; null where no road is near. */
  start_to_road_m: number | null;
  /** The drive time at which the roads that may be loaded end; null where they hold the whole drive. */
  cut_s: number | null;
  trailheads: { id: string; drive_m: number; drive_s: number }[];
  /** Lines with drive_m and drive_s to their farther end. */
  roads: FeatureCollection;
}

/** The reason of an abort by somebody who wants to see what was found. */
export const kKeepFound = "keep what was found";

interface Solved {
  /** The plan document as JSON text: cheaper to hand over than the object. Null where the question was given up. */
  plan: string | null;
}

export type SolveProgress =
  | { phase: "tiles"; done: number; of: number }
  | { phase: "loaded"; survey: Survey }
  | { phase: "solving"; done: number; of: number; plan: string | null }
  /** The answer is whole; what follows can only prove how good it is, or find what is better still. */
  | { phase: "proving"; done: number; of: number; plan: string | null };

type FailureCode = "server" | "tile" | "data" | "query" | "reach" | "loop" | "planner";

/** What went wrong, in a sentence a person can use. Trying again makes sense for all but "query" and "reach",
 * which lie in the question. */
export interface Failure {
  code: FailureCode;
  message: string;
}

export class CallError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
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

/** Trailheads to ask whether any loop from there loses less than so much, core/plan/plan_run.hpp. */
export interface ProofRound {
  rivals: number[];
  below_cdm: number;
  steps: number;
}

/** A question whose trailheads several planners share, see turns.ts. */
export interface HelperQuestion {
  run: number;
  /** The same for a question and all proofs about it. */
  search: number;
  query: Query;
  /** What is asked of its rivals; null: the best loops of every trailhead. */
  proofs: ProofRound | null;
  mine: number;
  planners: number;
}

/** What the planner's worker tells its helpers: more tiles, or what to work on now; null: nothing. */
export type HelperOrder = { tiles: TileBytes[] } | { question: HelperQuestion | null };

/** What a helper found from one trailhead; that it has nothing to add to a question; that it is of no more use. */
export type HelperNews =
  { run: number; index: number; answer: string } | { run: number; through: true } | { ended: true };
