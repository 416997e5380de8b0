import { expect, test } from "vitest";
import { turnsOf } from "./turns";

test("a single planner goes from the most promising to the last", () => {
  expect(turnsOf(0, 1, 4)).toEqual([0, 1, 2, 3]);
});

test("a planner's own share comes first, then the others' from the back", () => {
  expect(turnsOf(0, 2, 6)).toEqual([0, 2, 4, 5, 3, 1]);
  expect(turnsOf(1, 2, 6)).toEqual([1, 3, 5, 4, 2, 0]);
  expect(turnsOf(2, 3, 7)).toEqual([2, 5, 6, 3, 0, 4, 1]);
});

test("every planner comes to every trailhead once, so that no answer hangs on another planner", () => {
  for (const planners of [1, 2, 3, 4]) {
    for (const count of [0, 1, 2, 5, 17]) {
      for (let mine = 0; mine < planners; ++mine) {
        const sorted = turnsOf(mine, planners, count).sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: count }, (_, index) => index));
      }
    }
  }
});
