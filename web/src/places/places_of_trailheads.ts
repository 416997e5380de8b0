// Trailheads as places that a hike can start at, without a drive.
import { trailheadKind } from "../format/words";
import type { TrailheadPoint } from "../worker/protocol";
import type { Place } from "./place";

/** The trailheads that have a name. */
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
