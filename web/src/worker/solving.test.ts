// The worker and its helpers on the real planner: however they share the work, and whatever becomes of a helper, the plan
// is the one that a planner makes alone. The region is the grid of tests/support/grid_region.hpp.
import createModule from "loopgenie-wasm/loopgenie.js";
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import wasm from "loopgenie-wasm/loopgenie.wasm?url&inline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import gridRegion from "../../../tests/support/grid_region.json";
import type { Plan, Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { Helpers } from "./helpers";
import { takingOrders } from "./helping";
import { kKeepFound, type HelperNews, type HelperOrder, type SolveProgress } from "./protocol";
import { Sight } from "./sight";
import { solve } from "./solving";

const wasmBinary = await (await fetch(wasm)).arrayBuffer();
const module = await createModule({ wasmBinary });
const tiles = gridRegion.tiles.map(({ bytes, ...tile }) => ({
  tile,
  bytes: Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)),
}));

// The query of tests/core/plan/planner_test.cpp.
const query = { at: [42.52, 1.42], drive_m: 8_000, hike_m: 6_000, effort: 20_000 } as unknown as Query;

function plannerWithTiles(): Planner {
  const planner = new module.Planner();
  for (const { tile, bytes } of tiles) expect(planner.addTile(tile.layer, tile.z, tile.x, tile.y, bytes)).toBe("");
  return planner;
}

/** What one planner answers by itself: before any rival is asked, and at the end. */
const alone = (() => {
  const planner = plannerWithTiles();
  expect(planner.startPlan(query)).toBe("");
  const { of } = JSON.parse(planner.progressJson()) as { of: number };
  for (let index = 0; index < of; ++index) planner.solveTrailhead(index);
  const unproved = planner.planJson();
  while (!(JSON.parse(planner.stepPlan()) as { done: boolean }).done);
  const end = { unproved, proved: planner.planJson(), trailheads: of };
  planner.delete();
  return end;
})();

/** A helper with a planner of its own. Messages are copied and come later, as a worker's do. */
class HelperHere {
  static all: HelperHere[] = [];
  /** What becomes of its news on the way; null: it is lost. */
  static onTheWay: (news: HelperNews, helper: HelperHere) => HelperNews | null;
  onmessage: (event: { data: HelperNews }) => void = () => {};
  onerror: (event: { preventDefault(): void }) => void = () => {};
  orders: HelperOrder[] = [];
  sent: HelperNews[] = [];
  /** So many of the orders have reached it. */
  heard = 0;
  #planner = new module.Planner();
  #isOver = false;
  #take = takingOrders(Promise.resolve(this.#planner), (news) => {
    const arrives = HelperHere.onTheWay(news, this);
    if (arrives && !this.sent.some((before) => "ended" in before)) this.say(arrives);
  });
  constructor() {
    HelperHere.all.push(this);
  }
  postMessage(order: HelperOrder) {
    this.orders.push(order);
    const copy = structuredClone(order);
    setTimeout(() => {
      ++this.heard;
      if (!this.#isOver) this.#take(copy);
    });
  }
  terminate() {
    this.#isOver = true;
    this.#take({ question: null });
  }
  say(news: HelperNews) {
    this.sent.push(news);
    const copy = structuredClone(news);
    setTimeout(() => this.#isOver || this.onmessage({ data: copy }));
  }
  /** Trailheads it has found something for, in this question. */
  get answered() {
    return this.sent.flatMap((news) => ("index" in news ? [news.index] : []));
  }
}

const unharmed = (news: HelperNews) => news;

beforeEach(() => {
  HelperHere.all = [];
  HelperHere.onTheWay = unharmed;
  vi.stubGlobal("Worker", HelperHere);
  vi.stubGlobal("navigator", { hardwareConcurrency: 2 });
});
afterEach(() => vi.unstubAllGlobals());

/** The page draws at once. */
const atOnce = { awaited: async () => {}, come() {} } as unknown as Sight;

function begin(helpers = new Helpers(), sight = atOnce) {
  const planner = plannerWithTiles();
  for (const tile of tiles) helpers.addTile(tile);
  const solveHere = vi.spyOn(planner, "solveTrailhead");
  const proveHere = vi.spyOn(planner, "proofJson");
  const data = { planner, helpers, load: async () => {}, survey: () => ({}) } as unknown as DataSet;
  const controller = new AbortController();
  const reports: SolveProgress[] = [];
  const result = solve(data, query, controller.signal, (progress) => reports.push(progress), sight);
  const solvedHere = () => solveHere.mock.calls.map(([index]) => index);
  const provedHere = () => proveHere.mock.calls.map(([index]) => index);
  return { helpers, controller, reports, result, solvedHere, provedHere };
}

/** Helpers that have answered a question before: they are known to run, and wait for the next. */
async function provenHelpers() {
  const { helpers, result } = begin();
  await result;
  await vi.waitFor(() => {
    for (const { answered, heard, orders } of HelperHere.all) {
      expect(answered.length).toBeGreaterThan(0);
      expect(heard).toBe(orders.length);
    }
  });
  for (const helper of HelperHere.all) helper.sent = [];
  return helpers;
}

const questionsTo = ({ orders }: HelperHere) => orders.filter((order) => "question" in order && order.question).length;
const parsed = (plan: string | null) => JSON.parse(plan!) as Plan;
const isAnswer = (news: HelperNews): news is Extract<HelperNews, { index: number }> => "index" in news;
/** News of a round of proofs. */
const isOfProofs = (news: HelperNews, { orders }: HelperHere) =>
  "run" in news &&
  orders.some((order) => "question" in order && order.question?.run === news.run && order.question.proofs);

/** Plans are long: what differs is told by the names of the parts. */
function expectPlan(plan: string | null, wanted: string) {
  if (plan === wanted) return;
  const [got, want] = [plan, wanted].map((text) => JSON.parse(text ?? "{}") as Record<string, unknown>);
  const parts = Object.keys(want!).filter((key) => JSON.stringify(got![key]) !== JSON.stringify(want![key]));
  expect.fail(`another plan than one planner makes alone: ${parts.join(", ") || "in the order of its parts"}`);
}

test("there is something to share and to prove", () => {
  expect(alone.trailheads).toBeGreaterThanOrEqual(5);
  expect(parsed(alone.unproved).status).toBe("complete");
  expect(parsed(alone.proved).range_bound).toBeLessThan(parsed(alone.unproved).range_bound!);
});

test("without workers the planner does everything by itself", async () => {
  vi.stubGlobal("Worker", undefined);
  const { reports, result, solvedHere } = begin();
  expectPlan((await result).plan, alone.proved);
  expect(solvedHere()).toEqual([...Array(alone.trailheads).keys()]);
  const [, first] = reports;
  expect(first).toMatchObject({ phase: "solving", done: 0, of: alone.trailheads });
  expect(
    parsed((first as { plan: string }).plan).loops.length,
    "first loops, before anything is solved",
  ).toBeGreaterThan(0);
  const proving = reports.find(({ phase }) => phase === "proving") as { plan: string };
  expect(proving.plan, "the answer is whole before its rivals are asked").toBe(alone.unproved);
});

test("helpers that run do all the searching and proving", async () => {
  const { result, solvedHere, provedHere } = begin(await provenHelpers());
  expectPlan((await result).plan, alone.proved);
  expect([solvedHere(), provedHere()]).toEqual([[], []]);
  const [one, other] = HelperHere.all;
  for (const helper of [one!, other!]) expect(helper.answered.length).toBeGreaterThan(0);
  expect([...new Set([...one!.answered, ...other!.answered])].sort((a, b) => a - b)).toEqual([
    ...Array(alone.trailheads).keys(),
  ]);
});

test("helpers that never answer are not waited for", async () => {
  HelperHere.onTheWay = () => null;
  const { result, solvedHere } = begin();
  expectPlan((await result).plan, alone.proved);
  expect(HelperHere.all).toHaveLength(2);
  expect(solvedHere()).toEqual([...Array(alone.trailheads).keys()]);
});

test("where the helpers die in the middle, the planner does what is left", async () => {
  const helpers = await provenHelpers();
  HelperHere.onTheWay = (news, helper) => (isAnswer(news) && helper.answered.length === 1 ? { ended: true } : news);
  const { result, solvedHere } = begin(helpers);
  expectPlan((await result).plan, alone.proved);
  expect(HelperHere.all.map(({ sent }) => sent.length)).toEqual([2, 2]);
  expect(solvedHere().length).toBeGreaterThan(0);
});

test("an answer that does not fit is searched for by the planner", async () => {
  const helpers = await provenHelpers();
  let other: string | null = null;
  // What was found from one trailhead comes as another's.
  HelperHere.onTheWay = (news, helper) => {
    if (!isAnswer(news) || isOfProofs(news, helper)) return news;
    if (news.index !== 2) other ??= news.answer;
    return news.index === 2 ? { ...news, answer: other ?? '"none yet"' } : news;
  };
  const { result, solvedHere } = begin(helpers);
  expectPlan((await result).plan, alone.proved);
  expect(solvedHere()).toEqual([2]);
});

test("a proof that does not fit is found by the planner", async () => {
  const helpers = await provenHelpers();
  const spoilt: number[] = [];
  HelperHere.onTheWay = (news, helper) => {
    if (!isAnswer(news) || !isOfProofs(news, helper) || spoilt.length > 0) return news;
    spoilt.push(news.index);
    return { ...news, answer: '{"strange":true}' };
  };
  const { result, solvedHere, provedHere } = begin(helpers);
  expectPlan((await result).plan, alone.proved);
  expect(spoilt).toHaveLength(1);
  expect([solvedHere(), provedHere()]).toEqual([[], spoilt]);
});

test("a question that is given up ends at once; one that is cancelled keeps what was found", async () => {
  for (const reason of [undefined, kKeepFound]) {
    HelperHere.all = [];
    HelperHere.onTheWay = unharmed;
    const helpers = await provenHelpers();
    let answers = 0;
    // The first answer arrives. Nothing else does, so that the search cannot come to its end.
    HelperHere.onTheWay = (news) => (isAnswer(news) && ++answers === 1 ? news : null);
    const { controller, result } = begin(helpers);
    await vi.waitFor(() => expect(answers).toBeGreaterThan(1));
    await vi.waitFor(() => expect(HelperHere.all.some((helper) => helper.answered.length === 1)).toBe(true));
    await new Promise((resolve) => setTimeout(resolve));
    controller.abort(reason);
    const { plan } = await result;
    if (reason) {
      expect(parsed(plan).status).toBe("cancelled");
      expect(parsed(plan).trailheads.length).toBeLessThan(alone.trailheads);
      expect(parsed(plan).loops.length).toBeGreaterThan(0);
    } else {
      expect(plan).toBeNull();
    }
    for (const helper of HelperHere.all) expect(helper.orders.at(-1)).toEqual({ question: null });
  }
});

test("answers to an earlier question are passed over", async () => {
  const helpers = await provenHelpers();
  const [one] = HelperHere.all;
  const late: HelperNews[] = [];
  HelperHere.onTheWay = (news) => {
    if (isAnswer(news)) late.push(news);
    return null;
  };
  const { controller, result } = begin(helpers);
  await vi.waitFor(() => expect(late.length).toBeGreaterThan(1));
  controller.abort();
  await result;
  HelperHere.onTheWay = () => null;
  const before = questionsTo(one!);
  const next = begin(helpers);
  await vi.waitFor(() => expect(questionsTo(one!)).toBeGreaterThan(before));
  for (const news of late) one!.say(news);
  await new Promise((resolve) => setTimeout(resolve, 20));
  next.controller.abort(kKeepFound);
  const plan = parsed((await next.result).plan);
  expect(plan.status).toBe("cancelled");
  expect(next.reports.filter((report) => "done" in report && report.done > 0)).toEqual([]);
});

test("nobody searches on before the first loops are drawn", async () => {
  const helpers = await provenHelpers();
  const questions = () => HelperHere.all.reduce((sum, helper) => sum + questionsTo(helper), 0);
  const before = questions();
  const sight = new Sight();
  const { controller, reports, result, solvedHere } = begin(helpers, sight);
  await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ phase: "solving", done: 0 }));
  expect([solvedHere(), questions()]).toEqual([[], before]);
  sight.come();
  await vi.waitFor(() => expect(questions()).toBeGreaterThan(before));
  controller.abort();
  await result;
});

test("a page that does not draw holds nothing up, and a question that is given up meanwhile ends", async () => {
  vi.stubGlobal("Worker", undefined);
  expectPlan((await begin(new Helpers(), new Sight()).result).plan, alone.proved);
  const { controller, reports, result } = begin(new Helpers(), new Sight());
  await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ phase: "solving" }));
  controller.abort();
  expect(await result).toEqual({ plan: null });
});

test("proving can be stopped: the answer is whole", async () => {
  const helpers = await provenHelpers();
  HelperHere.onTheWay = (news, helper) => (isOfProofs(news, helper) ? null : news);
  const { controller, reports, result } = begin(helpers);
  await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ phase: "proving" }));
  controller.abort(kKeepFound);
  expectPlan((await result).plan, alone.unproved);
});
