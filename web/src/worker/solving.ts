// One query from tiles to plan, in short slices: between two of them the worker hears a cancel or the next query.
import type { Details, Loop, LoopReference, Plan, Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { nextTurn } from "./next_turn";
import { CallError, type Calls, type SolveProgress } from "./protocol";
import { turnsOf } from "./turns";

const kReportEveryMs = 100;
const kPlanEveryMs = 350;
/** Writing and showing intermediate plans may take at most one part in this many of the time. */
const kPlanShare = 8;

export async function solve(
  data: DataSet,
  query: Query,
  signal: AbortSignal,
  report: (progress: SolveProgress) => void,
): Promise<Calls["solve"]["result"]> {
  await data.load(query, signal, (done, of) => report({ phase: "tiles", done, of }));
  report({ phase: "loaded", survey: data.survey() });

  const problem = data.planner.startPlan(query);
  if (problem) throw new CallError("query", problem);
  try {
    return await solveAll(data, query, signal, report);
  } finally {
    data.helpers.stop();
  }
}

interface Progress {
  done: boolean;
  solved: number;
  of: number;
}

async function solveAll(
  { planner, helpers }: DataSet,
  query: Query,
  signal: AbortSignal,
  report: (progress: SolveProgress) => void,
): Promise<Calls["solve"]["result"]> {
  let reportedAt = 0;
  let planDueAt = 0;
  const { of } = JSON.parse(planner.progressJson()) as Progress;
  for (const [turn, index] of turnsOf(0, helpers.planners, of).entries()) {
    await nextTurn();
    if (signal.aborted) return { plan: planner.planJson("cancelled") };
    const { done, solved } = JSON.parse(planner.solveTrailhead(index)) as Progress;
    if (done) break;
    // The first answer comes before all else; what a helper has found the planner need not search. An answer that does
    // not fit is not taken, and searched for here.
    if (turn === 0) helpers.start(query, (other, answer) => void planner.takeAnswer(other, JSON.parse(answer)));
    const now = performance.now();
    if (now >= planDueAt) {
      const plan = planner.planJson();
      planDueAt = now + Math.max(kPlanEveryMs, kPlanShare * (performance.now() - now));
      reportedAt = now;
      report({ phase: "solving", done: solved, of, plan });
    } else if (now - reportedAt >= kReportEveryMs) {
      reportedAt = now;
      report({ phase: "solving", done: solved, of, plan: null });
    }
  }
  return { plan: planner.planJson() };
}

/** Nothing else of a loop, which the planner would have to read. */
const asLoop = ({ trailhead, edges }: LoopReference): LoopReference => ({ trailhead, edges });

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
  const trial = { ...query, effort: kTrialEffort };
  await data.load(trial, signal, () => {});
  if (data.planner.startPlan(trial)) return null;
  const until = performance.now() + kTrialMs;
  while (!signal.aborted && performance.now() < until) {
    await nextTurn();
    const { done } = JSON.parse(data.planner.stepPlan()) as { done: boolean };
    const [loop] = (JSON.parse(data.planner.planJson()) as Plan).loops;
    if (loop || done) return loop ?? null;
  }
  return null;
}
