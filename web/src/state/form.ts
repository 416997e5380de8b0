// The query's form: a signal for each field, and the query they make. Lengths are metres, times are seconds. While a field
// holds no usable value, its `problem` says why, and nothing is solved.
import { batch, computed, signal } from "@preact/signals";
import { kAppealTopics, kDefaultDriveM, kPresets, kQueryDefaults, kQueryLimits, type Preset } from "../plan/generated";
import type { Appeal, Direction, NightKind, Pace, Query, SacScale, UngradedWays } from "../plan/types";
import { inUnit, type FieldUnit, type Unit } from "../format/units";

export interface Start {
  lat: number;
  lon: number;
  /** How the person knows it: a place's name, "Point on the map", … */
  label: string;
  /** Set where the start is a trailhead: its id. There is no drive then. */
  trailhead?: string;
  /** Set where the hike begins here, at the nearest junction. There is no drive then. */
  isOnFoot?: true;
}

/** Whether somebody drives from this start. */
export const drives = ({ trailhead, isOnFoot }: Start) => !trailhead && !isOnFoot;

/** Of degrees, in links and questions: one metre. */
export const kPositionDigits = 5;

/** The planner's own limits. */
export const kLimits = {
  hike: kQueryLimits.hike_m,
  drive: kQueryLimits.drive_m,
  driveTime: kQueryLimits.drive_s,
  hikeTime: kQueryLimits.hike_s,
} as const;

export interface Amount {
  amount: number;
  problem: string | null;
}

export type DriveBy = "way" | "time";
export type HikeBy = DriveBy;

export const kDefaults = {
  ...kQueryDefaults,
  drive_m: kDefaultDriveM,
  drive_s: 30 * 60,
  hike_m: 20_000,
  hike_s: 5 * 3600,
} as const;
export const kMostBytes = 1_000_000_000;
/** What `considerMore` allows at least: a link may hold a very small limit. */
const kLeastMoreBytes = 100_000;
export const kDefaultAppeal: Appeal = kQueryDefaults.appeal;
export const kTopics: readonly (keyof Appeal)[] = kAppealTopics;
export const kMaxWays = { avoid: kQueryLimits.avoid_edges.max, require: kQueryLimits.require_edges.max } as const;

export const kPresetNames = Object.keys(kPresets) as Preset[];

/** An edge of the trail network that the person wants to avoid, or that every loop must include. */
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
/** The one that limits the drive. */
export const driveLimit = computed(() => (driveBy.value === "time" ? driveTime : drive).value);
export const hike = signal<Amount>({ amount: kDefaults.hike_m, problem: null });
/** A hike is asked for by its length or by its walking time, in the mean of both directions. */
export const hikeBy = signal<HikeBy>("way");
export const hikeTime = signal<Amount>({ amount: kDefaults.hike_s, problem: null });
/** The one that is asked for. */
export const hikeWish = computed(() => (hikeBy.value === "time" ? hikeTime : hike).value);
/** How the walker's time compares with the formula's. */
export const pace = signal<Pace>(kQueryDefaults.pace);
export const tolerance = signal<number>(kDefaults.tolerance);
export const maxRetrace = signal<number>(kDefaults.max_retrace);
/** The last one, T6, is no limit. */
export const maxSacScale = signal<SacScale>(kDefaults.max_sac_scale);
/** What to do with paths that have no grade; null: as the hardest grade says. */
export const ungraded = signal<UngradedWays | null>(null);
export const avoidRoads = signal(false);
export const viaFerratas = signal(false);
export const bikeTrails = signal(false);
/** Loops may come back to a place that they have passed. */
export const figureOfEight = signal(false);
/** null: any. */
export const maxAscent = signal<number | null>(null);
export const aboutAscent = signal<number | null>(null);
/** Where the point half way round lies from the start; null: anywhere. It filters the list alone. */
export const direction = signal<Direction | null>(null);
/** Nights on the way; null: as `dayLength` says, or none. One of them at least is null. */
export const nights = signal<number | null>(null);
/** Metres of a day, which give the number of nights of a hike in metres. */
export const dayLength = signal<number | null>(null);
export const wantsNights = computed(() => (nights.value ?? 0) > 0 || dayLength.value !== null);
/** Whether the query has nights. A hike in hours has none. */
export const hasNights = computed(() => wantsNights.value && hikeBy.value === "way");
/** Where to sleep. Empty, it is a problem. */
export const nightKinds = signal<readonly NightKind[]>(kQueryDefaults.night_kinds);
/** A place where every loop has a night, or none has one. */
export interface ChosenNight {
  id: string;
  label: string;
}
export const keptNights = signal<readonly ChosenNight[]>([]);
export const avoidedNights = signal<readonly ChosenNight[]>([]);

const withoutNight = (nights: readonly ChosenNight[], gone: string) => nights.filter(({ id }) => id !== gone);

/** Every loop has a night there from now on; `instead`: of that one. */
export function keepNight(night: ChosenNight, instead: ChosenNight | null = null) {
  batch(() => {
    const others = withoutNight(keptNights.value, night.id);
    keptNights.value = [...(instead ? withoutNight(others, instead.id) : others), night];
    avoidedNights.value = withoutNight(avoidedNights.value, night.id);
  });
}

/** No loop has a night there from now on. */
export function avoidNight(night: ChosenNight) {
  batch(() => {
    keptNights.value = withoutNight(keptNights.value, night.id);
    avoidedNights.value = [...withoutNight(avoidedNights.value, night.id), night];
  });
}

/** Takes back what was wished of the place. */
export function forgetNight({ id }: ChosenNight) {
  batch(() => {
    keptNights.value = withoutNight(keptNights.value, id);
    avoidedNights.value = withoutNight(avoidedNights.value, id);
  });
}

export const nightKindsProblem = computed(() =>
  hasNights.value && nightKinds.value.length === 0 ? "Choose at least one kind of place to sleep at." : null,
);
/** null: as the planner sees fit, from an even day; for hours, any. */
export const longestDay = signal<number | null>(null);
export const longestDayTime = signal<number | null>(null);
export const shortFirstDay = signal(false);
export const shortLastDay = signal(false);
export const waterAtNight = signal(false);
export const appeal = signal<Appeal>(kDefaultAppeal);
/** The preset that the fields agree with, if any. No link holds it: it holds the fields. */
export const preset = computed<Preset | null>(() => kPresetNames.find(agrees) ?? null);
const agrees = (name: Preset) => {
  const set = kPresets[name];
  return (
    set.tolerance === tolerance.value &&
    set.max_ascent_m === maxAscent.value &&
    set.about_ascent_m === aboutAscent.value &&
    set.max_sac_scale === maxSacScale.value &&
    set.ungraded === ungraded.value
  );
};

/** Fills in what the preset sets; null: the defaults of the same fields. */
export function choosePreset(name: Preset | null) {
  const set = name === null ? kQueryDefaults : kPresets[name];
  batch(() => {
    tolerance.value = set.tolerance;
    maxAscent.value = set.max_ascent_m;
    aboutAscent.value = set.about_ascent_m;
    maxSacScale.value = set.max_sac_scale;
    ungraded.value = set.ungraded;
  });
}

export const ways = signal<readonly ChosenWay[]>([]);
/** Most bytes of roads and trails that an answer may load. */
export const maxBytes = signal<number>(kDefaults.max_bytes);

/** Adds ways to avoid or to include. A wish they had before is replaced. Ways beyond `kMaxWays` are left out. */
export function addWish(wish: ChosenWay["wish"], chosen: readonly Omit<ChosenWay, "wish">[]) {
  const ids = new Set(chosen.map(({ id }) => id));
  const others = ways.value.filter(({ id }) => !ids.has(id));
  const room = kMaxWays[wish] - others.filter((way) => way.wish === wish).length;
  ways.value = [...others, ...chosen.slice(0, Math.max(0, room)).map((way) => ({ ...way, wish }))];
}

/** Takes the wishes for these ways back. */
export const removeWays = (gone: readonly ChosenWay[]) => {
  ways.value = ways.value.filter((way) => !gone.includes(way));
};

export function hikeAbout(amount: number) {
  (hikeBy.value === "time" ? hikeTime : hike).value = { amount, problem: null };
}

export function driveUpTo(amount: number) {
  (driveBy.value === "time" ? driveTime : drive).value = { amount, problem: null };
}

/** Why the amount cannot be used, or null. */
export function amountProblem(field: keyof typeof kLimits, amount: number | null, shownIn: FieldUnit): string | null {
  const { min, max } = kLimits[field];
  if (amount !== null && amount >= min && amount <= max) return null;
  const what = field === "hike" || field === "hikeTime" ? "A hike" : "A drive";
  // Ceiling and floor, so that the limits shown are themselves allowed.
  const low = Math.ceil(inUnit(min, shownIn) * 10) / 10;
  const high = Math.floor(inUnit(max, shownIn));
  return `${what} has to be between ${low} and ${high.toLocaleString("en")} ${shownIn}.`;
}

/** The query to solve, or null while something is missing or wrong. */
export const query = computed<Query | null>(() => {
  const from = start.value;
  if (!from || hikeWish.value.problem) return null;
  if (nightKindsProblem.value) return null;
  const by = drives(from) ? driveBy.value : null;
  if (by && driveLimit.value.problem) return null;
  const position = [asInLink(from.lat), asInLink(from.lon)] as const;
  return {
    ...kQueryDefaults,
    at: by ? [...position] : null,
    trailhead: from.trailhead ?? null,
    start: from.isOnFoot ? [...position] : null,
    drive_m: by === "way" ? drive.value.amount : null,
    drive_s: by === "time" ? driveTime.value.amount : null,
    hike_m: hikeBy.value === "way" ? hike.value.amount : null,
    hike_s: hikeBy.value === "time" ? hikeTime.value.amount : null,
    pace: pace.value,
    tolerance: tolerance.value,
    max_retrace: maxRetrace.value,
    max_ascent_m: maxAscent.value,
    about_ascent_m: aboutAscent.value,
    max_sac_scale: maxSacScale.value,
    ungraded: ungraded.value,
    avoid_roads: avoidRoads.value,
    via_ferratas: viaFerratas.value,
    bike_trails: bikeTrails.value,
    figure_of_eight: figureOfEight.value,
    direction: direction.value,
    appeal: appeal.value,
    avoid_edges: ways.value.filter(({ wish }) => wish === "avoid").map(({ id }) => id),
    require_edges: ways.value.filter(({ wish }) => wish === "require").map(({ id }) => id),
    max_bytes: maxBytes.value,
    ...nightFields(),
  };
});

/** What the query says of days and nights; without nights, nothing. */
function nightFields(): Partial<Query> {
  if (!hasNights.value) return {};
  return {
    nights: nights.value,
    day_m: nights.value === null ? dayLength.value : null,
    night_kinds: [...nightKinds.value],
    keep_nights: keptNights.value.map(({ id }) => id),
    avoid_nights: avoidedNights.value.map(({ id }) => id),
    longest_day_m: longestDay.value,
    longest_day_s: longestDayTime.value,
    short_first_day: shortFirstDay.value,
    short_last_day: shortLastDay.value,
    water_at_night: waterAtNight.value,
  };
}

/** Lets an answer load four times as much, so that it can consider more trailheads. */
export function considerMore() {
  maxBytes.value = Math.min(kMostBytes, Math.max(kLeastMoreBytes, maxBytes.value * 4));
}

/** Makes the place that the hike starts at a place to drive from. */
export function driveFromStart() {
  if (start.value) start.value = { lat: start.value.lat, lon: start.value.lon, label: start.value.label };
}

/** Makes the place to drive from the one that the hike starts at. */
export function walkFromStart() {
  if (start.value) start.value = { ...start.value, isOnFoot: true };
}

/** A link holds a position to a metre. The question is asked with the same, so that link, undo and redo ask it again. */
const asInLink = (degrees: number) => Number(degrees.toFixed(kPositionDigits));
