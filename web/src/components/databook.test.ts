import { expect, it } from "vitest";
import type { Cue } from "../format/cues";
import { rowsOf } from "./databook";

const cue = (at_m: number, length_m: number): Cue => ({ at_m, length_m, part: null as never, edges: [], line: [] });

it("parts the ways at the nights: one that goes on is told again", () => {
  const cues = [cue(0, 5_000), cue(5_000, 6_000), cue(11_000, 4_000)];
  const told = (from_m: number, to_m: number) =>
    rowsOf(cues, { from_m, to_m }).map(({ at_m, length_m, goesOn }) => [at_m, length_m, goesOn]);
  expect(told(0, 8_000)).toEqual([
    [0, 5_000, false],
    [5_000, 3_000, false],
  ]);
  expect(told(8_000, 15_000)).toEqual([
    [0, 3_000, true],
    [3_000, 4_000, false],
  ]);
  expect(told(5_000, 11_000)).toEqual([[0, 6_000, false]]);
});
