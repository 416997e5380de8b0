// The page's state as GeoJSON, for the sources of the map.
import type { FeatureCollection, Feature } from "geojson";
import { sizeRank, type Place } from "../places/place";
import { metresAlong } from "../geo/profile";
import type { PoiKind } from "../plan/generated";
import { dayColour, dayFigures, nightName } from "../format/days";
import type { Unit } from "../format/units";
import type { Details, Loop, NightKind, Plan, Position } from "../plan/types";
import type { NumberedLoop } from "../state/selection";
import type { Meta, Reach, TrailheadPoint } from "../worker/protocol";
import type { IconKind } from "./icons";

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

export function extentGeoJson(meta: Meta | null): FeatureCollection {
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

export const reachGeoJson = (reach: Reach | null): FeatureCollection => reach?.roads ?? collection([]);

/** `order`: the map leaves out the labels of places with a greater one first. */
export function placesGeoJson(places: readonly Place[]): FeatureCollection {
  return collection(
    places.map(({ name, kind, lat, lon, population }) => ({
      type: "Feature",
      properties: { name, kind, order: sizeRank(kind) * 1e8 - (population ?? 0) },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  );
}

export function trailheadsGeoJson(trailheads: readonly TrailheadPoint[]): FeatureCollection {
  return collection(
    trailheads.map(({ id, name, kind, lat, lon }) => ({
      type: "Feature",
      properties: { id, name, kind },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  );
}

/** A state for each trailhead: 0 out of reach, or no query yet; 1 in reach, without a loop so far; 2 with a loop. */
export function trailheadStates(
  trailheads: readonly TrailheadPoint[],
  inReach: ReadonlySet<string>,
  plan: Plan | null,
): number[] {
  const found = new Map(plan?.trailheads.map(({ id, best_score }) => [id, best_score === null ? 1 : 2]));
  return trailheads.map(({ id }) => (inReach.has(id) ? (found.get(id) ?? 1) : 0));
}

/** A line for each loop, in the direction in which it is walked: `walked` is the loop `chosen` in its direction. */
export function loopsGeoJson(
  loops: readonly Pick<NumberedLoop, "key" | "rank" | "loop">[],
  chosen: string | null,
  walked: Loop | null,
): FeatureCollection {
  const lines = loops.map((entry) => (walked && entry.key === chosen ? { ...entry, loop: walked } : entry));
  return collection(
    lines.map(({ key, rank, loop }) => ({
      type: "Feature",
      properties: { key, rank },
      geometry: { type: "LineString", coordinates: loop.geometry.map(([lon, lat]) => [lon, lat]) },
    })),
  );
}

/** The icon of a place along a loop. */
const kIconOf: Partial<Record<PoiKind, IconKind>> = {
  alpine_hut: "hut",
  wilderness_hut: "bothy",
  shelter: "shelter",
  camp_site: "camp",
  camp_pitch: "camp",
  drinking_water: "water",
  water_point: "water",
  fountain: "water",
  well: "water",
  spring: "spring",
};

/** Places to sleep and water along the chosen loop, but for its nights, which are drawn by themselves; `at_m`: where along it. */
export function alongGeoJson(details: Details | null): FeatureCollection {
  const loop = details?.plan.loops[0];
  if (!details || !loop) return collection([]);
  const at = metresAlong(loop.geometry, loop.length_m);
  const nights = new Set(loop.stages.map(({ night }) => night?.id));
  return collection(
    details.along.flatMap(({ id, kind, name, lat, lon, vertex }) => {
      const icon = kIconOf[kind];
      const properties = { id, icon, ...(name !== null && { name }), at_m: at[vertex] ?? 0 };
      return icon && !nights.has(id)
        ? [{ type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } }]
        : [];
    }),
  );
}

/** The icon of a night. One under the open sky has that of a camp. */
const kIconOfNight: Record<NightKind, IconKind> = {
  hut: "hut",
  bothy: "bothy",
  shelter: "shelter",
  camp: "camp",
  wild: "camp",
};

/** The days of a loop, each a line with its figures, and the places where they end. */
export function daysGeoJson(loop: Loop | null, unit: Unit): FeatureCollection {
  let from = 0;
  const features = (loop?.stages ?? []).flatMap((stage, index): Feature[] => {
    const to = stage.night?.vertex ?? loop!.geometry.length - 1;
    const coordinates = loop!.geometry.slice(from, to + 1).map(([lon, lat]) => [lon, lat]);
    from = to;
    if (coordinates.length < 2) return [];
    const pointOf = (coordinates: number[], properties: object): Feature => ({
      type: "Feature",
      properties,
      geometry: { type: "Point", coordinates },
    });
    const middle = coordinates[coordinates.length >> 1]!;
    const day: Feature[] = [
      { type: "Feature", properties: { colour: dayColour(index) }, geometry: { type: "LineString", coordinates } },
      pointOf(middle, { figures: dayFigures(stage, loop!, index, unit) }),
    ];
    if (!stage.night) return day;
    const { kind, lon, lat } = stage.night;
    const night = { icon: kIconOfNight[kind], name: nightName(stage.night) };
    return [...day, pointOf([lon, lat], night)];
  });
  return collection(features);
}

export function lineGeoJson(line: readonly Position[] | null): FeatureCollection {
  if (!line || line.length < 2) return collection([]);
  const coordinates = line.map(([lon, lat]) => [lon, lat]);
  return collection([{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } }]);
}
