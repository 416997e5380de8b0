// Undo and redo of every change of the query. A step is a whole fragment (see fragment.ts), with the loop that was chosen
// last: so everything that a link can hold can be undone. The choice of another loop is no step of its own.
import { computed, signal } from "@preact/signals";
import type { Pace } from "../plan/types";

const kMaxSteps = 100;

export interface Step {
  /** The part of the fragment that is the query. */
  query: string;
  fragment: string;
  /** The pace that this page had kept on the device. */
  kept: Pace;
}

/** All steps, and the number of the one that the page shows. */
export interface History {
  steps: readonly Step[];
  at: number;
}

export const noHistory: History = { steps: [], at: -1 };

/** With one more step after the one shown; steps that were undone are dropped. A step with the query that is shown
 * replaces it. */
export function withStep({ steps, at }: History, step: Step): History {
  if (steps[at]?.query === step.query) return { steps: steps.map((old, i) => (i === at ? step : old)), at };
  const kept = [...steps.slice(0, at + 1), step].slice(-kMaxSteps);
  return { steps: kept, at: kept.length - 1 };
}

/** One step back or forth; the same at either end. */
export function movedBy({ steps, at }: History, by: -1 | 1): History {
  const to = at + by;
  return to >= 0 && to < steps.length ? { steps, at: to } : { steps, at };
}

const steps = signal<History>(noHistory);
export const canUndo = computed(() => steps.value.at > 0);
export const canRedo = computed(() => steps.value.at < steps.value.steps.length - 1);

export function recordStep(step: Step) {
  steps.value = withStep(steps.value, step);
}

let restore: (step: Step, left: Step) => void = () => {};
/** Sets what undo and redo call with the step to show, and the one that was shown. */
export function onRestore(how: typeof restore) {
  restore = how;
}

function move(by: -1 | 1) {
  const before = steps.value;
  steps.value = movedBy(before, by);
  const [step, left] = [steps.value.steps[steps.value.at], before.steps[before.at]];
  if (step && left && step !== left) restore(step, left);
}

export const undo = () => move(-1);
export const redo = () => move(1);

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), except in a text field: that has an undo of its own. */
export function onUndoKey(event: KeyboardEvent) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
