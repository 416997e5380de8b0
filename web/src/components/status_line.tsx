// The progress of the search and what is known of its answer. The line is always there, so that nothing below it moves.
import { computed, effect, signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { points, pointsAbove } from "../format/words";
import { isWhole, type Plan } from "../plan/types";
import { activity, cancel, plan, proving, stale } from "../state/session";

const sentence = computed(() => {
  const now = activity.value;
  switch (now.phase) {
    case "opening":
      return "Opening the data …";
    case "tiles":
      return now.of > 0 ? `Loading trails: ${now.done} of ${now.of} tiles` : "Finding the trails in reach …";
    case "solving": {
      const best = stale.value ? undefined : plan.value?.loops[0];
      return `${now.done} of ${now.of} trailheads${best ? `, best ${points(best.score)} points` : ""}${best ? `, proved ${provedShare()}` : ""}`;
    }
    case "idle":
      return summary();
  }
});

/** The share of the considered trailheads for which it is proved which loop is best, or that there is none. */
function provedShare(): string {
  const considered = plan.value?.trailheads ?? [];
  const settled = considered.filter(({ status }) => status === "optimal" || status === "none_exists").length;
  return `${Math.floor((settled / Math.max(1, considered.length)) * 100)} %`;
}

function summary(): string {
  const answer = plan.value;
  if (!answer) return "";
  const from = new Set(answer.loops.map((loop) => loop.trailhead)).size;
  const count = answer.loops.length;
  const loops = count === 1 ? "1 loop" : `${count} loops`;
  const origin = answer.query.trailhead
    ? "this trailhead"
    : answer.query.start
      ? "this start"
      : `${from} of ${answer.trailheads_in_range} ${answer.trailheads_in_range === 1 ? "trailhead" : "trailheads"} in reach`;
  return `${loops} from ${origin}. ${howGood(answer)}`;
}

/** How much better a loop that was not found could be. */
function howGood(answer: Plan): string {
  if (proving.value)
    return `Looking for a better one: ${proving.value.done} of ${proving.value.of} trailheads checked.`;
  if (answer.status !== "complete") return `Proved for ${provedShare()}. Cancelled: there may be better ones.`;
  const [best] = answer.loops;
  if (!best || answer.range_bound === null) return `Proved for ${provedShare()}.`;
  const gap = pointsAbove(answer.range_bound, best.score);
  const where = isWhole(answer) ? "" : " from these";
  const anywhere = answer.query.direction ? ", in any direction" : "";
  return gap ? `At most ${gap} better is possible${where}${anywhere}.` : `Proved: nothing is better${where}.`;
}

/** What a screen reader is told: each stage of the search, not every step. */
const announced = signal("");
let announcedStage = "";
effect(() => {
  const now = activity.value;
  const stage =
    now.phase === "solving" && !stale.value && plan.value
      ? "found"
      : now.phase === "idle" && proving.value
        ? "proving"
        : now.phase;
  if (stage === announcedStage) return;
  announcedStage = stage;
  announced.value =
    stage === "found"
      ? "First loops found, looking for better ones."
      : stage === "solving"
        ? "Solving."
        : sentence.peek();
});

export function StatusLine() {
  const now = activity.value;
  const share = now.phase === "tiles" || now.phase === "solving" ? (now.of > 0 ? now.done / now.of : 0) : null;
  return (
    <div class="status" data-working={share !== null}>
      <p>
        {sentence.value} {proving.value && <Stop />}
      </p>
      <progress aria-label="Progress" max={1} value={share ?? 1} hidden={share === null} />
      <p class="visually-hidden" role="status">
        {announced.value}
      </p>
    </div>
  );
}

/** Ends the search for better loops. If it has the focus when it disappears, the results get the focus. */
function Stop() {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(
    () => () => {
      if (button.current && document.activeElement === button.current)
        document.getElementById("results")?.focus({ preventScroll: true });
    },
    [],
  );
  return (
    <button ref={button} type="button" class="quiet" onClick={cancel}>
      Stop<span class="visually-hidden"> looking for a better one</span>
    </button>
  );
}
