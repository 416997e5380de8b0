// What the page knows, as GeoJSON for the map's sources.
import type { FeatureCollection, Feature } from "geojson";
import { placeRank, type Place } from "../places/place";
import type { GpxWalk } from "../geo/read_gpx";
import type { Loop, Plan, Position } from "../plan/types";
import type { NumberedLoop } from "../state/selection";
import type { Meta, Reach, TrailheadPoint } from "../worker/protocol";

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

export function extentOf(meta: Meta | null): FeatureCollection {
  if (!meta) return collection([]);
  const [west, south, east, north] = meta.extent;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return collection([{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } }]);
}

export const reachOf = (reach: Reach | null): FeatureCollection => reach?.roads ?? collection([]);

export function placesOf(places: readonly Place[]): FeatureCollection {
  return collection(
    places.map(({ name, kind, lat, lon, population }) => ({
      type: "Feature",
      properties: { name, kind, order: placeRank({ kind }) * 1e8 - (population ?? 0) },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  );
}

export function trailheadsOf(trailheads: readonly TrailheadPoint[]): FeatureCollection {
  return collection(
    trailheads.map(({ id, name, kind, lat, lon }) => ({
      type: "Feature",
      properties: { id, name, kind },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  );
}

/** Of each trailhead: 0 out of reach or not asked for, 1 in reach without a loop (yet), 2 with one. */
export function trailheadStates(
  trailheads: readonly TrailheadPoint[],
  inReach: ReadonlySet<string>,
  plan: Plan | null,
): number[] {
  const found = new Map(plan?.trailheads.map(({ id, best_score }) => [id, best_score === null ? 1 : 2]));
  return trailheads.map(({ id }) => (inReach.has(id) ? (found.get(id) ?? 1) : 0));
}

/** Each along its line as it is walked: `shown` takes the place of the chosen loop's own line. */
export function loopsOf(loops: readonly NumberedLoop[], chosen: string | null, shown: Loop | null): FeatureCollection {
  const lines = loops.map((entry) => (shown && entry.key === chosen ? { ...entry, loop: shown } : entry));
  return collection(
    lines.map(({ key, rank, loop }) => ({
      type: "Feature",
      properties: { key, rank },
      geometry: { type: "LineString", coordinates: loop.geometry.map(([lon, lat]) => [lon, lat]) },
    })),
  );
}

export function overlaysOf(walks: readonly GpxWalk[]): FeatureCollection {
  return collection(
    walks.flatMap(({ lines }) =>
      lines.map((line) => ({
        type: "Feature" as const,
        properties: {},
        geometry: { type: "LineString" as const, coordinates: line.map(([lon, lat]) => [lon, lat]) },
      })),
    ),
  );
}

export function lineOf(line: readonly Position[] | null): FeatureCollection {
  if (!line || line.length < 2) return collection([]);
  const coordinates = line.map(([lon, lat]) => [lon, lat]);
  return collection([{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } }]);
}

export function boundsOf(coordinates: readonly (readonly number[])[]): [number, number, number, number] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon = 0, lat = 0] of coordinates) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return [west, south, east, north];
}
