// What the person asks for. Lengths are metres, times seconds; a field that holds no usable value says why in `problem`, and nothing is
// solved until it is put right.
import { computed, signal } from "@preact/signals";
import { kAppealTopics, kDefaultDriveM, kQueryDefaults, kQueryLimits } from "../plan/generated";
import type { Appeal, Query, SacScale } from "../plan/types";
import { inUnit, type FieldUnit, type Unit } from "../format/units";

export interface Start {
  lat: number;
  lon: number;
  /** How the person knows it: a place's name, "Point on the map", … */
  label: string;
  /** The id of the trailhead it is: then nobody drives. */
  trailhead?: string;
}

/** The planner's own limits. */
export const kLimits = {
  hike: kQueryLimits.hike_m,
  drive: kQueryLimits.drive_m,
  driveTime: kQueryLimits.drive_s,
} as const;

export interface Amount {
  amount: number;
  problem: string | null;
}

export type DriveBy = "way" | "time";

export const kDefaults = {
  ...kQueryDefaults,
  drive_m: kDefaultDriveM,
  drive_s: 30 * 60,
  hike_m: 20_000,
} as const;
export const kMostBytes = 1_000_000_000;
const kLeastMore = 100_000; // bytes: a link may ask for next to none
export const kPlainAppeal: Appeal = kQueryDefaults.appeal;
export const kTopics: readonly (keyof Appeal)[] = kAppealTopics;
export const kMaxWays = { avoid: kQueryLimits.avoid_edges.max, require: kQueryLimits.require_edges.max } as const;

/** A stretch of way that the person wants to leave out, or to walk over. */
export interface ChosenWay {
  id: number;
  wish: keyof typeof kMaxWays;
  label: string;
}

export const unit = signal<Unit>("km");
export const start = signal<Start | null>(null);
export const startProblem = signal<string | null>(null);
/** A drive is limited by its way or by its time, one way. */
export const driveBy = signal<DriveBy>("way");
export const drive = signal<Amount>({ amount: kDefaults.drive_m, problem: null });
export const driveTime = signal<Amount>({ amount: kDefaults.drive_s, problem: null });
/** The one that counts. */
export const driveLimit = computed(() => (driveBy.value === "time" ? driveTime : drive).value);
export const hike = signal<Amount>({ amount: kDefaults.hike_m, problem: null });
export const tolerance = signal<number>(kDefaults.tolerance);
export const maxRetrace = signal<number>(kDefaults.max_retrace);
export const maxSacScale = signal<SacScale | null>(null);
export const avoidRoads = signal(false);
export const viaFerratas = signal(false);
/** null: any. */
export const maxAscent = signal<number | null>(null);
export const appeal = signal<Appeal>(kPlainAppeal);
export const ways = signal<readonly ChosenWay[]>([]);
/** Of roads and trails that an answer may load. */
export const maxBytes = signal<number>(kDefaults.max_bytes);

/** Adds ways with one wish; a way has one wish at most. Those beyond what the planner takes are left out. */
export function wishFor(wish: ChosenWay["wish"], chosen: readonly Omit<ChosenWay, "wish">[]) {
  const ids = new Set(chosen.map(({ id }) => id));
  const others = ways.value.filter(({ id }) => !ids.has(id));
  const room = kMaxWays[wish] - others.filter((way) => way.wish === wish).length;
  ways.value = [...others, ...chosen.slice(0, Math.max(0, room)).map((way) => ({ ...way, wish }))];
}

export const forget = (gone: readonly ChosenWay[]) => {
  ways.value = ways.value.filter((way) => !gone.includes(way));
};

export function driveUpTo(amount: number) {
  (driveBy.value === "time" ? driveTime : drive).value = { amount, problem: null };
}

/** Why the amount cannot be used, or null. */
export function amountProblem(field: keyof typeof kLimits, amount: number | null, shownIn: FieldUnit): string | null {
  const { min, max } = kLimits[field];
  if (amount !== null && amount >= min && amount <= max) return null;
  const what = field === "hike" ? "A hike" : "A drive";
  // Ceiling and floor, so that the limits shown are themselves allowed.
  const low = Math.ceil(inUnit(min, shownIn) * 10) / 10;
  const high = Math.floor(inUnit(max, shownIn));
  return `${what} has to be between ${low} and ${high.toLocaleString("en")} ${shownIn}.`;
}

/** The query to solve, or null while something is missing or wrong. */
export const query = computed<Query | null>(() => {
  const from = start.value;
  if (!from || hike.value.problem) return null;
  const trailhead = from.trailhead ?? null;
  if (!trailhead && driveLimit.value.problem) return null;
  return {
    ...kQueryDefaults,
    at: trailhead ? null : [round6(from.lat), round6(from.lon)],
    trailhead,
    drive_m: trailhead || driveBy.value === "time" ? null : drive.value.amount,
    drive_s: trailhead || driveBy.value === "way" ? null : driveTime.value.amount,
    hike_m: hike.value.amount,
    tolerance: tolerance.value,
    max_retrace: maxRetrace.value,
    max_ascent_m: maxAscent.value,
    max_sac_scale: maxSacScale.value,
    avoid_roads: avoidRoads.value,
    via_ferratas: viaFerratas.value,
    appeal: appeal.value,
    avoid_edges: ways.value.filter(({ wish }) => wish === "avoid").map(({ id }) => id),
    require_edges: ways.value.filter(({ wish }) => wish === "require").map(({ id }) => id),
    max_bytes: maxBytes.value,
  };
});

/** Loads four times as much, so that more trailheads can be considered. */
export function considerMore() {
  maxBytes.value = Math.min(kMostBytes, Math.max(kLeastMore, maxBytes.value * 4));
}

/** The same spot as a place to drive from. */
export function driveFromStart() {
  if (start.value) start.value = { lat: start.value.lat, lon: start.value.lon, label: start.value.label };
}

const round6 = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
