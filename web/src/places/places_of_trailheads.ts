// Trailheads as places: a hike that starts at one needs no drive.
import { trailheadKind } from "../format/words";
import type { TrailheadPoint } from "../worker/protocol";
import type { Place } from "./place";

/** Those that have a name to be found by. */
export const placesOfTrailheads = (trailheads: readonly TrailheadPoint[]): Place[] =>
  trailheads
    .filter(({ name }) => name)
    .map(({ id, name, kind, lat, lon }) => ({
      id,
      name,
      also: "",
      kind: trailheadKind(kind).toLowerCase(),
      lat,
      lon,
      population: null,
      isTrailhead: true,
    }));
