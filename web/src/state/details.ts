// What the chosen loop is made of, in the direction it is to be walked: asked of the planner when a loop is chosen or
// turned round, and kept while the list is refined.
import { computed, effect, signal, untracked } from "@preact/signals";
import { reversed, type Details, type Loop } from "../plan/types";
import { CallError } from "../worker/protocol";
import { details as askFor, plan } from "./session";
import { selected, selectedKey } from "./selection";

/** Keys of the loops that are to be walked the other way round. */
export const turned = signal<ReadonlySet<string>>(new Set());

const known = signal<{ key: string; isTurned: boolean; details: Details } | null>(null);
export const detailsProblem = signal<string | null>(null);

/** null while they are on their way. */
export const details = computed<Details | null>(() => {
  const have = known.value;
  const isWanted = have?.key === selectedKey.value && have?.isTurned === turned.value.has(have?.key ?? "");
  return isWanted ? (have?.details ?? null) : null;
});

/** The chosen loop as it is walked. */
export const walked = computed<Loop | null>(() => details.value?.plan.loops[0] ?? selected.value?.loop ?? null);

export function turnRound(key: string) {
  const next = new Set(turned.value);
  if (!next.delete(key)) next.add(key);
  turned.value = next;
}

/** What is being asked for; a list that is refined meanwhile changes nothing about it. */
let pending: { key: string; isTurned: boolean } | null = null;

function ask(key: string, isTurned: boolean, loop: Loop) {
  if (pending?.key === key && pending.isTurned === isTurned) return;
  const mine = (pending = { key, isTurned });
  askFor(isTurned ? reversed(loop) : loop).then(
    (found) => {
      if (mine !== pending) return;
      pending = null;
      known.value = { key, isTurned, details: found };
      detailsProblem.value = null;
    },
    (error: unknown) => {
      if (mine !== pending) return;
      pending = null;
      detailsProblem.value = error instanceof CallError ? error.message : String(error);
    },
  );
}

/** Asks whenever another loop is chosen or turned, and again when a new answer comes after a failure. */
export function watchSelection() {
  effect(() => {
    const key = selectedKey.value;
    const isTurned = key !== null && turned.value.has(key);
    const entry = selected.value;
    void plan.value;
    untracked(() => {
      if (!key || !entry) return void (detailsProblem.value = null);
      if (known.value?.key !== key || known.value.isTurned !== isTurned) ask(key, isTurned, entry.loop);
    });
  });
}
