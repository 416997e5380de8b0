// Which loop is chosen, which one the pointer is on, and where on the chosen one: shared by list, map and profile.
import { computed, effect, signal, untracked } from "@preact/signals";
import { loopKey, type Loop, type Plan, type PlanTrailhead, type Position } from "../plan/types";
import { activity, plan, stale } from "./session";

export interface NumberedLoop {
  key: string;
  /** Position in the answer by score, from 1; 0 for one that is not in it, see `brought`. */
  rank: number;
  loop: Loop;
  trailhead: PlanTrailhead | null;
}

export type Order = "score" | "drive" | "climb" | "time" | "length";
export const order = signal<Order>("score");
/** Only loops without a way out and back. */
export const onlyLoops = signal(false);

/** A loop that is not in the answer: a link named it, or it was chosen before better ones took its place. */
export const brought = signal<{ entry: NumberedLoop; from: "link" | "earlier" } | null>(null);

export function bring(answer: Plan, from: "link" | "earlier") {
  const [entry] = numbered(answer);
  brought.value = entry ? { entry: { ...entry, rank: 0 }, from } : null;
}

function numbered(answer: Plan): NumberedLoop[] {
  const trailheads = new Map(answer.trailheads.map((trailhead) => [trailhead.id, trailhead]));
  return answer.loops.map((loop, index) => ({
    key: loopKey(loop),
    rank: index + 1,
    loop,
    trailhead: trailheads.get(loop.trailhead) ?? null,
  }));
}

const kUnknown = Infinity;
const kValue: Record<Order, (entry: NumberedLoop) => number> = {
  score: ({ rank }) => rank,
  drive: ({ trailhead }) => trailhead?.drive_m ?? kUnknown,
  climb: ({ loop }) => loop.ascent_m ?? kUnknown,
  time: ({ loop }) => loop.time_s,
  length: ({ loop }) => loop.length_m,
};

/** As shown: the one brought along first, then those that pass, in the chosen order. */
export const loops = computed<NumberedLoop[]>(() => {
  const value = kValue[order.value];
  const listed = (plan.value ? numbered(plan.value) : [])
    .filter(({ loop }) => !onlyLoops.value || loop.shape === "loop")
    .sort((a, b) => value(a) - value(b) || a.rank - b.rank);
  const keys = new Set(listed.map(({ key }) => key));
  const extra = brought.value && !keys.has(brought.value.entry.key) ? [brought.value.entry] : [];
  return [...extra, ...listed];
});
export const selectedKey = signal<string | null>(null);
export const hoveredKey = signal<string | null>(null);
export const selected = computed(() => loops.value.find((entry) => entry.key === selectedKey.value) ?? null);
/** A position on the selected loop, pointed at in its profile. */
export const pointed = signal<{ lon: number; lat: number } | null>(null);
/** A part of the selected loop, pointed at in its list of ways. */
export const pointedPart = signal<readonly Position[] | null>(null);

export function select(key: string | null) {
  selectedKey.value = selectedKey.value === key ? null : key;
  pointed.value = null;
  pointedPart.value = null;
}

/** The chosen loop as it was last in the list, and the question it answered. */
let lastSeen: { entry: NumberedLoop; question: string } | null = null;

// A list that is being refined may lack the chosen loop: it stays to be looked at. Only the whole answer to another
// question lets go of it.
effect(() => {
  const question = JSON.stringify(plan.value?.query ?? null);
  const isWhole = activity.value.phase === "idle" && !stale.value;
  const key = selectedKey.value;
  const entry = loops.value.find((other) => other.key === key);
  untracked(() => {
    if (hoveredKey.value && !loops.value.some((other) => other.key === hoveredKey.value)) hoveredKey.value = null;
    if (entry && entry.rank > 0) lastSeen = { entry, question };
    if (!key || (entry && entry.rank > 0) || (entry && brought.value?.from === "link")) return;
    const isGone = lastSeen?.entry.key !== key || (isWhole && lastSeen.question !== question);
    if (isGone) {
      brought.value = null;
      selectedKey.value = null;
    } else if (!entry && lastSeen) {
      brought.value = { entry: { ...lastSeen.entry, rank: 0 }, from: "earlier" };
    }
  });
});
