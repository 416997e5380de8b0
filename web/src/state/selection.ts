// Which loop is chosen, which one the pointer is on, and which point of the chosen one. List, map and profile share it.
import { computed, effect, signal, untracked } from "@preact/signals";
import { loopKey, type Loop, type Plan, type PlanTrailhead, type Position, type Query } from "../plan/types";
import { activity, plan, stale } from "./session";

export interface NumberedLoop {
  key: string;
  /** Position in the plan by score, from 1; 0 for the extra loop, which is not in the plan. */
  rank: number;
  loop: Loop;
  trailhead: PlanTrailhead | null;
  /** What the loop was found or described for: its losses are in that measure. Not always what the form asks for. */
  query: Query;
}

export type Order = "score" | "drive" | "climb" | "time" | "length";
export const order = signal<Order>("score");
/** Hides lollipops: loops with a stem that is walked out and back. */
export const onlyLoops = signal(false);

/** Why a loop is shown before the list that is not in the plan: a link named it, it was chosen when the data were renewed, or
 * before better loops replaced it in the list. */
type ExtraFrom = "link" | "renewal" | "earlier";

export const extraLoop = signal<{ entry: NumberedLoop; from: ExtraFrom } | null>(null);

export function setExtraLoop(answer: Plan, from: ExtraFrom) {
  const [entry] = numbered(answer);
  extraLoop.value = entry ? { entry: { ...entry, rank: 0 }, from } : null;
}

function numbered(answer: Plan): NumberedLoop[] {
  const trailheads = new Map(answer.trailheads.map((trailhead) => [trailhead.id, trailhead]));
  return answer.loops.map((loop, index) => ({
    key: loopKey(loop),
    rank: index + 1,
    loop,
    trailhead: trailheads.get(loop.trailhead) ?? null,
    query: answer.query,
  }));
}

/** Loops whose figure is unknown come last. */
const kUnknown = Infinity;
const kSortValue: Record<Order, (entry: NumberedLoop) => number> = {
  score: ({ rank }) => rank,
  drive: ({ trailhead }) => trailhead?.drive_m ?? kUnknown,
  climb: ({ loop }) => loop.ascent_m ?? kUnknown,
  time: ({ loop }) => loop.time_s,
  length: ({ loop }) => loop.length_m,
};

/** The loops as they are listed: the extra one first, then those that are not hidden, in the chosen order. */
export const loops = computed<NumberedLoop[]>(() => {
  const value = kSortValue[order.value];
  const listed = (plan.value ? numbered(plan.value) : [])
    .filter(({ loop }) => !onlyLoops.value || loop.shape !== "lollipop")
    .sort((a, b) => value(a) - value(b) || a.rank - b.rank);
  const keys = new Set(listed.map(({ key }) => key));
  const extra = extraLoop.value && !keys.has(extraLoop.value.entry.key) ? [extraLoop.value.entry] : [];
  return [...extra, ...listed];
});
export const selectedKey = signal<string | null>(null);
export const hoveredKey = signal<string | null>(null);
export const selected = computed(() => loops.value.find((entry) => entry.key === selectedKey.value) ?? null);
/** Keys of the loops that the person wants to walk in the other direction. */
export const reversedKeys = signal<ReadonlySet<string>>(new Set());

export function setReversed(key: string, isReversed: boolean) {
  if (reversedKeys.value.has(key) === isReversed) return;
  const next = new Set(reversedKeys.value);
  if (!next.delete(key)) next.add(key);
  reversedKeys.value = next;
}

/** The point of the selected loop that is pointed at in its profile, its lists or on the map; `at_m` metres along it. */
export const pointed = signal<{ lon: number; lat: number; at_m?: number } | null>(null);
/** The id of the place along the selected loop that is pointed at on the map or in its list. */
export const pointedPlace = signal<string | null>(null);
/** The part of the selected loop that is pointed at in its list of ways. */
export const pointedPart = signal<readonly Position[] | null>(null);

/** Chooses the loop, or none where it is chosen already. */
export function select(key: string | null) {
  selectedKey.value = selectedKey.value === key ? null : key;
}

// What is pointed at belongs to the chosen loop, in the direction in which it is walked.
effect(() => {
  void selectedKey.value;
  void reversedKeys.value;
  untracked(() => {
    pointed.value = null;
    pointedPlace.value = null;
    pointedPart.value = null;
  });
});

/** The chosen loop as it was last in the plan, and the query of that plan. */
let lastListed: { entry: NumberedLoop; query: string } | null = null;

// While a search goes on, the chosen loop may drop out of the list: it stays as the extra loop. It is let go only when
// another query is answered in full.
effect(() => {
  const query = JSON.stringify(plan.value?.query ?? null);
  const isWhole = activity.value.phase === "idle" && !stale.value;
  const key = selectedKey.value;
  const entry = loops.value.find((other) => other.key === key);
  untracked(() => {
    if (hoveredKey.value && !loops.value.some((other) => other.key === hoveredKey.value)) hoveredKey.value = null;
    if (entry && entry.rank > 0) lastListed = { entry, query };
    if (!key || (entry && entry.rank > 0) || (entry && extraLoop.value?.from !== "earlier")) return;
    const isGone = lastListed?.entry.key !== key || (isWhole && lastListed.query !== query);
    if (isGone) {
      extraLoop.value = null;
      selectedKey.value = null;
    } else if (!entry && lastListed) {
      extraLoop.value = { entry: { ...lastListed.entry, rank: 0 }, from: "earlier" };
    }
  });
});
