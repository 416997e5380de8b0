// The loops that are compared side by side, two at most. They are kept as they were when the list changes.
import { signal } from "@preact/signals";
import { distanceM } from "../geo/distance";
import type { Position } from "../plan/types";
import type { NumberedLoop } from "./selection";

export const compared = signal<readonly NumberedLoop[]>([]);

/** Adds a loop, or removes it where it is there already. A third loop replaces the first. */
export function toggleCompared(entry: NumberedLoop) {
  const others = compared.value.filter(({ key }) => key !== entry.key);
  compared.value = others.length < compared.value.length ? others : [...others, entry].slice(-2);
}

/** Metres of the first loop's line that are also part of the second one. Each stretch of the second counts once. */
export function sharedM(a: readonly Position[], b: readonly Position[]): number {
  const name = (p: Position, q: Position) => {
    const [first, second] = [`${p[0]},${p[1]}`, `${q[0]},${q[1]}`];
    return first < second ? `${first} ${second}` : `${second} ${first}`;
  };
  const left = new Set<string>();
  for (let i = 1; i < b.length; ++i) left.add(name(b[i - 1]!, b[i]!));
  let shared = 0;
  for (let i = 1; i < a.length; ++i) {
    const [p, q] = [a[i - 1]!, a[i]!];
    if (left.delete(name(p, q))) shared += distanceM(p[1], p[0], q[1], q[0]);
  }
  return shared;
}
