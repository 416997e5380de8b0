import { beforeEach, describe, expect, test, vi } from "vitest";
import { CallError, type SolveProgress } from "../worker/protocol";

/** A call to the planner. The test says what it answers, and when. */
interface Call {
  kind: string;
  signal?: AbortSignal;
  onProgress?: (progress: SolveProgress) => void;
  params: unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}
const calls: Call[] = [];
vi.mock("../worker/client", () => ({
  PlannerClient: class {
    call = (kind: string, params: unknown, options: Partial<Call> = {}) =>
      new Promise((resolve, reject) => calls.push({ kind, params, ...options, resolve, reject }));
  },
}));
vi.stubGlobal("document", { baseURI: "http://localhost/" });
vi.stubGlobal("requestAnimationFrame", (then: () => void) => setTimeout(then));

const data = await import("./data");
const drive = await import("./drive");
const form = await import("./form");
const session = await import("./session");

const planOf = (...ids: string[]) => planOfData("1", ...ids);
const planOfData = (version: string, ...ids: string[]) =>
  JSON.stringify({
    status: "complete",
    data: { version },
    trailheads: [],
    loops: ids.map((trailhead) => ({ trailhead, edges: [] })),
  });
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

test("nobody drives from a start on foot: no drive is asked for", async () => {
  calls.length = 0;
  form.start.value = { lat: 42.5, lon: 1.5 + ++questions / 1000, label: "here", isOnFoot: true };
  void session.open();
  (await asked("open")).resolve(kOpened);
  const { params } = await asked("solve");
  expect(params).toMatchObject({ query: { at: null, start: form.query.value!.start } });
  expect(calls.some(({ kind }) => kind === "drive")).toBe(false);
  expect(drive.reach.value).toBeNull();
  expect(drive.inReach.value.size).toBe(0);
});

describe("data that changed on the server", () => {
  const changed = () => new CallError("changed", "The data has changed.");
  const begun = vi.fn(() => (drive.knownReach.value = null));
  const kNewer = { ...kOpened, meta: { ...kOpened.meta, data: { ...kOpened.meta.data, version: "2" } } };
  /** Answers the calls of a renewal up to the search. */
  async function openedAnew(opened: unknown) {
    const again = await asked("open");
    expect(again.params).toMatchObject({ isAgain: true });
    again.resolve(opened);
    (await asked("drive")).resolve(kReach);
    return asked("solve");
  }
  beforeEach(() => {
    vi.useRealTimers();
    begun.mockClear();
    session.onRenewal({ begins: () => void begun(), opened: () => {} });
    // Each test may renew the data as often as if it were the only one.
    const real = performance.now.bind(performance);
    const later = ++tests * 1_000_000;
    vi.spyOn(performance, "now").mockImplementation(() => real() + later);
  });
  let tests = 0;

  test("they are opened again, past the caches, and the question is asked again", async () => {
    const { solve } = await proving();
    solve.reject(changed());
    const second = await openedAnew(kNewer);
    expect(begun).toHaveBeenCalledOnce();
    expect(session.failure.value).toBeNull();
    expect(shown()).toEqual(["a", "b"]);
    expect(session.stale.value).toBe(true);
    second.resolve({ plan: planOfData("2", "c") });
    await vi.waitFor(() => expect(shown()).toEqual(["c"]));
    expect(session.stale.value).toBe(false);
  });

  test("a plan from other data than the server named is not shown", async () => {
    const { solve } = await proving();
    solve.resolve({ plan: planOfData("2", "c") });
    (await openedAnew(kNewer)).resolve({ plan: planOfData("2", "d") });
    await vi.waitFor(() => expect(shown()).toEqual(["d"]));
  });

  test("the server is asked with a question whether they are still the same", async () => {
    const { solve } = await proving();
    solve.resolve({ plan: planOf("a") });
    vi.spyOn(performance, "now").mockImplementation(() => 1e12);
    form.hike.value = { amount: 21_000, problem: null };
    const old = await asked("solve");
    (await asked("renewed")).resolve({ of: "data" });
    (await openedAnew(kNewer)).resolve({ plan: planOfData("2", "e") });
    await vi.waitFor(() => expect(shown()).toEqual(["e"]));
    old.resolve({ plan: planOf("a") });
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown()).toEqual(["e"]);
  });

  test("another ground under the same data is drawn, and nothing is asked again", async () => {
    const { solve } = await proving();
    solve.resolve({ plan: planOf("a") });
    await asked("mapData");
    calls.length = 0;
    const before = data.meta.value;
    vi.spyOn(performance, "now").mockImplementation(() => 2e12);
    void session.checkData();
    const layers = { map: { minzoom: 6, maxzoom: 13, tiles: 1, bytes: 1 } };
    const ground = { version: "b", elevation_spacing_m: null };
    (await asked("renewed")).resolve({ of: "ground", ground: { layers, ground } });
    await vi.waitFor(() => expect(data.meta.value).toEqual({ ...before, layers, ground }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(calls).toEqual([]);
    expect(begun).not.toHaveBeenCalled();
    expect(shown()).toEqual(["a"]);
  });

  test("where they keep changing, that is said", async () => {
    let { solve } = await proving();
    for (let time = 0; time < 3; ++time) {
      solve.reject(changed());
      solve = await openedAnew(kNewer);
    }
    solve.reject(changed());
    await vi.waitFor(() => expect(session.failure.value?.message).toMatch(/keep changing/));
    expect(begun).toHaveBeenCalledTimes(3);
  });
});
