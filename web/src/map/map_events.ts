// What pointer and clicks do on the map: point at a loop or choose it, name a trailhead, set the start, open the menu of a way.
import { Popup, type Map as MapLibre, type MapMouseEvent } from "maplibre-gl";
import { distanceM } from "../geo/distance";
import { trailheadName } from "../format/words";
import type { MapWay } from "../plan/types";
import { places, trailheads } from "../state/data";
import { start, startProblem } from "../state/form";
import { hoveredKey, pointed, pointedPlace, selectedKey } from "../state/selection";
import { offerOtherStart, openWayMenu } from "./way_menu";
import { kWayLayers } from "./layers";

type Box = [[number, number], [number, number]];

/** A click hits what is drawn so near to it. */
const kHitPx = 6;
/** At smaller zooms, ways and trailheads are too close together to click on one. */
const kMenuZoom = 11;
/** "Avoid this place" avoids the ways within so many metres. */
const kPlaceRadiusM = 200;

function nearestPlaceName(lat: number, lon: number): string {
  let best = "";
  let bestM = 8000;
  for (const place of places.value) {
    const d = distanceM(lat, lon, place.lat, place.lon);
    if (d < bestM) [best, bestM] = [place.name, d];
  }
  return best;
}

/** The ways that are drawn in a box, each once. */
function waysAt(map: MapLibre, box: Box): MapWay[] {
  const ways = new Map<number, MapWay>();
  for (const { properties } of map.queryRenderedFeatures(box, { layers: kWayLayers }))
    ways.set(properties["id"], properties as MapWay);
  return [...ways.values()];
}

function waysWithin(map: MapLibre, { point, lngLat }: MapMouseEvent, radiusM: number): MapWay[] {
  const metresPerPixel =
    distanceM(lngLat.lat, lngLat.lng, lngLat.lat, map.unproject([point.x + 100, point.y]).lng) / 100;
  const reach = radiusM / metresPerPixel;
  return waysAt(map, [
    [point.x - reach, point.y - reach],
    [point.x + reach, point.y + reach],
  ]);
}

/** Returns how to stop it. */
export function handleMapEvents(map: MapLibre): () => void {
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 10, className: "tip" });
  const around = ({ point }: MapMouseEvent): Box => [
    [point.x - kHitPx, point.y - kHitPx],
    [point.x + kHitPx, point.y + kHitPx],
  ];
  const loopAt = (event: MapMouseEvent) =>
    map
      .queryRenderedFeatures(around(event), { layers: ["loops-hit-area"] })
      .sort((a, b) => Number(a.properties["rank"]) - Number(b.properties["rank"]))[0]?.properties["key"] as
      string | undefined;

  const isNear = () => map.getZoom() >= kMenuZoom;
  const trailheadAt = (event: MapMouseEvent) => {
    const feature = map.queryRenderedFeatures(around(event), { layers: ["trailheads"] })[0];
    return feature && trailheads.value.find(({ id }) => id === feature.properties["id"]);
  };

  /** Points at the hut, camp or water of the chosen loop that is there, in its list and profile. Whether there is one. */
  const pointAtPlace = (event: MapMouseEvent): boolean => {
    const feature = map.queryRenderedFeatures(around(event), { layers: ["along"] })[0];
    if (!feature && pointedPlace.value === null) return false;
    pointedPlace.value = feature ? (feature.properties["id"] as string) : null;
    const { lng: lon, lat } = event.lngLat.wrap();
    pointed.value = feature ? { lon, lat, at_m: feature.properties["at_m"] as number } : null;
    return feature !== undefined;
  };

  const onMove = (event: MapMouseEvent) => {
    hoveredKey.value = loopAt(event) ?? null;
    const isAtPlace = pointAtPlace(event);
    const trailhead = trailheadAt(event);
    map.getCanvas().style.cursor = hoveredKey.value || isAtPlace || (trailhead && isNear()) ? "pointer" : "";
    if (trailhead) {
      popup.setLngLat([trailhead.lon, trailhead.lat]).setText(trailheadName(trailhead, places.value)).addTo(map);
    } else {
      popup.remove();
    }
  };
  const onOut = () => {
    hoveredKey.value = null;
    if (pointedPlace.value !== null) pointed.value = null;
    pointedPlace.value = null;
    popup.remove();
  };
  const startAt = (lat: number, lon: number, isOnFoot: boolean) => {
    const near = nearestPlaceName(lat, lon);
    startProblem.value = null;
    const label = near ? `Point near ${near}` : "Point on the map";
    start.value = { lat, lon, label, ...(isOnFoot && { isOnFoot }) };
  };
  const onClick = (event: MapMouseEvent) => {
    const key = loopAt(event);
    if (key && key !== selectedKey.value) {
      selectedKey.value = key;
      return;
    }
    if (pointAtPlace(event)) {
      const id = CSS.escape(pointedPlace.value!);
      document.querySelector(`[data-place="${id}"]`)?.scrollIntoView({ block: "nearest" });
      return;
    }
    const trailhead = isNear() && trailheadAt(event);
    if (trailhead) {
      const { id, lat, lon } = trailhead;
      startProblem.value = null;
      start.value = { lat, lon, label: trailheadName(trailhead, places.value), trailhead: id };
      return;
    }
    const { lat, lng: lon } = event.lngLat.wrap();
    const clicked = isNear() ? waysAt(map, around(event)) : [];
    if (clicked.length === 0 && !key) {
      // Whoever walks from one place walks from the next one; the menu offers the other way.
      const isOnFoot = start.value?.isOnFoot ?? false;
      startAt(lat, lon, isOnFoot);
      offerOtherStart(map, { lat, lon }, isOnFoot);
      return;
    }
    if (clicked[0]) openWayMenu(map, { lat, lon }, clicked[0], waysWithin(map, event, kPlaceRadiusM), startAt);
  };
  const subscriptions = [map.on("mousemove", onMove), map.on("mouseout", onOut), map.on("click", onClick)];
  return () => {
    subscriptions.forEach((subscription) => subscription.unsubscribe());
    popup.remove();
  };
}
