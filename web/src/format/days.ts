// The days of a loop with nights, in plain words.
import type { Loop, Night, NightKind, NightWater, Stage } from "../plan/types";
import { clock, length, type Unit } from "./units";
import { climbText } from "./words";

/** What the planner adds is named here. */
const kKindNames: Record<NightKind, string> = {
  hut: "hut with a keeper",
  bothy: "hut without a keeper",
  shelter: "simple shelter",
  camp: "camp site",
  wild: "under the open sky; it is no permission",
};
export const nightKindName = (kind: NightKind) => {
  const name = kKindNames[kind];
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

const kWaterTexts: Record<NightWater, string> = {
  tap: "water there",
  natural: "stream or lake there: treat its water",
};

/** A place that is nearer than this is on the way. */
const kOnTheWayM = 20;

/** "3 days, 2 nights". */
export const daysText = ({ stages }: Pick<Loop, "stages">): string =>
  `${stages.length} days, ${stages.length - 1} ${stages.length === 2 ? "night" : "nights"}`;

/** "14.2 km, climb 850 m, 5 h 10 min walking". */
export function dayText(stage: Stage, { climb_unknown_m }: Pick<Loop, "climb_unknown_m">, unit: Unit): string {
  const climb = climbText({ ascent_m: stage.ascent_m, climb_unknown_m }, unit);
  const atLeast = climb_unknown_m > 0 ? "at least " : "";
  return `${length(stage.length_m, unit)}, climb ${climb}, ${atLeast}${clock(stage.time_s)} walking`;
}

/** The name of the place, or what it is. */
export const nightName = ({ name, kind }: Pick<Night, "name" | "kind">): string => name ?? nightKindName(kind);

/** What is known of it: "hut with a keeper, 120 m off the loop". Without the name. */
export function nightText({ name, kind, detour_m, unverified }: Night, unit: Unit): string {
  return [
    name === null ? "" : kKindNames[kind],
    unverified ? "basic, unverified" : "",
    detour_m > kOnTheWayM ? `${length(detour_m, unit)} off the loop` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Water at the night that ends the day, or before it. REQUIRES a day with a night. */
export function waterText({ night, last_water_m }: Stage, unit: Unit): string {
  if (night?.water) return kWaterTexts[night.water];
  if (last_water_m === null) return "no water known on this day";
  return `no water known there, the last ${length(last_water_m, unit)} before`;
}

/** Whether nobody knows of water at the night. */
export const isDry = ({ night }: Stage) => night !== null && night.water === null;
