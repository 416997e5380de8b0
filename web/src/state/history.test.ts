import { describe, expect, it } from "vitest";
import { kQueryDefaults } from "../plan/generated";
import { movedBy, noHistory, withStep, type History, type Step } from "./history";

const step = (query: string, loop = ""): Step => ({ query, fragment: query + loop, kept: kQueryDefaults.pace });
const historyOf = (...queries: string[]) => queries.map((q) => step(q)).reduce<History>(withStep, noHistory);
const shown = ({ steps, at }: History) => steps[at]!.fragment;

describe("undo and redo", () => {
  it("goes back and forth, and stops at the ends", () => {
    const history = historyOf("a", "b", "c");
    expect(shown(movedBy(history, -1))).toBe("b");
    expect(shown(movedBy(movedBy(movedBy(history, -1), -1), -1))).toBe("a");
    expect(shown(movedBy(movedBy(history, -1), 1))).toBe("c");
    expect(shown(movedBy(history, 1))).toBe("c");
  });
  it("forgets what was undone once something else is done", () => {
    const history = withStep(movedBy(historyOf("a", "b", "c"), -1), step("d"));
    expect(history.steps.map(({ query }) => query)).toEqual(["a", "b", "d"]);
    expect(shown(movedBy(history, 1))).toBe("d");
  });
  it("counts the choice of a loop as no step, but brings it back", () => {
    const history = withStep(withStep(historyOf("a"), step("a", "&loop=1")), step("b"));
    expect(history.steps).toHaveLength(2);
    expect(shown(movedBy(history, -1))).toBe("a&loop=1");
  });
  it("keeps the last hundred", () => {
    const history = historyOf(...Array.from({ length: 250 }, (_, i) => String(i)));
    expect(history.steps).toHaveLength(100);
    expect(shown(history)).toBe("249");
  });
});
