// What a drive from the start reaches. It is asked for a little beyond what the field says, so that moving the field only
// filters what is drawn.
import { computed, signal } from "@preact/signals";
import type { Query } from "../plan/types";
import type { Reach } from "../worker/protocol";
import { drive, kLimits, start } from "./form";

type Ask = (query: Query) => Promise<Reach>;

interface Known {
  /** Where from, and how much may be loaded. */
  from: string;
  limit_m: number;
  reach: Reach;
}

export const reached = signal<Known | null>(null);

/** What to draw of it: nothing where nobody drives. */
export const reach = computed(() => (start.value && !start.value.trailhead && reached.value?.reach) || null);

/** Ids of the trailheads within the drive the field says; of the one alone where a hike starts without a drive. */
export const inReach = computed(() => {
  if (start.value?.trailhead) return new Set([start.value.trailhead]);
  const within = (reach.value?.trailheads ?? []).filter(({ drive_m }) => drive_m <= drive.value.m);
  return new Set(within.map(({ id }) => id));
});

const beyond = (drive_m: number) => Math.min(kLimits.drive.max, Math.max(drive_m * 1.5, drive_m + 10_000));

export const originOf = ({ at, max_bytes }: Query) => `${String(at)} ${max_bytes}`;

/** From the query's start, for its drive at least; kept until it starts elsewhere or drives farther. */
export async function reachOf(wanted: Query, least_m: number, ask: Ask): Promise<Reach> {
  const from = originOf(wanted);
  const known = reached.value;
  if (known?.from === from && known.limit_m >= least_m) return known.reach;
  if (known?.from !== from) reached.value = null;
  const limit_m = beyond(least_m);
  const reach = await ask({ ...wanted, drive_m: limit_m });
  reached.value = { from, limit_m, reach };
  return reach;
}
