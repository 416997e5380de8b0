// The worker and its helpers with the real planner: however they share the work, and whatever happens to a helper, the plan
// is the one that a planner makes alone. The region is the grid of tests/support/grid_region.hpp.
import createModule from "loopgenie-wasm/loopgenie.js";
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import wasm from "loopgenie-wasm/loopgenie.wasm?url&inline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import gridRegion from "../../../tests/support/grid_region.json";
import type { Plan, Query } from "../plan/types";
import type { DataSet } from "./data_set";
import { Helpers } from "./helpers";
import { orderHandler } from "./helper_orders";
import { kKeepFound, type HelperReport, type HelperOrder, type SolveProgress } from "./protocol";
import { PaintWait } from "./paint_wait";
import { detailsOf, linkedOf, solve, trackOf } from "./solving";

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

/** The plans of one planner alone: before the first round of proofs (`unproved`), and at the end (`proved`). */
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

/** A helper with a planner of its own, in this thread. Messages are copied and come later, as a worker's do. */
class TestHelper {
  static all: TestHelper[] = [];
  /** What arrives of a report; null where it is lost. */
  static deliver: (report: HelperReport, helper: TestHelper) => HelperReport | null;
  onmessage: (event: { data: HelperReport }) => void = () => {};
  onerror: (event: { preventDefault(): void }) => void = () => {};
  orders: HelperOrder[] = [];
  sent: HelperReport[] = [];
  /** How many of the orders have reached it. */
  receivedCount = 0;
  #planner = new module.Planner();
  #isOver = false;
  #take = orderHandler(Promise.resolve(this.#planner), (report) => {
    const arrives = TestHelper.deliver(report, this);
    if (arrives && !this.sent.some((before) => "failed" in before)) this.say(arrives);
  });
  constructor() {
    TestHelper.all.push(this);
  }
  postMessage(order: HelperOrder) {
    this.orders.push(order);
    const copy = structuredClone(order);
    setTimeout(() => {
      ++this.receivedCount;
      if (!this.#isOver) this.#take(copy);
    });
  }
  terminate() {
    this.#isOver = true;
    this.#take({ task: null });
  }
  say(report: HelperReport) {
    this.sent.push(report);
    const copy = structuredClone(report);
    setTimeout(() => this.#isOver || this.onmessage({ data: copy }));
  }
  /** Trailheads that it has answered for. */
  get answered() {
    return this.sent.flatMap((report) => ("index" in report ? [report.index] : []));
  }
}

const unchanged = (report: HelperReport) => report;

beforeEach(() => {
  TestHelper.all = [];
  TestHelper.deliver = unchanged;
  vi.stubGlobal("Worker", TestHelper);
  vi.stubGlobal("navigator", { hardwareConcurrency: 2 });
});
afterEach(() => vi.unstubAllGlobals());

/** The page draws at once. */
const noWait = { untilPainted: async () => {}, painted() {} } as unknown as PaintWait;

function begin(helpers = new Helpers(), paintWait = noWait) {
  const planner = plannerWithTiles();
  for (const tile of tiles) helpers.addTile(tile);
  const solveHere = vi.spyOn(planner, "solveTrailhead");
  const proveHere = vi.spyOn(planner, "proofJson");
  const data = { planner, helpers, load: async () => {}, mapData: () => ({}) } as unknown as DataSet;
  const controller = new AbortController();
  const reports: SolveProgress[] = [];
  const result = solve(data, query, controller.signal, (progress) => reports.push(progress), paintWait);
  const solvedHere = () => solveHere.mock.calls.map(([index]) => index);
  const provedHere = () => proveHere.mock.calls.map(([index]) => index);
  return { helpers, controller, reports, result, solvedHere, provedHere };
}

/** Helpers that have answered before, so that they are known to run, and that wait for a task. */
async function runningHelpers() {
  const { helpers, result } = begin();
  await result;
  await vi.waitFor(() => {
    for (const { answered, receivedCount, orders } of TestHelper.all) {
      expect(answered.length).toBeGreaterThan(0);
      expect(receivedCount).toBe(orders.length);
    }
  });
  for (const helper of TestHelper.all) helper.sent = [];
  return helpers;
}

const tasksOf = ({ orders }: TestHelper) => orders.filter((order) => "task" in order && order.task).length;
const parsed = (plan: string | null) => JSON.parse(plan!) as Plan;
const isAnswer = (report: HelperReport): report is Extract<HelperReport, { index: number }> => "index" in report;
/** Whether it is an answer of a round of proofs. */
const isOfProofs = (report: HelperReport, { orders }: TestHelper) =>
  "run" in report && orders.some((order) => "task" in order && order.task?.run === report.run && order.task.proofs);

/** Plans are long: a failure names the parts that differ. */
function expectPlan(plan: string | null, wanted: string) {
  if (plan === wanted) return;
  const [got, want] = [plan, wanted].map((text) => JSON.parse(text ?? "{}") as Record<string, unknown>);
  const parts = Object.keys(want!).filter((key) => JSON.stringify(got![key]) !== JSON.stringify(want![key]));
  expect.fail(`not the plan that one planner makes alone: ${parts.join(", ") || "in the order of its parts"}`);
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
  expect(proving.plan, "the plan is whole before the first round of proofs").toBe(alone.unproved);
});

test("helpers that run do all the searching and proving", async () => {
  const { result, solvedHere, provedHere } = begin(await runningHelpers());
  expectPlan((await result).plan, alone.proved);
  expect([solvedHere(), provedHere()]).toEqual([[], []]);
  const [one, other] = TestHelper.all;
  for (const helper of [one!, other!]) expect(helper.answered.length).toBeGreaterThan(0);
  expect([...new Set([...one!.answered, ...other!.answered])].sort((a, b) => a - b)).toEqual([
    ...Array(alone.trailheads).keys(),
  ]);
});

test("helpers that never answer are not waited for", async () => {
  TestHelper.deliver = () => null;
  const { result, solvedHere } = begin();
  expectPlan((await result).plan, alone.proved);
  expect(TestHelper.all).toHaveLength(2);
  expect(solvedHere()).toEqual([...Array(alone.trailheads).keys()]);
});

test("where the helpers die in the middle, the planner does what is left", async () => {
  const helpers = await runningHelpers();
  TestHelper.deliver = (report, helper) =>
    isAnswer(report) && helper.answered.length === 1 ? { failed: true } : report;
  const { result, solvedHere } = begin(helpers);
  expectPlan((await result).plan, alone.proved);
  expect(TestHelper.all.map(({ sent }) => sent.length)).toEqual([2, 2]);
  expect(solvedHere().length).toBeGreaterThan(0);
});

test("the planner solves a trailhead whose answer does not fit", async () => {
  const helpers = await runningHelpers();
  let other: string | null = null;
  // The answer for one trailhead comes as that for another.
  TestHelper.deliver = (report, helper) => {
    if (!isAnswer(report) || isOfProofs(report, helper)) return report;
    if (report.index !== 2) other ??= report.answer;
    return report.index === 2 ? { ...report, answer: other ?? '"none yet"' } : report;
  };
  const { result, solvedHere } = begin(helpers);
  expectPlan((await result).plan, alone.proved);
  expect(solvedHere()).toEqual([2]);
});

test("a proof that does not fit is made again by the planner", async () => {
  const helpers = await runningHelpers();
  const damaged: number[] = [];
  TestHelper.deliver = (report, helper) => {
    if (!isAnswer(report) || !isOfProofs(report, helper) || damaged.length > 0) return report;
    damaged.push(report.index);
    return { ...report, answer: '{"strange":true}' };
  };
  const { result, solvedHere, provedHere } = begin(helpers);
  expectPlan((await result).plan, alone.proved);
  expect(damaged).toHaveLength(1);
  expect([solvedHere(), provedHere()]).toEqual([[], damaged]);
});

test("a query that is given up ends at once; one that is cancelled keeps what was found", async () => {
  for (const reason of [undefined, kKeepFound]) {
    TestHelper.all = [];
    TestHelper.deliver = unchanged;
    const helpers = await runningHelpers();
    let answers = 0;
    // The first answer arrives. Nothing else does, so that the search cannot come to its end.
    TestHelper.deliver = (report) => (isAnswer(report) && ++answers === 1 ? report : null);
    const { controller, result } = begin(helpers);
    await vi.waitFor(() => expect(answers).toBeGreaterThan(1));
    await vi.waitFor(() => expect(TestHelper.all.some((helper) => helper.answered.length === 1)).toBe(true));
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
    for (const helper of TestHelper.all) expect(helper.orders.at(-1)).toEqual({ task: null });
  }
});

test("answers to an earlier query are ignored", async () => {
  const helpers = await runningHelpers();
  const [one] = TestHelper.all;
  const late: HelperReport[] = [];
  TestHelper.deliver = (report) => {
    if (isAnswer(report)) late.push(report);
    return null;
  };
  const { controller, result } = begin(helpers);
  await vi.waitFor(() => expect(late.length).toBeGreaterThan(1));
  controller.abort();
  await result;
  TestHelper.deliver = () => null;
  const before = tasksOf(one!);
  const next = begin(helpers);
  await vi.waitFor(() => expect(tasksOf(one!)).toBeGreaterThan(before));
  for (const report of late) one!.say(report);
  await new Promise((resolve) => setTimeout(resolve, 20));
  next.controller.abort(kKeepFound);
  const plan = parsed((await next.result).plan);
  expect(plan.status).toBe("cancelled");
  expect(next.reports.filter((report) => "done" in report && report.done > 0)).toEqual([]);
});

test("the search does not go on before the first loops are drawn", async () => {
  const helpers = await runningHelpers();
  const taskCount = () => TestHelper.all.reduce((sum, helper) => sum + tasksOf(helper), 0);
  const before = taskCount();
  const paintWait = new PaintWait();
  const { controller, reports, result, solvedHere } = begin(helpers, paintWait);
  await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ phase: "solving", done: 0 }));
  expect([solvedHere(), taskCount()]).toEqual([[], before]);
  paintWait.painted();
  await vi.waitFor(() => expect(taskCount()).toBeGreaterThan(before));
  controller.abort();
  await result;
});

test("a page that does not draw does not stop the search, and a query that is given up meanwhile ends", async () => {
  vi.stubGlobal("Worker", undefined);
  expectPlan((await begin(new Helpers(), new PaintWait()).result).plan, alone.proved);
  const { controller, reports, result } = begin(new Helpers(), new PaintWait());
  await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ phase: "solving" }));
  controller.abort();
  expect(await result).toEqual({ plan: null });
});

test("a round of proofs can be stopped: the plan is whole", async () => {
  const helpers = await runningHelpers();
  TestHelper.deliver = (report, helper) => (isOfProofs(report, helper) ? null : report);
  const { controller, reports, result } = begin(helpers);
  await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ phase: "proving" }));
  controller.abort(kKeepFound);
  expectPlan((await result).plan, alone.unproved);
});

test("a loop that a link names is described without a search, and stays known whatever is asked meanwhile", async () => {
  const plan = JSON.parse(alone.proved) as Plan;
  const loop = plan.loops[0]!;
  const elsewhere = plan.trailheads.find(({ id }) => id !== loop.trailhead)!;
  const planner = plannerWithTiles();
  const data = { planner, load: () => Promise.resolve() } as unknown as DataSet;
  const from = (trailhead: string) => ({ hike_m: query.hike_m, trailhead }) as unknown as Query;
  const wanted = { loop, near: null, query: from(loop.trailhead) };
  const never = new AbortController().signal;

  const { plan: found } = await linkedOf(data, wanted, never);
  expect(found.loops[0]!.edges).toEqual(loop.edges);
  expect(found.loops[0]!.length_m).toBe(loop.length_m);
  expect(found.trailheads[0]!.drive_m).toBeNull();
  expect(JSON.parse(planner.progressJson())).toMatchObject({ solved: 0 });

  expect(planner.startPlan(from(elsewhere.id))).toBe("");
  expect(detailsOf(data, loop).plan.loops[0]!.edges).toEqual(loop.edges);
  expect(trackOf(data, "gpx", loop)).toContain("<trkpt");

  const changed = { ...wanted, loop: { ...loop, edges: [{ id: 1, forward: true }] } };
  await expect(linkedOf(data, changed, never)).rejects.toMatchObject({
    code: "loop",
    problem: { code: "loop_changed" },
  });
  await expect(linkedOf(data, { ...wanted, query: from("n1") }, never)).rejects.toMatchObject({
    problem: { code: "trailhead_missing", subject: "n1" },
  });
  planner.delete();
});
