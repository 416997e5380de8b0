// One query from tiles to plan. The helpers search, and the worker hears a cancel or the next query at once; where it has
// to search itself, it hears between two trailheads.
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import type { Details, Loop, LoopReference, Plan, Position, Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { nextTurn } from "./next_turn";
import { CallError, kKeepFound, type Calls, type ProofRound, type SolveProgress } from "./protocol";
import type { Sight } from "./sight";

/** From so many trailheads at most a brief search is made for first loops to show, before the search begins. */
const kBriefSearches = 12;
const kReportEveryMs = 100;
const kPlanEveryMs = 350;
/** Writing and showing intermediate plans may take at most one part in this many of the time. */
const kPlanShare = 8;

export async function solve(
  data: DataSet,
  query: Query,
  signal: AbortSignal,
  report: (progress: SolveProgress) => void,
  sight: Sight,
): Promise<Calls["solve"]["result"]> {
  await data.load(query, signal, (done, of) => report({ phase: "tiles", done, of }));
  report({ phase: "loaded", survey: data.survey() });

  const problem = data.planner.startPlan(query);
  if (problem) throw new CallError("query", problem);
  try {
    return await solveAll(data, query, signal, report, sight);
  } finally {
    data.helpers.stop();
  }
}

interface Progress {
  solved: number;
  of: number;
}

async function solveAll(
  data: DataSet,
  query: Query,
  signal: AbortSignal,
  report: (progress: SolveProgress) => void,
  sight: Sight,
): Promise<Calls["solve"]["result"]> {
  const { planner } = data;
  const { of } = progressOf(planner);
  for (let index = 0; index < Math.min(of, kBriefSearches) && !signal.aborted; ++index) {
    if (planner.solveBriefly(index)) {
      report({ phase: "solving", done: 0, of, plan: planner.planJson() });
      await sight.awaited(signal);
      break;
    }
    await nextTurn();
  }
  await share(data, query, signal, considering(planner, report));
  while (!signal.aborted) {
    const proofs = JSON.parse(planner.nextProofsJson()) as ProofRound;
    if (proofs.rivals.length === 0) return { plan: planner.planJson() };
    report({ phase: "proving", done: 0, of: proofs.rivals.length, plan: planner.planJson() });
    await share(data, query, signal, proving(planner, proofs, report));
  }
  return { plan: signal.reason === kKeepFound ? planner.planJson() : null };
}

const progressOf = (planner: Planner) => JSON.parse(planner.progressJson()) as Progress;

/** Work on many trailheads, each by itself. */
interface Job {
  /** Of rivals; null: of all trailheads. */
  proofs: ProofRound | null;
  /** What a helper found. */
  take(index: number, answer: string): void;
  /** Works here: called with 0, 1, … until all is done. */
  work(turn: number): void;
  /** True once there is nothing left to do; tells of the progress now and then. */
  isDone(): boolean;
}

/** The helpers do the job; while none of them is at work, it is done here. */
async function share({ helpers }: DataSet, query: Query, signal: AbortSignal, job: Job) {
  if (signal.aborted) return;
  helpers.start(query, job.proofs, signal, job.take);
  let turn = 0;
  do {
    if (helpers.areAtWork) {
      await helpers.news();
    } else {
      job.work(turn++);
      await nextTurn();
    }
  } while (!signal.aborted && !job.isDone());
}

function considering(planner: Planner, report: (progress: SolveProgress) => void): Job {
  let reportedAt = performance.now();
  let planDueAt = 0;
  return {
    proofs: null,
    // An answer that does not fit is not taken, and searched for here.
    take(index, answer) {
      if (planner.takeAnswer(index, JSON.parse(answer))) planner.solveTrailhead(index);
    },
    work: (turn) => planner.solveTrailhead(turn),
    isDone() {
      const { solved, of } = progressOf(planner);
      const now = performance.now();
      if (solved === of) return true;
      if (solved > 0 && now >= planDueAt) {
        const plan = planner.planJson();
        planDueAt = now + Math.max(kPlanEveryMs, kPlanShare * (performance.now() - now));
        reportedAt = now;
        report({ phase: "solving", done: solved, of, plan });
      } else if (now - reportedAt >= kReportEveryMs) {
        reportedAt = now;
        report({ phase: "solving", done: solved, of, plan: null });
      }
      return false;
    },
  };
}

function proving(planner: Planner, proofs: ProofRound, report: (progress: SolveProgress) => void): Job {
  const { rivals, below_cdm, steps } = proofs;
  const proved = new Set<number>();
  let reportedAt = performance.now();
  const prove = (index: number) => planner.takeProof(index, JSON.parse(planner.proofJson(index, below_cdm, steps)));
  return {
    proofs,
    take(index, proof) {
      if (planner.takeProof(index, JSON.parse(proof))) prove(index);
      proved.add(index);
    },
    work(turn) {
      const index = rivals[turn]!;
      if (!proved.has(index)) prove(index);
      proved.add(index);
    },
    isDone() {
      const now = performance.now();
      if (now - reportedAt >= kReportEveryMs) {
        reportedAt = now;
        report({ phase: "proving", done: proved.size, of: rivals.length, plan: null });
      }
      return proved.size === rivals.length;
    },
  };
}

/** Nothing else of a loop, which the planner would have to read. */
const asLoop = ({ trailhead, edges }: LoopReference): LoopReference => ({ trailhead, edges });

function unlessError(text: string): string {
  if (text.startsWith('{"error"')) throw new CallError("loop", (JSON.parse(text) as { error: string }).error);
  return text;
}

export const detailsOf = (data: DataSet, loop: LoopReference) =>
  JSON.parse(unlessError(data.planner.details(asLoop(loop)))) as Details;

export const driveLineOf = (data: DataSet, query: Query, trailhead: string) =>
  JSON.parse(unlessError(data.planner.driveLine(query, trailhead))) as Position[];

export const trackOf = (data: DataSet, format: "gpx" | "geojson", loop: LoopReference) =>
  unlessError(data.planner[format](asLoop(loop)));

const kTrialEffort = 60_000;
const kTrialMs = 2_000;

/** Some loop that answers the query, from its most promising trailheads; null where a short look finds none. */
export async function trySearch(data: DataSet, query: Query, signal: AbortSignal): Promise<Loop | null> {
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
