// A place that a start can be named by.
import type { PlaceKind } from "../plan/types";

export interface Place {
  id: string;
  name: string;
  /** Another name that it is found by; "" where there is none. */
  also: string;
  kind: string;
  lat: number;
  lon: number;
  population: number | null;
  isTrailhead?: true;
}

const kSizeRank: Record<PlaceKind, number> = {
  city: 0,
  town: 1,
  village: 2,
  suburb: 3,
  hamlet: 4,
  locality: 5,
  unknown: 6,
};

/** 0 for the largest kind of place. Kinds that are not known come last, as trailheads do. */
export const sizeRank = (kind: string) => kSizeRank[kind as PlaceKind] ?? kSizeRank.unknown;
