import { expect, it, vi } from "vitest";
import { kQueryDefaults } from "../plan/generated";
import type { Plan, Query } from "../plan/types";

vi.mock("../worker/client", () => ({ PlannerClient: class {} }));
vi.stubGlobal("document", { baseURI: "http://localhost/" });

const { extraLoop, loops, setExtraLoop } = await import("./selection");
const { plan } = await import("./session");

const asked = (more: Partial<Query>): Query => ({ ...kQueryDefaults, at: null, trailhead: null, start: null, ...more });
const planOf = (query: Query, trailhead: string) =>
  ({
    query,
    trailheads: [],
    loops: [{ trailhead, edges: [{ id: 1, forward: true }], shape: "loop" }],
  }) as unknown as Plan;

it("a loop keeps the question it was described for, whatever the form and the list are for", () => {
  plan.value = planOf(asked({ hike_m: 20_000 }), "n1");
  setExtraLoop(planOf(asked({ hike_s: 18_000 }), "n2"), "link");
  expect(loops.value.map(({ rank, query }) => [rank, query.hike_m, query.hike_s])).toEqual([
    [0, null, 18_000],
    [1, 20_000, null],
  ]);
  extraLoop.value = null;
});
