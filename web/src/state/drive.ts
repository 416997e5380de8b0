// What a drive from the start reaches. The planner is asked for a longer drive than the field says, so that a moved slider
// only filters what is known already.
import { computed, signal } from "@preact/signals";
import { clock, length, megabytes, minutes, type Unit } from "../format/units";
import type { Query } from "../plan/types";
import type { Reach } from "../worker/protocol";
import { driveBy, driveLimit, drives, kLimits, start, type DriveBy } from "./form";

/** Asks the planner what the query's drive reaches. */
export type AskReach = (query: Query) => Promise<Reach>;

interface KnownReach {
  /** `originKey` of the query it was asked for. */
  origin: string;
  /** Metres or seconds of the drive it was asked for. */
  limit: number;
  reach: Reach;
}

export const knownReach = signal<KnownReach | null>(null);

/** The reach to draw; null where the hike starts without a drive. */
export const reach = computed(() => (start.value && drives(start.value) && knownReach.value?.reach) || null);

/** A drive's metres or seconds, whichever limits it. */
export const driveAmount = (drive: { drive_m: number; drive_s: number }, by: DriveBy) =>
  by === "time" ? drive.drive_s : drive.drive_m;
export const driveByOf = ({ drive_s }: Query): DriveBy => (drive_s === null ? "way" : "time");
/** The query's limit of the drive, in metres or seconds. */
export const limitOf = ({ drive_m, drive_s }: Query) => drive_s ?? drive_m ?? 0;
export const withLimit = (query: Query, limit: number): Query =>
  driveByOf(query) === "time" ? { ...query, drive_s: limit } : { ...query, drive_m: limit };
/** The greatest limit that the planner takes. */
export const maxDrive = (by: DriveBy) => (by === "time" ? kLimits.driveTime : kLimits.drive).max;
/** "20.0 km", "45 min". */
export const driveText = (limit: number, by: DriveBy, unit: Unit) =>
  by === "time" ? minutes(limit) : length(limit, unit);
/** What to say where not all roads of the drive could be loaded. */
export const roadsCutText = (cut_s: number, maxBytes: number) =>
  `Roads are loaded up to ${clock(cut_s)} of driving; more do not fit into ${megabytes(maxBytes)}.`;

/** Ids of the trailheads within the drive that the field says. Where a hike starts at a trailhead: that
 * alone. */
export const inReach = computed(() => {
  if (start.value?.trailhead) return new Set([start.value.trailhead]);
  const by = driveBy.value;
  const within = (reach.value?.trailheads ?? []).filter((drive) => driveAmount(drive, by) <= driveLimit.value.amount);
  return new Set(within.map(({ id }) => id));
});

/** How much farther than needed the planner is asked: half as much again, and at least this. Metres, seconds. */
const kLeastMargin = { way: 10_000, time: 15 * 60 };

const withMargin = (by: DriveBy, limit: number) =>
  Math.min(maxDrive(by), Math.max(limit * 1.5, limit + kLeastMargin[by]));

/** Equal for queries whose drives differ in their limit only. */
export const originKey = (query: Query) => `${String(query.at)} ${driveByOf(query)} ${query.max_bytes}`;

/** The reach from the query's start, for a drive of at least `limit`. It is asked for where it is not known yet. */
export async function loadReach(query: Query, limit: number, ask: AskReach): Promise<Reach> {
  const origin = originKey(query);
  const known = knownReach.value;
  if (known?.origin === origin && known.limit >= limit) return known.reach;
  if (known?.origin !== origin) knownReach.value = null;
  const asked = withMargin(driveByOf(query), limit);
  const reach = await ask(withLimit(query, asked));
  knownReach.value = { origin, limit: asked, reach };
  return reach;
}
