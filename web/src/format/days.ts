// The days of a loop with nights, in plain words.
import { kWaterKinds } from "../plan/generated";
import type { Along, Loop, Night, NightKind, NightWater, Stage, WayOut } from "../plan/types";
import { kOnTheWayM } from "./along";
import { clock, length, minutes, type Unit } from "./units";
import { atLeast, climbText } from "./words";

/** What the planner adds is named here. */
const kKindNames: Record<NightKind, string> = {
  hut: "hut with a keeper",
  bothy: "hut without a keeper",
  shelter: "simple shelter",
  camp: "camp site",
  wild: "under the open sky",
};
export const nightKindName = (kind: NightKind) => {
  const name = kKindNames[kind];
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

const kWaterTexts: Record<NightWater, string> = {
  tap: "water there",
  natural: "stream or lake there: treat its water",
  spring: "spring or well there, not known to be drinkable: treat its water",
  seasonal: "only water there that may be dry",
  keeper: "water not on the map: ask the keeper",
};

/** "3 days, 2 nights". */
export const daysText = ({ stages }: Pick<Loop, "stages">): string =>
  `${stages.length} days, ${stages.length - 1} ${stages.length === 2 ? "night" : "nights"}`;

/** "14.2 km, climb 850 m, 5 h 10 min walking". */
export function dayText(stage: Stage, { climb_unknown_m }: Pick<Loop, "climb_unknown_m">, unit: Unit): string {
  const climb = climbText({ ascent_m: stage.ascent_m, climb_unknown_m }, unit);
  const time = `${atLeast({ climb_unknown_m })}${clock(stage.time_s)}`;
  return `${length(stage.length_m, unit)}, climb ${climb}, ${time} walking`;
}

/** "Day 1: 14.2 km, ↗ 850 m", for the map; "↗ ≥ 850 m" where some of the loop's climb is unknown. */
export function dayFigures(
  { length_m, ascent_m }: Stage,
  { climb_unknown_m }: Pick<Loop, "climb_unknown_m">,
  index: number,
  unit: Unit,
): string {
  const climb = ascent_m === null ? "" : `, ↗ ${climbText({ ascent_m, climb_unknown_m }, unit)}`;
  return `Day ${index + 1}: ${length(length_m, unit)}${climb}`;
}

/** The name of the place, or what it is. */
export const nightName = ({ name, kind }: Pick<Night, "name" | "kind">): string => name ?? nightKindName(kind);

/** What is known of it: "hut with a keeper, 120 m off the loop". Without the name. */
export function nightText({ name, kind, detour_m, unverified }: Night, unit: Unit): string {
  return [
    name === null ? "" : kKindNames[kind],
    kind === "wild" ? "no permission" : "",
    unverified ? "basic, unverified" : "",
    detour_m > kOnTheWayM ? `${length(detour_m, unit)} off the loop` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Water at the night that ends the day, or before it. REQUIRES a day with a night. */
export function waterText({ night, last_water_m }: Stage, unit: Unit): string {
  if (night?.water && !isDryWater(night.water)) return kWaterTexts[night.water];
  const there = night?.water ? kWaterTexts[night.water] : "no water known there";
  if (last_water_m === null) return night?.water ? `${there}, none known on this day` : "no water known on this day";
  return `${there}, the last ${length(last_water_m, unit)} before`;
}

const isDryWater = (water: NightWater | null) => water === null || water === "seasonal";

/** Whether nobody knows of water at the night, or only of such as may be dry. */
export const isDry = ({ night }: Stage) => night !== null && isDryWater(night.water);

/** Days have so many colours, in turn. */
export const kDayColours = 3;
export const dayColour = (index: number) => (index % kDayColours) + 1;

/** A stretch without known water that is longer than this is worth a warning. */
const kLongDryM = 8_000;
/** Water that lies farther off the way is not counted on. */
const kNearWaterM = 100;

/** Water that may be dry, or that is not to be drunk, counts for nothing: the planner's own rule (core/graph/poi.hpp). */
const isReliableWater = ({ kind, potable, intermittent }: Along) =>
  kWaterKinds.includes(kind) && potable !== false && !intermittent;

export interface DryStretch {
  from_m: number;
  length_m: number;
}

/** The long stretches of a loop without known water, in walking order. `at`: metres along for each vertex. */
export function dryStretches(loop: Pick<Loop, "length_m" | "stages">, along: readonly Along[], at: readonly number[]) {
  const water = along
    .filter((place) => isReliableWater(place) && place.detour_m <= kNearWaterM)
    .map(({ vertex }) => at[vertex] ?? 0);
  const nights = loop.stages.filter(({ night }) => night && !isDryWater(night.water)).map(({ to_m }) => to_m);
  const known = [0, ...[...water, ...nights].sort((a, b) => a - b), loop.length_m];
  return known
    .slice(1)
    .map((to_m, index): DryStretch => ({ from_m: known[index]!, length_m: to_m - known[index]! }))
    .filter(({ length_m }) => length_m > kLongDryM);
}

export const dryText = ({ from_m, length_m }: DryStretch, unit: Unit) =>
  `From ${length(from_m, unit)} on, ${length(length_m, unit)} without known water`;

/** The next place of these kinds to sleep at along the loop before a night, or after it; null where there is none. */
export function otherSpot(
  { stages }: Pick<Loop, "stages">,
  night: Night,
  along: readonly Along[],
  side: "nearer" | "farther",
  kinds: readonly NightKind[],
): (Along & { night: NightKind }) | null {
  const taken = new Set(stages.map((stage) => stage.night?.id));
  const sign = side === "nearer" ? -1 : 1;
  const spots = along
    .filter(
      (spot): spot is Along & { night: NightKind } =>
        spot.night !== null &&
        kinds.includes(spot.night) &&
        !taken.has(spot.id) &&
        sign * (spot.vertex - night.vertex) > 0,
    )
    .sort((a, b) => sign * (a.vertex - b.vertex));
  return spots[0] ?? null;
}

/** "To a road 1.2 km, 20 min, leaving at 3.4 km". */
export function wayOutText({ to, name, from_m, m, s }: WayOut, unit: Unit): string {
  const where = to === "road" ? "a road" : (name ?? "a village");
  return `To ${where}: ${length(m, unit)}, ${minutes(s)}, leaving the loop at ${length(from_m, unit)}`;
}
