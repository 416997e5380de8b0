// Places to sleep and water along a loop, in plain words.
import type { Along } from "../plan/types";
import { length, type Unit } from "./units";

/** A place that is nearer than this is on the way. */
export const kOnTheWayM = 20;

export const isNightSpot = ({ night }: Along) => night !== null;

/** Where along the loop it is, what is known of it, and how far off the way it lies: "2.1 km: spring, may be dry, 60 m off
 * the way". */
export function alongText(place: Along, at_m: number, unit: Unit): string {
  const kind = place.kind.replaceAll("_", " ");
  const known = [
    place.name === null ? kind : `${place.name} (${kind})`,
    isNightSpot(place) ? "" : drinkable(place),
    place.unverified ? "basic, unverified" : "",
    place.intermittent ? "may be dry" : "",
    place.detour_m > kOnTheWayM ? `${length(place.detour_m, unit)} off the way` : "",
  ];
  return `${length(at_m, unit)}: ${known.filter(Boolean).join(", ")}`;
}

function drinkable({ kind, potable }: Along): string {
  if (potable === false) return "not drinkable";
  return potable === null && kind !== "drinking_water" ? "may not be drinkable" : "";
}
