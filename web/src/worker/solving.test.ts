import type { Planner } from "loopgenie-wasm/loopgenie.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { Helpers } from "./helpers";
import { Sight } from "./sight";
import { kKeepFound, type HelperNews, type HelperOrder, type ProofRound, type SolveProgress } from "./protocol";
import { solve } from "./solving";

const kTrailheads = 6;
const query = { hike_m: 9000 } as Query;

/** A planner that notes which trailheads it was asked for; its plan is the list of those that are considered. */
function somePlanner(rounds: ProofRound[] = []) {
  const considered = new Set<number>();
  const proved = new Set<number>();
  const asked: string[] = [];
  const planner = {
    startPlan: () => "",
    solveBriefly: (index: number) => asked.push(`brief ${index}`) > 0 && index >= 1,
    solveTrailhead(index: number) {
      asked.push(`solve ${index}`);
      considered.add(index);
      return "";
    },
    takeAnswer(index: number, answer: unknown) {
      if (answer !== "fits") return "it does not fit";
      considered.add(index);
      return "";
    },
    progressJson: () => JSON.stringify({ solved: considered.size, of: kTrailheads }),
    nextProofsJson: () => JSON.stringify(rounds.shift() ?? { rivals: [], below_cdm: 0, steps: 0 }),
    proofJson(index: number, belowCdm: number, steps: number) {
      asked.push(`prove ${index} below ${belowCdm} in ${steps}`);
      return '"fits"';
    },
    takeProof(index: number, proof: unknown) {
      if (proof !== "fits") return "it does not fit";
      proved.add(index);
      return "";
    },
    planJson: () =>
      `${considered.size === kTrailheads ? "complete" : "cancelled"}: ${[...considered].sort().join(" ")}${proved.size > 0 ? `, proved ${[...proved].sort().join(" ")}` : ""}`,
  };
  return { asked, planner: planner as unknown as Planner };
}

/** A worker that answers when the test says so. */
class FakeWorker {
  static all: FakeWorker[] = [];
  static answerAtOnce = false;
  onmessage: (event: { data: HelperNews }) => void = () => {};
  onerror: (event: { preventDefault(): void }) => void = () => {};
  orders: HelperOrder[] = [];
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(order: HelperOrder) {
    this.orders.push(order);
    if (FakeWorker.answerAtOnce && "question" in order && order.question) this.say({ index: 0, answer: '"fits"' });
  }
  terminate() {}
  get run(): number {
    const [last] = this.orders
      .flatMap((order) => ("question" in order && order.question ? [order.question] : []))
      .slice(-1);
    return last!.run;
  }
  say(news: { index: number; answer: string } | { through: true }) {
    this.onmessage({ data: { run: this.run, ...news } as HelperNews });
  }
}

beforeEach(() => {
  FakeWorker.all = [];
  vi.stubGlobal("Worker", FakeWorker);
  vi.stubGlobal("navigator", { hardwareConcurrency: 2 });
});
afterEach(() => vi.unstubAllGlobals());

/** The page draws at once. */
const atOnce = { awaited: async () => {}, come() {} } as unknown as Sight;

function begin(helpers = new Helpers(), sight = atOnce, rounds: ProofRound[] = []) {
  const { asked, planner } = somePlanner(rounds);
  const data = { planner, helpers, load: async () => {}, survey: () => ({}) } as unknown as DataSet;
  const controller = new AbortController();
  const reports: SolveProgress[] = [];
  const result = solve(data, query, controller.signal, (progress) => reports.push(progress), sight);
  return { asked, helpers, controller, reports, result };
}

const someTurns = async () => {
  for (let i = 0; i < 20; ++i) await new Promise((resolve) => setTimeout(resolve));
};

/** Helpers that have answered a question before. */
async function provenHelpers() {
  FakeWorker.answerAtOnce = true;
  const { helpers, controller, result } = begin();
  await vi.waitFor(() => expect(FakeWorker.all).toHaveLength(2));
  FakeWorker.answerAtOnce = false;
  controller.abort();
  await result;
  return helpers;
}

test("without workers the planner searches by itself, after a brief search for first loops", async () => {
  vi.stubGlobal("Worker", undefined);
  const { asked, reports, result } = begin();
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
  expect(asked).toEqual(["brief 0", "brief 1", ...[0, 1, 2, 3, 4, 5].map((index) => `solve ${index}`)]);
  expect(reports.slice(1, 2)).toEqual([{ phase: "solving", done: 0, of: 6, plan: "cancelled: " }]);
});

test("helpers that run do all the searching, and the planner waits for them", async () => {
  const { asked, result } = begin(await provenHelpers());
  await someTurns();
  const [one, other] = FakeWorker.all;
  for (const index of [0, 2, 4, 5]) one!.say({ index, answer: '"fits"' });
  await someTurns();
  for (const index of [1, 3]) other!.say({ index, answer: '"fits"' });
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
  expect(asked).toEqual(["brief 0", "brief 1"]);
});

test("helpers that never answer are not waited for", async () => {
  const { asked, result } = begin();
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
  expect(FakeWorker.all).toHaveLength(2);
  expect(asked.filter((what) => what.startsWith("solve"))).toHaveLength(kTrailheads);
});

test("where the helpers die or have nothing to add, the planner searches what is left", async () => {
  const { asked, result } = begin(await provenHelpers());
  await someTurns();
  const [one, other] = FakeWorker.all;
  one!.say({ index: 3, answer: '"fits"' });
  one!.onmessage({ data: { ended: true } });
  await someTurns();
  expect(asked).toEqual(["brief 0", "brief 1"]);
  other!.say({ through: true });
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
  expect(asked.filter((what) => what.startsWith("solve")).length).toBeGreaterThanOrEqual(kTrailheads - 1);
});

test("an answer that does not fit is searched for by the planner", async () => {
  const { asked, result } = begin(await provenHelpers());
  await someTurns();
  const [one] = FakeWorker.all;
  for (let index = 0; index < kTrailheads; ++index) one!.say({ index, answer: index === 2 ? '"strange"' : '"fits"' });
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
  expect(asked).toEqual(["brief 0", "brief 1", "solve 2"]);
});

test("a question that is given up ends at once; one that is cancelled keeps what was found", async () => {
  for (const [reason, plan] of [
    [undefined, null],
    [kKeepFound, "cancelled: 4"],
  ]) {
    FakeWorker.all = [];
    const { controller, result } = begin(await provenHelpers());
    await someTurns();
    const [one, other] = FakeWorker.all;
    one!.say({ index: 4, answer: '"fits"' });
    await someTurns();
    controller.abort(reason);
    expect(await result).toEqual({ plan });
    for (const worker of [one!, other!]) expect(worker.orders.at(-1)).toEqual({ question: null });
  }
});

test("answers to an earlier question are passed over", async () => {
  const helpers = await provenHelpers();
  const [one] = FakeWorker.all;
  const late = one!.run;
  const { asked, controller, result } = begin(helpers);
  await someTurns();
  for (let index = 0; index < kTrailheads; ++index) one!.onmessage({ data: { run: late, index, answer: '"fits"' } });
  await someTurns();
  controller.abort(kKeepFound);
  expect(await result).toEqual({ plan: "cancelled: " });
  expect(asked).toEqual(["brief 0", "brief 1"]);
});

test("nobody searches on before the first loops are drawn", async () => {
  const helpers = await provenHelpers();
  const [one] = FakeWorker.all;
  const orders = one!.orders.length;
  const sight = new Sight();
  const { asked, controller, reports, result } = begin(helpers, sight);
  await someTurns();
  expect(reports.at(-1)).toMatchObject({ phase: "solving", done: 0 });
  expect([asked, one!.orders.length]).toEqual([["brief 0", "brief 1"], orders]);
  sight.come();
  await vi.waitFor(() => expect(one!.orders.length).toBe(orders + 1));
  controller.abort();
  await result;
});

test("a page that does not draw holds nothing up for long, and a question that is given up not at all", async () => {
  vi.stubGlobal("Worker", undefined);
  expect(await begin(new Helpers(), new Sight()).result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
  const { controller, result } = begin(new Helpers(), new Sight());
  await vi.waitFor(() => controller.abort());
  expect(await result).toEqual({ plan: null });
});

const someRounds = (): ProofRound[] => [
  { rivals: [1, 4], below_cdm: 70, steps: 10 },
  { rivals: [4], below_cdm: 70, steps: 50 },
];

test("once all are considered the rivals of the best are asked, round by round", async () => {
  vi.stubGlobal("Worker", undefined);
  const { asked, reports, result } = begin(new Helpers(), atOnce, someRounds());
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5, proved 1 4" });
  expect(asked.slice(-3)).toEqual(["prove 1 below 70 in 10", "prove 4 below 70 in 10", "prove 4 below 70 in 50"]);
  expect(reports.filter(({ phase }) => phase === "proving")).toEqual([
    { phase: "proving", done: 0, of: 2, plan: "complete: 0 1 2 3 4 5" },
    { phase: "proving", done: 0, of: 1, plan: "complete: 0 1 2 3 4 5, proved 1 4" },
  ]);
});

test("the helpers prove, and what they say wrongly is proved by the planner", async () => {
  const { asked, result } = begin(await provenHelpers(), atOnce, someRounds());
  await someTurns();
  const [one, other] = FakeWorker.all;
  for (let index = 0; index < kTrailheads; ++index) one!.say({ index, answer: '"fits"' });
  await vi.waitFor(() => expect(one!.orders.at(-1)).toMatchObject({ question: { proofs: { rivals: [1, 4] } } }));
  one!.say({ index: 1, answer: '"fits"' });
  other!.say({ index: 4, answer: '"strange"' });
  await vi.waitFor(() => expect(other!.orders.at(-1)).toMatchObject({ question: { proofs: { rivals: [4] } } }));
  other!.say({ index: 4, answer: '"fits"' });
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5, proved 1 4" });
  expect(asked).toEqual(["brief 0", "brief 1", "prove 4 below 70 in 10"]);
});

test("proving can be stopped: the answer is whole", async () => {
  const { controller, result } = begin(await provenHelpers(), atOnce, someRounds());
  await someTurns();
  const [one] = FakeWorker.all;
  for (let index = 0; index < kTrailheads; ++index) one!.say({ index, answer: '"fits"' });
  await vi.waitFor(() => expect(one!.orders.at(-1)).toMatchObject({ question: { proofs: { rivals: [1, 4] } } }));
  controller.abort(kKeepFound);
  expect(await result).toEqual({ plan: "complete: 0 1 2 3 4 5" });
});
