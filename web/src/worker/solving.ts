// One query from tiles to plan, in short slices: between two of them the worker hears a cancel or the next query.
import type { Details, Loop, LoopReference, Plan, Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { CallError, type Calls, type SolveProgress } from "./protocol";

const kReportEveryMs = 100;
const kPlanEveryMs = 350;
/** Writing and showing intermediate plans may take at most one part in this many of the time. */
const kPlanShare = 8;

/** Lets waiting messages in. A message to oneself comes back sooner than a timer, which browsers clamp to 4 ms. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export async function solve(
  data: DataSet,
  query: Query,
  signal: AbortSignal,
  report: (progress: SolveProgress) => void,
): Promise<Calls["solve"]["result"]> {
  const text = JSON.stringify(query);
  await data.load(text, signal, (done, of) => report({ phase: "tiles", done, of }));
  report({ phase: "loaded", survey: data.survey() });

  const problem = data.planner.startPlan(text);
  if (problem) throw new CallError("query", problem);
  let reportedAt = 0;
  let planDueAt = 0;
  for (;;) {
    await nextTurn();
    if (signal.aborted) return { plan: data.planner.planJson("cancelled") };
    const step = JSON.parse(data.planner.stepPlan()) as { done: boolean; solved: number; of: number };
    if (step.done) return { plan: data.planner.planJson() };
    const now = performance.now();
    if (step.solved > 0 && now >= planDueAt) {
      const plan = data.planner.planJson();
      planDueAt = now + Math.max(kPlanEveryMs, kPlanShare * (performance.now() - now));
      reportedAt = now;
      report({ phase: "solving", done: step.solved, of: step.of, plan });
    } else if (now - reportedAt >= kReportEveryMs) {
      reportedAt = now;
      report({ phase: "solving", done: step.solved, of: step.of, plan: null });
    }
  }
}

const asLoop = ({ trailhead, edges }: LoopReference) => JSON.stringify({ trailhead, edges });

function unlessError(text: string): string {
  if (text.startsWith('{"error"')) throw new CallError("loop", (JSON.parse(text) as { error: string }).error);
  return text;
}

export const detailsOf = (data: DataSet, loop: LoopReference) =>
  JSON.parse(unlessError(data.planner.details(asLoop(loop)))) as Details;

export const trackOf = (data: DataSet, format: "gpx" | "geojson", loop: LoopReference) =>
  unlessError(data.planner[format](asLoop(loop)));

const kTrialEffort = 60_000;
const kTrialMs = 2_000;

/** Some loop that answers the query, from its most promising trailheads; null where a short look finds none. */
export async function tryOut(data: DataSet, query: Query, signal: AbortSignal): Promise<Loop | null> {
  const text = JSON.stringify({ ...query, effort: kTrialEffort });
  await data.load(text, signal, () => {});
  if (data.planner.startPlan(text)) return null;
  const until = performance.now() + kTrialMs;
  while (!signal.aborted && performance.now() < until) {
    await nextTurn();
    const { done } = JSON.parse(data.planner.stepPlan()) as { done: boolean };
    const [loop] = (JSON.parse(data.planner.planJson()) as Plan).loops;
    if (loop || done) return loop ?? null;
  }
  return null;
}
