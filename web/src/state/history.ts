// Undo and redo of every change of the question. A step is a whole fragment, with the loop that was chosen last, so
// whatever a link can hold can be taken back; choosing another loop is no step of its own.
import { computed, signal } from "@preact/signals";

const kMaxSteps = 100;

export interface Step {
  question: string;
  fragment: string;
}

/** A line of steps with a place in it. Pure, for the page's state see below. */
export interface Line {
  steps: readonly Step[];
  at: number;
}

export const emptyLine: Line = { steps: [], at: -1 };

/** A new question drops those that were undone; the same one as now only remembers what is chosen. */
export function stepped({ steps, at }: Line, step: Step): Line {
  if (steps[at]?.question === step.question) return { steps: steps.map((old, i) => (i === at ? step : old)), at };
  const kept = [...steps.slice(0, at + 1), step].slice(-kMaxSteps);
  return { steps: kept, at: kept.length - 1 };
}

export function moved({ steps, at }: Line, by: -1 | 1): Line {
  const to = at + by;
  return to >= 0 && to < steps.length ? { steps, at: to } : { steps, at };
}

const line = signal<Line>(emptyLine);
export const canUndo = computed(() => line.value.at > 0);
export const canRedo = computed(() => line.value.at < line.value.steps.length - 1);

/** Called when the fragment has come to rest. */
export function remember(step: Step) {
  line.value = stepped(line.value, step);
}

let restore: (fragment: string) => void = () => {};
export function restoreWith(how: typeof restore) {
  restore = how;
}

function move(by: -1 | 1) {
  const before = line.value;
  line.value = moved(before, by);
  const step = line.value.steps[line.value.at];
  if (line.value.at !== before.at && step) restore(step.fragment);
}

export const undo = () => move(-1);
export const redo = () => move(1);

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), but not in a text field, which has an undo of its own. */
export function onUndoKey(event: KeyboardEvent) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) redo();
  else undo();
}
