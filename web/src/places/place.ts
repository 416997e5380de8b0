// A place a start can be named by.

import type { PlaceKind } from "../plan/types";

/** Larger kinds come first in a list of places found, and have room on the map first. */
const kRank: Record<PlaceKind, number> = {
  city: 0,
  town: 1,
  village: 2,
  suburb: 3,
  hamlet: 4,
  locality: 5,
  unknown: 6,
};

/** Trailheads, which are places too, come last. */
export const placeRank = ({ kind }: { kind: string }) => kRank[kind as PlaceKind] ?? kRank.unknown;

export interface Place {
  id: string;
  name: string;
  /** Another name it is searched by; "" where there is none. */
  also: string;
  kind: string;
  lat: number;
  lon: number;
  population: number | null;
  isTrailhead?: true;
}
