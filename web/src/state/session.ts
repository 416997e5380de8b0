// The page's calls to the planner: it opens the data set, solves the form's query, and keeps what is shown meanwhile. The
// plan before stays on the page until the first loops of the next one are there, and also when something fails.
import { effect, signal, untracked } from "@preact/signals";
import type { Loop, LoopReference, Plan, Query } from "../plan/types";
import { PlannerClient } from "../worker/client";
import { CallError, kKeepFound, type Failure, type SolveProgress } from "../worker/protocol";
import { meta, setOpened, updateMapData } from "./data";
import { query } from "./form";
import { trailheadProblem, outsideProblem, reachProblem } from "./start_problems";

type Activity =
  | { phase: "opening" }
  | { phase: "idle" }
  | { phase: "tiles"; done: number; of: number }
  | { phase: "solving"; done: number; of: number };

export const activity = signal<Activity>({ phase: "opening" });
/** Set while the plan shown is whole, but other trailheads are still asked whether they have a better loop than the best
 * one: how many of them have answered. */
export const proving = signal<{ done: number; of: number } | null>(null);
export const plan = signal<Plan | null>(null);
/** The plan shown answers an earlier query. */
export const stale = signal(false);
export const failure = signal<Failure | null>(null);

/** A slider may change the query several times within a frame: they are solved as one. */
const kDebounceMs = 16;
/** The pointer or the keyboard focus is in the list: it does not change then until the plan is whole. */
export const listInUse = signal(false);

const client = new PlannerClient();
/** Of the running search. */
let current: AbortController | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function open() {
  activity.value = { phase: "opening" };
  failure.value = null;
  try {
    setOpened(await client.call("open", { base: new URL("./", document.baseURI).href }));
    activity.value = { phase: "idle" };
    if (query.value) await Promise.race([solve(query.value), wholePlan()]);
  } catch (error) {
    return fail(error);
  }
  try {
    updateMapData(await client.call("mapData", null));
  } catch (error) {
    if (activity.value.phase === "idle" && !failure.value) fail(error);
  }
}

/** Resolves when the plan of the running search is whole, even if better loops are still looked for. */
const wholePlan = () =>
  new Promise<void>((resolve) => {
    const stop = proving.subscribe((now) => {
      if (!now) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });

async function solve(wanted: Query) {
  clearTimeout(timer);
  current?.abort();
  const mine = (current = new AbortController());
  failure.value = null;
  proving.value = null;
  const outside = outsideProblem(wanted);
  if (outside) return fail(new CallError("query", outside));
  stale.value = plan.value !== null;
  activity.value = { phase: "tiles", done: 0, of: 0 };
  try {
    const ask = (query: Query) => client.call("drive", { query }, { signal: mine.signal });
    const problem = wanted.trailhead ? await trailheadProblem(wanted, ask) : await reachProblem(wanted, ask);
    if (mine !== current) return;
    if (problem) return fail(problem);
    const result = await client.call(
      "solve",
      { query: wanted },
      { signal: mine.signal, onProgress: (progress) => mine === current && showProgress(progress) },
    );
    if (mine !== current || result.plan === null) return;
    finish(JSON.parse(result.plan) as Plan);
    proving.value = null;
  } catch (error) {
    if (mine !== current) return;
    proving.value = null;
    if (mine.signal.aborted) activity.value = { phase: "idle" };
    else fail(error);
  }
}

function showProgress(progress: SolveProgress) {
  if (progress.phase === "loaded") return updateMapData(progress.mapData);
  if (progress.phase === "proving") {
    const isFirst = proving.value === null;
    proving.value = { done: progress.done, of: progress.of };
    if (progress.plan && (isFirst || !listInUse.value)) finish(JSON.parse(progress.plan) as Plan);
    return;
  }
  activity.value = { phase: progress.phase, done: progress.done, of: progress.of };
  if (progress.phase === "solving" && progress.plan) {
    const partial = JSON.parse(progress.plan) as Plan;
    const isHeldStill = listInUse.value && !stale.value && (plan.value?.loops.length ?? 0) > 0;
    if (partial.loops.length > 0 && !isHeldStill) show(partial);
    // If the worker has died meanwhile, the call to solve says so.
    if (progress.done === 0) afterDrawing(() => void client.call("painted", null).catch(() => {}));
  }
}

/** Waits two frames: what is changed now is drawn by then. */
const afterDrawing = (then: () => void) => requestAnimationFrame(() => requestAnimationFrame(then));

function show(next: Plan) {
  plan.value = next;
  stale.value = false;
}

function finish(whole: Plan) {
  show(whole);
  activity.value = { phase: "idle" };
}

function fail(error: unknown) {
  activity.value = { phase: "idle" };
  const known = error instanceof CallError;
  failure.value = known
    ? { code: error.code, message: error.message }
    : { code: "planner", message: `Something went wrong: ${error instanceof Error ? error.message : String(error)}` };
}

/** Ends the running search and keeps what it found. */
export function cancel() {
  clearTimeout(timer);
  current?.abort(kKeepFound);
  if (!current) activity.value = { phase: "idle" };
}

/** Solves at once. Opens the data set first where that has not succeeded yet. */
export function retry() {
  if (!meta.value || failure.value?.code === "planner") void open();
  else if (query.value) void solve(query.value);
}

export const details = ({ trailhead, edges }: LoopReference) => client.call("details", { trailhead, edges });
export const driveLineTo = (query: Query, trailhead: string) => client.call("driveLine", { query, trailhead });
export const track = (format: "gpx" | "geojson", { trailhead, edges }: LoopReference) =>
  client.call("track", { trailhead, edges, format });

/** A short search for a changed query; any new query ends it. */
export function trySearch(wanted: Query): Promise<Loop | null> {
  current ??= new AbortController();
  return client.call("trySearch", { query: wanted }, { signal: current.signal });
}

/** Whenever the query changes, the running search ends and the new query is solved. */
export function watchQuery() {
  effect(() => {
    const wanted = query.value;
    untracked(() => {
      clearTimeout(timer);
      if (!meta.value) return;
      current?.abort();
      current = null;
      proving.value = null;
      activity.value = wanted ? { phase: "tiles", done: 0, of: 0 } : { phase: "idle" };
      stale.value = wanted !== null && plan.value !== null;
      if (wanted) timer = setTimeout(() => void solve(wanted), kDebounceMs);
    });
  });
}
