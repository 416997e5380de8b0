// For a question without an answer: the smallest change of each wish that finds a loop, tried by the planner itself.
// From the gentlest change on; once one of a kind has helped, larger ones of that kind are not tried.
import { effect, signal, untracked } from "@preact/signals";
import { height, length, type Unit } from "../format/units";
import { gradeName } from "../format/words";
import { kQueryLimits, kSacScales } from "../plan/generated";
import type { Loop, Query } from "../plan/types";
import { byOf, driveText, limitOf, withLimit } from "./drive";
import * as form from "./form";
import { activity, failure, plan, stale, tryOut } from "./session";

export interface Change {
  kind: string;
  label: string;
  query: Query;
  apply: () => void;
}

/** A change that was tried and found this loop. */
export interface Found {
  change: Change;
  loop: Loop;
}

export const found = signal<readonly Found[]>([]);
export const isTrying = signal(false);

const percent = (share: number) => `${Math.round(share * 100)} %`;
const fiveMinutes = (s: number) => Math.round(s / 300) * 300;
const whole = (m: number) => Math.max(1000, Math.round(m / 1000) * 1000);

/** Pure: what could be changed in a question, gentlest of each kind first. */
export function changesOf(query: Query, unit: Unit): Change[][] {
  const kinds: Change[][] = [];
  const kind = (changes: Change[]) => changes.length > 0 && kinds.push(changes);
  if (query.require_edges.length + query.avoid_edges.length > 0) {
    kind([
      {
        kind: "ways",
        label: "Take back the ways you chose",
        query: { ...query, require_edges: [], avoid_edges: [] },
        apply: () => (form.ways.value = []),
      },
    ]);
  }
  if (query.max_ascent_m !== null) {
    const climb = query.max_ascent_m;
    kind(
      [...[1.25, 1.5, 2].map((factor) => Math.ceil((climb * factor) / 50) * 50), null].map((max_ascent_m) => ({
        kind: "climb",
        label: max_ascent_m === null ? "Let it climb as it will" : `Climb up to ${height(max_ascent_m, unit)}`,
        query: { ...query, max_ascent_m },
        apply: () => (form.maxAscent.value = max_ascent_m),
      })),
    );
  }
  if (query.max_sac_scale !== null) {
    const harder = [...kSacScales.slice(kSacScales.indexOf(query.max_sac_scale) + 1, -1), null];
    kind(
      harder.map((max_sac_scale) => ({
        kind: "grade",
        label: max_sac_scale === null ? "Allow any grade" : `Allow ${gradeName(max_sac_scale)}`,
        query: { ...query, max_sac_scale },
        apply: () => (form.maxSacScale.value = max_sac_scale),
      })),
    );
  }
  if (query.avoid_roads) {
    kind([
      {
        kind: "roads",
        label: "Allow stretches along a main road",
        query: { ...query, avoid_roads: false },
        apply: () => (form.avoidRoads.value = false),
      },
    ]);
  }
  kind(
    [0.2, 0.3]
      .filter((tolerance) => tolerance > query.tolerance)
      .map((tolerance) => ({
        kind: "tolerance",
        label: `Let the length differ by ${percent(tolerance)}`,
        query: { ...query, tolerance },
        apply: () => (form.tolerance.value = tolerance),
      })),
  );
  kind(
    [0.15, 0.3, kQueryLimits.max_retrace.max]
      .filter((share) => share > query.max_retrace)
      .map((max_retrace) => ({
        kind: "twice",
        label: `Let ${percent(max_retrace)} be walked twice`,
        query: { ...query, max_retrace },
        apply: () => (form.maxRetrace.value = max_retrace),
      })),
  );
  const lengths = (factors: number[]) =>
    [...new Set(factors.map((factor) => whole(query.hike_m * factor)))]
      .filter((m) => m !== query.hike_m && m >= form.kLimits.hike.min && m <= form.kLimits.hike.max)
      .map((hike_m) => ({
        kind: "length",
        label: `Hike about ${length(hike_m, unit)}`,
        query: { ...query, hike_m },
        apply: () => (form.hike.value = { amount: hike_m, problem: null }),
      }));
  kind(lengths([0.85, 0.7, 0.5, 0.3, 0.15, 0.08]));
  if (query.at === null) return kinds;
  const by = byOf(query);
  const drive = limitOf(query);
  const farther =
    by === "time"
      ? [fiveMinutes(drive * 1.3 + 300), fiveMinutes(drive * 2 + 600)]
      : [whole(drive * 1.3 + 2000), whole(drive * 2 + 5000)];
  kind(
    farther.map((limit) => ({
      kind: "drive",
      label: `Drive up to ${driveText(limit, by, unit)}`,
      query: withLimit(query, limit),
      apply: () => form.driveUpTo(limit),
    })),
  );
  return kinds;
}

let trial = 0;

async function tryAll(query: Query) {
  const mine = ++trial;
  isTrying.value = true;
  found.value = [];
  for (const changes of changesOf(query, form.unit.peek())) {
    for (const change of changes) {
      const loop = await tryOut(change.query).catch(() => null);
      if (mine !== trial) return;
      if (!loop) continue;
      found.value = [...found.value, { change, loop }];
      break;
    }
  }
  isTrying.value = false;
}

export function watchEmptyAnswers() {
  effect(() => {
    const answer = plan.value;
    const isEmpty =
      answer !== null &&
      answer.loops.length === 0 &&
      answer.status === "complete" &&
      !stale.value &&
      !failure.value &&
      activity.value.phase === "idle";
    untracked(() => {
      const query = form.query.value;
      if (isEmpty && query) return void tryAll(query);
      ++trial;
      isTrying.value = false;
      found.value = [];
    });
  });
}
