// Keeps the map as the page's state says: data, colours, filters, markers, and what it looks at.
import { effect, untracked } from "@preact/signals";
import { GeoJSONSource, Marker, type Map as MapLibre, type ScaleControl } from "maplibre-gl";
import { boundsOf, type Bounds } from "../geo/bounds";
import { circle } from "../geo/distance";
import { compared } from "../state/compare";
import { meta, networkUrl, places, trailheads } from "../state/data";
import { details, walkedLoop } from "../state/details";
import { inReach, reach } from "../state/drive";
import { driveLine } from "../state/drive_line";
import { driveBy, driveLimit, start, unit, ways } from "../state/form";
import { overlays, overlaysGeoJson } from "../state/overlays";
import { hoveredKey, loops, pointed, pointedPart, selected, selectedKey } from "../state/selection";
import { plan } from "../state/session";
import type { GpxWalk } from "../worker/gpx_worker";
import {
  alongGeoJson,
  daysGeoJson,
  extentGeoJson,
  lineGeoJson,
  loopsGeoJson,
  placesGeoJson,
  reachGeoJson,
  trailheadsGeoJson,
  trailheadStates,
} from "./geojson";
import { kNoLoop, waysWith } from "./layers";
import { ReachedRoads } from "./reached_roads";

export const kFitPadding = 48;
export const kMaxFitZoom = 14;
/** To guess how far a drive of so many seconds goes. */
const kUsualMps = 40 / 3.6;
const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");

/** Ends what was begun. */
type End = () => void;

const setData = (map: MapLibre, source: string, data: Parameters<GeoJSONSource["setData"]>[0]) =>
  void map.getSource<GeoJSONSource>(source)?.setData(data);

const fit = (map: MapLibre, bounds: Bounds) =>
  map.fitBounds(bounds, {
    padding: kFitPadding,
    maxZoom: kMaxFitZoom,
    duration: prefersStill.matches ? 0 : 600,
  });

/** The deepest zoom at which the map's pictures of heights are still those of zoom 10: MapLibre rounds their zoom to the nearest. */
export const kCoarseZoom = 10.49;

/** Shows where a person starts, is, or walked by a file of theirs, by squares of zoom 10 and no smaller ones: the server learns
 * no more of the place than from a question. Deeper tiles are asked for once the person zooms. Where all data fit into a deeper
 * view, that view is shown: it is the same for every place. */
export function fitCoarsely(map: MapLibre, bounds: Bounds) {
  const whole = meta.peek()?.extent;
  const view = whole && map.cameraForBounds(whole, { padding: kFitPadding, maxZoom: kMaxFitZoom });
  if (whole && view && (view.zoom ?? 0) > kCoarseZoom && isWithin(bounds, whole)) return void fit(map, whole);
  // On a flight from a deep view, tiles as deep as that one would be asked for on the way.
  const isStill = prefersStill.matches || map.getZoom() > kCoarseZoom;
  map.fitBounds(bounds, { padding: kFitPadding, maxZoom: kCoarseZoom, duration: isStill ? 0 : 600 });
}

/** Whether the middle of a box lies in another one. */
function isWithin([west, south, east, north]: Bounds, [w, s, e, n]: Bounds): boolean {
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  return lon >= w && lon <= e && lat >= s && lat <= n;
}

/** What is in view before anything else is known: around the start of a link, or all data. */
export function firstView(): Bounds | null {
  const at = start.peek();
  return at ? aroundStart(at) : (meta.peek()?.extent ?? null);
}

const usualDriveM = () => driveLimit.value.amount * (driveBy.value === "time" ? kUsualMps : 1);

function aroundStart({ lat, lon }: { lat: number; lon: number }): Bounds {
  return boundsOf(circle(lat, lon, Math.max(4000, untracked(usualDriveM) * 0.8)));
}

function marker(className: string, anchor: "bottom" | "center" = "center"): Marker {
  const element = document.createElement("div");
  element.className = className;
  element.setAttribute("aria-hidden", "true");
  return new Marker({ element, anchor });
}

/** Follows the page until each of the functions it returns is called. */
export const followPage = (map: MapLibre, scale: ScaleControl): End[] => [
  effect(() => scale.setUnit(unit.value === "km" ? "metric" : "imperial")),
  ...followData(map),
  ...followTrailheads(map),
  ...followDrive(map),
  ...followStart(map),
  ...followLoops(map),
];

function followData(map: MapLibre): End[] {
  let shown: GpxWalk | undefined;
  /** The address of what is drawn. */
  let drawn: string | null = null;
  let extent = meta.peek()?.extent.join();
  return [
    effect(() => {
      setData(map, "extent", extentGeoJson(meta.value));
      const known = meta.value?.extent;
      // The map opens with all data in view; other data may lie elsewhere.
      if (known && known.join() !== extent && !start.peek()) fit(map, known);
      extent = known?.join();
    }),
    effect(() => void (networkUrl.value && setData(map, "network", networkUrl.value))),
    effect(() => setData(map, "places", placesGeoJson(places.value))),
    effect(() => {
      const before = drawn;
      drawn = overlays.value.length > 0 ? URL.createObjectURL(overlaysGeoJson.value) : null;
      setData(map, "overlays", drawn ?? lineGeoJson(null));
      // The map's worker may still read the one before.
      if (before) setTimeout(() => URL.revokeObjectURL(before), 60_000);
      const newest = overlays.value[overlays.value.length - 1];
      // A walk of one's own is nobody's business: the server learns no more of it than of a start.
      if (newest && newest !== shown) fitCoarsely(map, newest.bounds);
      shown = newest;
    }),
    effect(() => {
      const idsOf = (kind: string) => ways.value.filter(({ wish }) => wish === kind).map(({ id }) => id);
      map.setFilter("avoided", waysWith(idsOf("avoid")) as never);
      map.setFilter("required", waysWith(idsOf("require")) as never);
    }),
  ];
}

function followTrailheads(map: MapLibre): End[] {
  let states: number[] = [];
  return [
    effect(() => {
      map.removeFeatureState({ source: "trailheads" });
      states = [];
      setData(map, "trailheads", trailheadsGeoJson(trailheads.value));
    }),
    effect(() => {
      const before = states;
      states = trailheadStates(trailheads.value, inReach.value, plan.value);
      states.forEach((state, id) => {
        if (state !== (before[id] ?? 0)) map.setFeatureState({ source: "trailheads", id }, { state });
      });
    }),
  ];
}

function followDrive(map: MapLibre): End[] {
  const roads = new ReachedRoads(map);
  return [
    effect(() => {
      roads.set(reachGeoJson(reach.value), driveBy.value);
      untracked(() => roads.showUpTo(driveLimit.value.amount));
    }),
    effect(() => roads.showUpTo(driveLimit.value.amount)),
    effect(() => setData(map, "drive", lineGeoJson(driveLine.value))),
  ];
}

function followStart(map: MapLibre): End[] {
  const startMarker = marker("start-marker", "bottom");
  return [
    () => void startMarker.remove(),
    effect(() => {
      const at = start.value;
      if (!at) return void startMarker.remove();
      startMarker.setLngLat([at.lon, at.lat]).addTo(map);
      // A start that is in view, such as one chosen on the map itself, leaves the view as it is.
      if (map.getBounds().contains([at.lon, at.lat]) && map.getZoom() > 9) return;
      fitCoarsely(map, aroundStart(at));
    }),
  ];
}

function followLoops(map: MapLibre): End[] {
  const pointMarker = marker("point-marker");
  const trailheadMarker = marker("trailhead-marker");
  return [
    () => [pointMarker, trailheadMarker].forEach((one) => one.remove()),
    effect(() => setData(map, "loops", loopsGeoJson(loops.value, selectedKey.value, walkedLoop.value))),
    effect(() => setData(map, "days", daysGeoJson(walkedLoop.value, unit.value))),
    effect(() => setData(map, "part", lineGeoJson(pointedPart.value))),
    effect(() => setData(map, "along", alongGeoJson(details.value))),
    effect(() => {
      const key = selectedKey.value;
      const filter = (key ? ["==", ["get", "key"], key] : kNoLoop) as never;
      for (const layer of ["selected-casing", "selected-line", "selected-arrows", "selected-clear"])
        map.setFilter(layer, filter);
      map.setPaintProperty("loops", "line-opacity", key ? 0.35 : 1);
      map.setPaintProperty("loops-casing", "line-opacity", key ? 0.2 : 0.8);
      const entry = selected.peek();
      if (!entry) return void trailheadMarker.remove();
      const [lon, lat] = entry.loop.geometry[0]!;
      trailheadMarker.setLngLat([lon, lat]).addTo(map);
      const bounds = boundsOf(entry.loop.geometry);
      const view = map.getBounds();
      const isInView = view.contains([bounds[0], bounds[1]]) && view.contains([bounds[2], bounds[3]]);
      if (!isInView || map.getZoom() < 11) fit(map, bounds);
    }),
    effect(() => {
      const keys = [hoveredKey.value, ...compared.value.map(({ key }) => key)];
      const highlighted = keys.filter((key) => key !== null && key !== selectedKey.value);
      const filter = ["in", ["get", "key"], ["literal", highlighted]] as never;
      for (const layer of ["hovered-casing", "hovered-line"]) map.setFilter(layer, filter);
    }),
    effect(() => {
      if (pointed.value) pointMarker.setLngLat([pointed.value.lon, pointed.value.lat]).addTo(map);
      else pointMarker.remove();
    }),
  ];
}
