// What is done on the map: pointing at and choosing loops, reading trailheads, setting the start.
import { Popup, type Map as MapLibre, type MapMouseEvent } from "maplibre-gl";
import { distanceM } from "../geo/distance";
import { trailheadName } from "../format/words";
import { places } from "../state/data";
import { start, startProblem } from "../state/form";
import { hoveredKey, selectedKey } from "../state/selection";

const kReachPx = 6;

function nearestPlaceName(lat: number, lon: number): string {
  let best = "";
  let bestM = 8000;
  for (const place of places.value) {
    const d = distanceM(lat, lon, place.lat, place.lon);
    if (d < bestM) [best, bestM] = [place.name, d];
  }
  return best;
}

export function listenToMap(map: MapLibre): () => void {
  const popup = new Popup({ closeButton: false, closeOnClick: false, offset: 10, className: "tip" });
  const around = ({ point }: MapMouseEvent): [[number, number], [number, number]] => [
    [point.x - kReachPx, point.y - kReachPx],
    [point.x + kReachPx, point.y + kReachPx],
  ];
  const loopAt = (event: MapMouseEvent) =>
    map
      .queryRenderedFeatures(around(event), { layers: ["loops-touch"] })
      .sort((a, b) => Number(a.properties["rank"]) - Number(b.properties["rank"]))[0]?.properties["key"] as
      string | undefined;

  const onMove = (event: MapMouseEvent) => {
    hoveredKey.value = loopAt(event) ?? null;
    const head = map.queryRenderedFeatures(around(event), { layers: ["trailheads"] })[0];
    map.getCanvas().style.cursor = hoveredKey.value ? "pointer" : "";
    if (head?.geometry.type === "Point") {
      const [lon = 0, lat = 0] = head.geometry.coordinates;
      const { name, kind } = head.properties as { name: string; kind: string };
      popup.setLngLat([lon, lat]).setText(trailheadName({ name, kind, lat, lon }, places.value)).addTo(map);
    } else {
      popup.remove();
    }
  };
  const onOut = () => {
    hoveredKey.value = null;
    popup.remove();
  };
  const onClick = (event: MapMouseEvent) => {
    const key = loopAt(event);
    if (key) {
      selectedKey.value = key;
      return;
    }
    const { lat, lng: lon } = event.lngLat.wrap();
    const near = nearestPlaceName(lat, lon);
    startProblem.value = null;
    start.value = { lat, lon, label: near ? `Point near ${near}` : "Point on the map" };
  };
  const heard = [map.on("mousemove", onMove), map.on("mouseout", onOut), map.on("click", onClick)];
  return () => {
    heard.forEach((subscription) => subscription.unsubscribe());
    popup.remove();
  };
}
