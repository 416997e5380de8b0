// Places a start can be named by: towns from the gazetteer, smaller ones from the index tiles, and trailheads, where a
// hike starts without a drive.
import { trailheadKind } from "../format/words";
import type { TrailheadPoint } from "../worker/protocol";

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
