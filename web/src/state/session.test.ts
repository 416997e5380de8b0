import { beforeEach, expect, test, vi } from "vitest";
import type { SolveProgress } from "../worker/protocol";

/** A call to the planner. The test says what it answers, and when. */
interface Call {
  kind: string;
  signal?: AbortSignal;
  onProgress?: (progress: SolveProgress) => void;
  resolve: (result: unknown) => void;
}
const calls: Call[] = [];
vi.mock("../worker/client", () => ({
  PlannerClient: class {
    call = (kind: string, _params: unknown, options: Partial<Call> = {}) =>
      new Promise((resolve) => calls.push({ kind, ...options, resolve }));
  },
}));
vi.stubGlobal("document", { baseURI: "http://localhost/" });
vi.stubGlobal("requestAnimationFrame", (then: () => void) => setTimeout(then));

const form = await import("./form");
const session = await import("./session");

const planOf = (...ids: string[]) =>
  JSON.stringify({ status: "complete", trailheads: [], loops: ids.map((trailhead) => ({ trailhead, edges: [] })) });
const shown = () => session.plan.value?.loops.map(({ trailhead }) => trailhead);
const asked = async (kind: string) => {
  await vi.waitFor(() => expect(calls.some((call) => call.kind === kind)).toBe(true));
  return calls.splice(
    calls.findIndex((call) => call.kind === kind),
    1,
  )[0]!;
};

const kReach = {
  start_to_road_m: 10,
  cut_s: null,
  trailheads: [{ id: "n1", drive_m: 100, drive_s: 20 }],
  roads: { type: "FeatureCollection", features: [] },
};
const kOpened = {
  meta: { name: "here", extent: [1, 42, 2, 43], data: { version: "1", date: null, attribution: "" }, layers: {} },
  places: [],
  trailheads: [],
  complete: false,
};

let questions = 0;

/** A query is there when the page opens, another one each time. Its plan is whole, and better loops are still looked for. */
async function proving() {
  calls.length = 0;
  form.start.value = { lat: 42.5, lon: 1.5 + ++questions / 1000, label: "here" };
  const opening = session.open();
  (await asked("open")).resolve(kOpened);
  (await asked("drive")).resolve(kReach);
  const solve = await asked("solve");
  solve.onProgress!({ phase: "proving", done: 0, of: 7, plan: planOf("a", "b") });
  return { opening, solve };
}

session.watchQuery();
beforeEach(() => {
  session.listInUse.value = false;
  form.hike.value = { amount: 20_000, problem: null };
});

test("the plan is whole while better loops are still looked for, and the map of a small region need not wait", async () => {
  const { solve } = await proving();
  expect(session.activity.value.phase).toBe("idle");
  expect(session.proving.value).toEqual({ done: 0, of: 7 });
  expect(shown()).toEqual(["a", "b"]);
  await asked("mapData");
  solve.resolve({ plan: planOf("a", "b") });
  await vi.waitFor(() => expect(session.proving.value).toBeNull());
});

test("Stop ends the search for better loops and keeps the plan", async () => {
  const { solve } = await proving();
  session.cancel();
  expect(solve.signal!.aborted).toBe(true);
  solve.resolve({ plan: planOf("a", "b") });
  await vi.waitFor(() => expect(session.proving.value).toBeNull());
  expect(shown()).toEqual(["a", "b"]);
});

test("so does a field without a usable value", async () => {
  const { solve } = await proving();
  form.hike.value = { amount: 20_000, problem: "A hike has to be …" };
  expect(solve.signal!.aborted).toBe(true);
  expect(session.proving.value).toBeNull();
  expect(session.activity.value.phase).toBe("idle");
});

test("a list that somebody points at does not change until the search is over", async () => {
  const { solve } = await proving();
  session.listInUse.value = true;
  solve.onProgress!({ phase: "proving", done: 0, of: 2, plan: planOf("c", "a", "b") });
  expect(shown()).toEqual(["a", "b"]);
  expect(session.proving.value).toEqual({ done: 0, of: 2 });
  solve.resolve({ plan: planOf("c", "a", "b") });
  await vi.waitFor(() => expect(session.proving.value).toBeNull());
  expect(shown()).toEqual(["c", "a", "b"]);
});
