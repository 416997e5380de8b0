import { expect, test } from "vitest";
import { workOrder } from "./work_order";

test("a single helper goes from the most promising to the last", () => {
  expect(workOrder(0, 1, 4)).toEqual([0, 1, 2, 3]);
});

test("a helper's own share comes first, then the others' from the back", () => {
  expect(workOrder(0, 2, 6)).toEqual([0, 2, 4, 5, 3, 1]);
  expect(workOrder(1, 2, 6)).toEqual([1, 3, 5, 4, 2, 0]);
  expect(workOrder(2, 3, 7)).toEqual([2, 5, 6, 3, 0, 4, 1]);
});

test("every helper comes to every trailhead once, so that no answer depends on another helper", () => {
  for (const shares of [1, 2, 3, 4]) {
    for (const count of [0, 1, 2, 5, 17]) {
      for (let share = 0; share < shares; ++share) {
        const sorted = workOrder(share, shares, count).sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: count }, (_, index) => index));
      }
    }
  }
});
