// The page's calls to the planner: it opens the data set, solves the form's query, and keeps what is shown meanwhile. The
// plan before stays on the page until the first loops of the next one are there, and also when something fails.
import { effect, signal, untracked } from "@preact/signals";
import type { Loop, LoopReference, Plan, Query } from "../plan/types";
import { PlannerClient } from "../worker/client";
import { CallError, kKeepFound, type Calls, type Failure, type SolveProgress } from "../worker/protocol";
import { meta, setGround, setOpened, updateMapData } from "./data";
import { errorText } from "./error_text";
import { query, start } from "./form";
import { outsideProblem, problemOfStart } from "./start_problems";

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
/** What a search waits for. */
let before: Promise<unknown> = Promise.resolve();

/** Searches begin once this is over. */
export function holdSearch(until: Promise<unknown>) {
  before = until;
}

/** Each opening ends what the one before still does. */
let openings = 0;

export async function open(isAgain = false) {
  const mine = ++openings;
  activity.value = { phase: "opening" };
  failure.value = null;
  try {
    const opened = await client.call("open", { base: new URL("./", document.baseURI).href, isAgain });
    if (mine !== openings) return;
    setOpened(opened);
    lastChecked = performance.now();
    activity.value = { phase: "idle" };
    if (isAgain) renewal.opened();
    if (query.value) await Promise.race([solve(query.value), wholePlan()]);
  } catch (error) {
    if (mine !== openings) return;
    return isChanged(error) ? renew() : fail(error);
  }
  if (mine !== openings) return;
  try {
    updateMapData(await client.call("mapData", null));
  } catch (error) {
    if (mine !== openings) return;
    if (isChanged(error)) return renew();
    if (activity.value.phase === "idle" && !failure.value) fail(error);
  }
}

const isChanged = (error: unknown) => error instanceof CallError && error.code === "changed";

/** Another renewal within so long is one too many, after this many. */
const kRenewalsMs = 60_000;
const kMostRenewals = 3;
/** The server is asked at most so often whether it has other data by now. */
const kCheckEveryMs = 5_000;
let renewals: number[] = [];
let lastChecked = 0;
/** What else is done when the data are renewed: before they are opened again, and once they are. */
let renewal = { begins: () => {}, opened: () => {} };

export function onRenewal(how: typeof renewal) {
  renewal = how;
}

/** Opens the server's new data and asks the question again. */
function renew(): Promise<void> | void {
  const now = performance.now();
  renewals = renewals.filter((then) => now - then < kRenewalsMs);
  if (renewals.length >= kMostRenewals) {
    return fail(new CallError("changed", "The map data on the server keep changing. Try again in a minute."));
  }
  renewals.push(now);
  clearTimeout(timer);
  current?.abort();
  current = null;
  proving.value = null;
  stale.value = plan.value !== null;
  activity.value = { phase: "opening" };
  renewal.begins();
  return open(true);
}

/** Renews the data if those on the server are others by now; what is drawn under the loops, without asking the question again. */
export async function checkData() {
  const now = performance.now();
  if (!meta.value || activity.value.phase === "opening" || now - lastChecked < kCheckEveryMs) return;
  lastChecked = now;
  const opening = openings;
  const renewed = await client.call("renewed", null).catch(() => null);
  if (!renewed || opening !== openings) return;
  if (renewed.of === "ground") setGround(renewed.ground);
  else if (renewals.length < kMostRenewals) await renew();
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
    await before;
    if (mine !== current) return;
    const ask = (query: Query) => client.call("drive", { query }, { signal: mine.signal });
    void checkData();
    const problem = await problemOfStart(wanted, ask);
    if (mine !== current) return;
    if (problem) return fail(problem);
    const result = await client.call(
      "solve",
      { query: wanted },
      { signal: mine.signal, onProgress: (progress) => mine === current && showProgress(progress) },
    );
    if (mine !== current || result.plan === null) return;
    const whole = JSON.parse(result.plan) as Plan;
    if (isOfOtherData(whole)) return void renew();
    finish(whole);
    proving.value = null;
  } catch (error) {
    if (mine !== current) return;
    proving.value = null;
    if (isChanged(error)) return void renew();
    if (mine.signal.aborted) activity.value = { phase: "idle" };
    else fail(error);
  }
}

/** A cache may hold what the server says of its data longer than their index. */
const isOfOtherData = ({ data }: Plan) => meta.value !== null && data.version !== meta.value.data.version;

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
    ? { code: error.code, message: error.message, problem: error.problem }
    : { code: "planner", message: `Something went wrong: ${errorText(error)}`, problem: null };
}

/** Ends the running search and keeps what it found. */
export function cancel() {
  clearTimeout(timer);
  current?.abort(kKeepFound);
  if (!current) activity.value = { phase: "idle" };
}

/** Solves at once. Opens the data set first where that has not succeeded yet. */
export function retry() {
  const code = failure.value?.code;
  if (!meta.value || code === "planner" || code === "changed") void open(code === "changed");
  else if (query.value) void solve(query.value);
}

export const linked = (wanted: Calls["linked"]["params"]) => client.call("linked", wanted);
export const details = ({ trailhead, edges }: LoopReference) => client.call("details", { trailhead, edges });
export const hikingTimes = (stretches: Calls["hikingTimes"]["params"]["stretches"]) =>
  client.call("hikingTimes", { stretches });
export const driveLineTo = (query: Query, trailhead: string) => client.call("driveLine", { query, trailhead });
export const track = (format: "gpx" | "geojson", { trailhead, edges, name }: LoopReference) =>
  client.call("track", { trailhead, edges, name, format });

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
      // Without a start, as after Undo, no question is left that the plan could answer.
      if (!start.value) plan.value = null;
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
