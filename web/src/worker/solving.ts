// Solves one query, from tiles to plan. While the helpers search, the worker hears a cancel or the next query at once. Where
// it has to search by itself, it hears them between two trailheads.
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import type { Details, Loop, LoopReference, Plan, Position, Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { asCallError, errorIn } from "./planner_error";
import { yieldToMessages } from "./yield_to_messages";
import { kKeepFound, type Calls, type ProofRound, type SolveProgress } from "./protocol";
import type { PaintWait } from "./paint_wait";

/** From at most so many trailheads, a brief search for first loops to show is made before the search begins. */
const kBriefSearches = 12;
const kReportEveryMs = 100;
const kPlanEveryMs = 350;
/** Plans that are sent meanwhile may take at most one eighth of the time. */
const kPlanShare = 8;

export async function solve(
  data: DataSet,
  query: Query,
  signal: AbortSignal,
  report: (progress: SolveProgress) => void,
  paintWait: PaintWait,
): Promise<Calls["solve"]["result"]> {
  await data.load(query, signal, (done, of) => report({ phase: "tiles", done, of }));
  report({ phase: "loaded", mapData: data.mapData() });

  const problem = errorIn(data.planner.startPlan(query));
  if (problem) throw asCallError("query", problem);
  try {
    return await solveAll(data, query, signal, report, paintWait);
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
  paintWait: PaintWait,
): Promise<Calls["solve"]["result"]> {
  const { planner } = data;
  const { of } = progressOf(planner);
  for (let index = 0; index < Math.min(of, kBriefSearches) && !signal.aborted; ++index) {
    if (planner.solveBriefly(index)) {
      report({ phase: "solving", done: 0, of, plan: planner.planJson() });
      await paintWait.untilPainted(signal);
      break;
    }
    await yieldToMessages();
  }
  await run(data, query, signal, searchJob(planner, report));
  while (!signal.aborted) {
    const proofs = JSON.parse(planner.nextProofsJson()) as ProofRound;
    if (proofs.rivals.length === 0) return { plan: planner.planJson() };
    report({ phase: "proving", done: 0, of: proofs.rivals.length, plan: planner.planJson() });
    await run(data, query, signal, proofJob(planner, proofs, report));
  }
  return { plan: signal.reason === kKeepFound ? planner.planJson() : null };
}

const progressOf = (planner: Planner) => JSON.parse(planner.progressJson()) as Progress;

/** Work on many trailheads, which can be done in any order and by any planner. */
interface Job {
  /** The round of proofs; null for the search of all trailheads. */
  proofs: ProofRound | null;
  /** Takes what a helper found from a trailhead. */
  accept(index: number, answer: string): void;
  /** Works in this worker. It is called with 0, 1, … until all is done. */
  workHere(step: number): void;
  /** Whether nothing is left to do. Reports the progress now and then. */
  isDone(): boolean;
}

/** Has the helpers do the job. While no helper works, it is done in this worker. */
async function run({ helpers }: DataSet, query: Query, signal: AbortSignal, job: Job) {
  if (signal.aborted) return;
  helpers.start(query, job.proofs, signal, job.accept);
  let step = 0;
  do {
    if (helpers.areWorking) {
      await helpers.nextReport();
    } else {
      job.workHere(step++);
      await yieldToMessages();
    }
  } while (!signal.aborted && !job.isDone());
}

function searchJob(planner: Planner, report: (progress: SolveProgress) => void): Job {
  let reportedAt = performance.now();
  let planDueAt = 0;
  return {
    proofs: null,
    // Where the planner refuses an answer, the trailhead is solved here.
    accept(index, answer) {
      if (planner.takeAnswer(index, JSON.parse(answer))) planner.solveTrailhead(index);
    },
    workHere: (step) => void planner.solveTrailhead(step),
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

function proofJob(planner: Planner, proofs: ProofRound, report: (progress: SolveProgress) => void): Job {
  const { rivals, below_cdm, steps } = proofs;
  const proved = new Set<number>();
  let reportedAt = performance.now();
  const prove = (index: number) => planner.takeProof(index, JSON.parse(planner.proofJson(index, below_cdm, steps)));
  return {
    proofs,
    accept(index, proof) {
      if (planner.takeProof(index, JSON.parse(proof))) prove(index);
      proved.add(index);
    },
    workHere(step) {
      const index = rivals[step]!;
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

/** Only what names a loop: the planner need not read the rest. */
const asLoop = ({ trailhead, edges, name }: LoopReference): LoopReference => ({ trailhead, edges, name });

function unlessError(text: string): string {
  const problem = errorIn(text);
  if (problem) throw asCallError("loop", problem);
  return text;
}

/** A loop that a link names, with nothing else searched or loaded. */
export async function linkedOf(
  data: DataSet,
  { loop, near, query }: Calls["linked"]["params"],
  signal: AbortSignal,
): Promise<Details> {
  if (near) await data.loadIndexAt(near, signal);
  await data.load(query, signal, () => {});
  return JSON.parse(unlessError(data.planner.startLinked(query, asLoop(loop)))) as Details;
}

export const detailsOf = (data: DataSet, loop: LoopReference) =>
  JSON.parse(unlessError(data.planner.details(asLoop(loop)))) as Details;

export const driveLineOf = (data: DataSet, query: Query, trailhead: string) =>
  JSON.parse(unlessError(data.planner.driveLine(query, trailhead))) as Position[];

export const trackOf = (data: DataSet, format: "gpx" | "geojson", loop: LoopReference) =>
  unlessError(data.planner[format](asLoop(loop)));

const kTrialEffort = 60_000;
const kTrialMs = 2_000;

/** Some loop that answers the query; null where a short search of its most promising trailheads finds none. */
export async function trySearch(data: DataSet, query: Query, signal: AbortSignal): Promise<Loop | null> {
  const trial = { ...query, effort: kTrialEffort };
  await data.load(trial, signal, () => {});
  if (data.planner.startPlan(trial)) return null;
  const until = performance.now() + kTrialMs;
  while (!signal.aborted && performance.now() < until) {
    await yieldToMessages();
    const { done } = JSON.parse(data.planner.stepPlan()) as { done: boolean };
    const [loop] = (JSON.parse(data.planner.planJson()) as Plan).loops;
    if (loop || done) return loop ?? null;
  }
  return null;
}
