import { describe, expect, it } from "vitest";
import { emptyLine, moved, stepped, type Line, type Step } from "./history";

const step = (question: string, loop = ""): Step => ({ question, fragment: question + loop });
const walk = (...questions: string[]) => questions.map((q) => step(q)).reduce<Line>(stepped, emptyLine);
const here = ({ steps, at }: Line) => steps[at]!.fragment;

describe("undo and redo", () => {
  it("goes back and forth, and stops at the ends", () => {
    const line = walk("a", "b", "c");
    expect(here(moved(line, -1))).toBe("b");
    expect(here(moved(moved(moved(line, -1), -1), -1))).toBe("a");
    expect(here(moved(moved(line, -1), 1))).toBe("c");
    expect(here(moved(line, 1))).toBe("c");
  });
  it("forgets what was undone once something else is done", () => {
    const line = stepped(moved(walk("a", "b", "c"), -1), step("d"));
    expect(line.steps.map(({ question }) => question)).toEqual(["a", "b", "d"]);
    expect(here(moved(line, 1))).toBe("d");
  });
  it("counts the choice of a loop as no step, but brings it back", () => {
    const line = stepped(stepped(walk("a"), step("a", "&loop=1")), step("b"));
    expect(line.steps).toHaveLength(2);
    expect(here(moved(line, -1))).toBe("a&loop=1");
  });
  it("keeps the last hundred", () => {
    const line = walk(...Array.from({ length: 250 }, (_, i) => String(i)));
    expect(line.steps).toHaveLength(100);
    expect(here(line)).toBe("249");
  });
});
