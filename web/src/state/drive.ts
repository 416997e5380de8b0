// What a drive from the start reaches. It is asked for a little beyond what the field says, so that moving the field only
// filters what is drawn.
import { computed, signal } from "@preact/signals";
import { length, minutes, type Unit } from "../format/units";
import type { Query } from "../plan/types";
import type { Reach } from "../worker/protocol";
import { driveBy, driveLimit, kLimits, start, type DriveBy } from "./form";

type Ask = (query: Query) => Promise<Reach>;

interface Known {
  /** Where from, limited by what, and how much may be loaded. */
  from: string;
  limit: number;
  reach: Reach;
}

export const reached = signal<Known | null>(null);

/** What to draw of it: nothing where nobody drives. */
export const reach = computed(() => (start.value && !start.value.trailhead && reached.value?.reach) || null);

/** What counts of a drive: its metres or its seconds. */
export const counted = (of: { drive_m: number; drive_s: number }, by: DriveBy) =>
  by === "time" ? of.drive_s : of.drive_m;
export const byOf = ({ drive_s }: Query): DriveBy => (drive_s === null ? "way" : "time");
/** Metres or seconds. */
export const limitOf = ({ drive_m, drive_s }: Query) => drive_s ?? drive_m ?? 0;
export const withLimit = (query: Query, limit: number): Query =>
  byOf(query) === "time" ? { ...query, drive_s: limit } : { ...query, drive_m: limit };
export const farthest = (by: DriveBy) => (by === "time" ? kLimits.driveTime : kLimits.drive).max;
/** "20.0 km", "45 min". */
export const driveText = (limit: number, by: DriveBy, unit: Unit) =>
  by === "time" ? minutes(limit) : length(limit, unit);

/** Ids of the trailheads within the drive the field says; of the one alone where a hike starts without a drive. */
export const inReach = computed(() => {
  if (start.value?.trailhead) return new Set([start.value.trailhead]);
  const by = driveBy.value;
  const within = (reach.value?.trailheads ?? []).filter((drive) => counted(drive, by) <= driveLimit.value.amount);
  return new Set(within.map(({ id }) => id));
});

const kBeyond = { way: 10_000, time: 15 * 60 };

const beyond = (by: DriveBy, limit: number) => Math.min(farthest(by), Math.max(limit * 1.5, limit + kBeyond[by]));

export const originOf = (query: Query) => `${String(query.at)} ${byOf(query)} ${query.max_bytes}`;

/** From the query's start, for its drive at least; kept until it starts elsewhere or drives farther. */
export async function reachOf(wanted: Query, least: number, ask: Ask): Promise<Reach> {
  const from = originOf(wanted);
  const known = reached.value;
  if (known?.from === from && known.limit >= least) return known.reach;
  if (known?.from !== from) reached.value = null;
  const limit = beyond(byOf(wanted), least);
  const reach = await ask(withLimit(wanted, limit));
  reached.value = { from, limit, reach };
  return reach;
}
