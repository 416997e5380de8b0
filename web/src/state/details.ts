// What the chosen loop is made of, in the direction in which it is walked. The planner is asked when a loop is chosen or
// reversed; its answer is kept while the list is refined.
import { computed, effect, signal, untracked } from "@preact/signals";
import { reversed, type Details, type Loop } from "../plan/types";
import { errorText } from "./error_text";
import { details as fetchDetails, plan } from "./session";
import { reversedKeys, selected, selectedKey } from "./selection";

const known = signal<{ key: string; isReversed: boolean; details: Details } | null>(null);
export const detailsProblem = signal<string | null>(null);

/** null while the planner has not answered yet. */
export const details = computed<Details | null>(() => {
  const have = known.value;
  const isWanted = have?.key === selectedKey.value && have?.isReversed === reversedKeys.value.has(have?.key ?? "");
  return isWanted ? (have?.details ?? null) : null;
});

/** The chosen loop, in the direction in which it is walked. */
export const walkedLoop = computed<Loop | null>(() => details.value?.plan.loops[0] ?? selected.value?.loop ?? null);

/** They were made from data that are replaced. */
export function forgetDetails() {
  known.value = null;
  pending = null;
}

/** The request without an answer yet. A list that is refined meanwhile does not change it. */
let pending: { key: string; isReversed: boolean } | null = null;

function request(key: string, isReversed: boolean, loop: Loop) {
  if (pending?.key === key && pending.isReversed === isReversed) return;
  const mine = (pending = { key, isReversed });
  fetchDetails(isReversed ? reversed(loop) : loop).then(
    (details) => {
      if (mine !== pending) return;
      pending = null;
      known.value = { key, isReversed, details };
      detailsProblem.value = null;
    },
    (error: unknown) => {
      if (mine !== pending) return;
      pending = null;
      detailsProblem.value = errorText(error);
    },
  );
}

/** Asks whenever another loop is chosen or reversed, and again when a new plan comes after a failure. */
export function watchDetails() {
  effect(() => {
    const key = selectedKey.value;
    const isReversed = key !== null && reversedKeys.value.has(key);
    const entry = selected.value;
    void plan.value;
    untracked(() => {
      if (!key || !entry) return void (detailsProblem.value = null);
      if (known.value?.key !== key || known.value.isReversed !== isReversed) request(key, isReversed, entry.loop);
    });
  });
}
