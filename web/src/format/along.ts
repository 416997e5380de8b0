// Places to sleep and water along a loop, in plain words.
import { kNightKinds } from "../plan/generated";
import type { Along } from "../plan/types";
import { length, type Unit } from "./units";

/** Nearer than this a place is on the way. */
const kOnTheWayM = 20;

export const isNight = ({ kind }: Along) => kNightKinds.includes(kind);

/** What is known of it, where it is come by and how far off it lies: "2.1 km: spring, may be dry, 60 m off the way". */
export function alongText(place: Along, at_m: number, unit: Unit): string {
  const kind = place.kind.replaceAll("_", " ");
  const known = [
    place.name === null ? kind : `${place.name} (${kind})`,
    isNight(place) ? "" : drinkable(place),
    place.intermittent ? "may be dry" : "",
    place.detour_m > kOnTheWayM ? `${length(place.detour_m, unit)} off the way` : "",
  ];
  return `${length(at_m, unit)}: ${known.filter(Boolean).join(", ")}`;
}

function drinkable({ kind, potable }: Along): string {
  if (potable === false) return "not to be drunk";
  return potable === null && kind !== "drinking_water" ? "not known to be drinkable" : "";
}
