// What is done on the map: pointing at and choosing loops, reading trailheads, setting the start.
import { Popup, type Map as MapLibre, type MapMouseEvent } from "maplibre-gl";
import { distanceM } from "../geo/distance";
import { trailheadName } from "../format/words";
import { places, trailheads } from "../state/data";
import { start, startProblem } from "../state/form";
import { hoveredKey, selectedKey } from "../state/selection";
import type { MapWay } from "../plan/types";
import { openWayMenu } from "./way_menu";
import { kWayLayers } from "./style";

type Box = [[number, number], [number, number]];

const kReachPx = 6;
/** Farther out a click cannot mean one way or trailhead among many. */
const kMenuZoom = 11;
/** What belongs to a place that is to be avoided. */
const kPlaceM = 200;

function nearestPlaceName(lat: number, lon: number): string {
  let best = "";
  let bestM = 8000;
  for (const place of places.value) {
    const d = distanceM(lat, lon, place.lat, place.lon);
    if (d < bestM) [best, bestM] = [place.name, d];
  }
  return best;
}

/** The ways drawn there, each once. */
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

export function listenToMap(map: MapLibre): () => void {
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 10, className: "tip" });
  const around = ({ point }: MapMouseEvent): Box => [
    [point.x - kReachPx, point.y - kReachPx],
    [point.x + kReachPx, point.y + kReachPx],
  ];
  const loopAt = (event: MapMouseEvent) =>
    map
      .queryRenderedFeatures(around(event), { layers: ["loops-touch"] })
      .sort((a, b) => Number(a.properties["rank"]) - Number(b.properties["rank"]))[0]?.properties["key"] as
      string | undefined;

  const isNear = () => map.getZoom() >= kMenuZoom;
  const trailheadAt = (event: MapMouseEvent) => {
    const head = map.queryRenderedFeatures(around(event), { layers: ["trailheads"] })[0];
    return head && trailheads.value.find(({ id }) => id === head.properties["id"]);
  };

  const onMove = (event: MapMouseEvent) => {
    hoveredKey.value = loopAt(event) ?? null;
    const head = trailheadAt(event);
    map.getCanvas().style.cursor = hoveredKey.value || (head && isNear()) ? "pointer" : "";
    if (head) {
      popup.setLngLat([head.lon, head.lat]).setText(trailheadName(head, places.value)).addTo(map);
    } else {
      popup.remove();
    }
  };
  const onOut = () => {
    hoveredKey.value = null;
    popup.remove();
  };
  const startAt = (lat: number, lon: number) => {
    const near = nearestPlaceName(lat, lon);
    startProblem.value = null;
    start.value = { lat, lon, label: near ? `Point near ${near}` : "Point on the map" };
  };
  const onClick = (event: MapMouseEvent) => {
    const key = loopAt(event);
    if (key && key !== selectedKey.value) {
      selectedKey.value = key;
      return;
    }
    const head = isNear() && trailheadAt(event);
    if (head) {
      startProblem.value = null;
      start.value = { lat: head.lat, lon: head.lon, label: trailheadName(head, places.value), trailhead: head.id };
      return;
    }
    const { lat, lng: lon } = event.lngLat.wrap();
    const clicked = isNear() ? waysAt(map, around(event)) : [];
    if (clicked.length === 0 && !key) startAt(lat, lon);
    else if (clicked[0]) openWayMenu(map, { lat, lon }, clicked[0], waysWithin(map, event, kPlaceM), startAt);
  };
  const heard = [map.on("mousemove", onMove), map.on("mouseout", onOut), map.on("click", onClick)];
  return () => {
    heard.forEach((subscription) => subscription.unsubscribe());
    popup.remove();
  };
}
