// The map: follows the page's state and tells it what is clicked and pointed at.
import { effect, untracked } from "@preact/signals";
import { GeoJSONSource, Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { circle } from "../geo/distance";
import { meta, networkUrl, places, trailheads } from "../state/data";
import { compared } from "../state/compare";
import { walked } from "../state/details";
import { inReach, reach } from "../state/drive";
import { driveLine } from "../state/drive_line";
import { driveBy, driveLimit, start, unit, ways } from "../state/form";
import { overlays } from "../state/overlays";
import { mapPicture } from "../state/printing";
import { hoveredKey, loops, pointed, pointedPart, selected, selectedKey } from "../state/selection";
import { plan } from "../state/session";
import {
  boundsOf,
  extentOf,
  loopsOf,
  overlaysOf,
  lineOf,
  placesOf,
  reachOf,
  trailheadsOf,
  trailheadStates,
} from "./features";
import { listenToMap } from "./gestures";
import { readPalette } from "./palette";
import { ReachedRoads } from "./reached_roads";
import { kNoLoop, layersOf, styleOf, waysWith } from "./style";

setWorkerUrl(workerUrl);

const kFitPadding = 48;
const kUsualMps = 40 / 3.6;
const usualDriveM = () => driveLimit.value.amount * (driveBy.value === "time" ? kUsualMps : 1);
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const prefersContrast = matchMedia("(prefers-contrast: more)");
const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");

function webGlProblem(): Error | null {
  const canvas = document.createElement("canvas");
  if (canvas.getContext("webgl2")) return null;
  const error = new Error("This browser or device offers no WebGL, which the map needs.");
  error.name = "NoWebGl";
  return error;
}

/** A triangle that takes any colour, pointing the way a line runs. */
function arrowImage(): ImageData {
  const size = 24;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d")!;
  context.beginPath();
  context.moveTo(7, 4);
  context.lineTo(19, 12);
  context.lineTo(7, 20);
  context.closePath();
  context.fill();
  return context.getImageData(0, 0, size, size);
}

function markerElement(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.setAttribute("aria-hidden", "true");
  return element;
}

/** Shows the map in a frame. Throws an error named NoWebGl where that cannot be. Returns how to end it. */
export function showMap(frame: HTMLElement): () => void {
  const problem = webGlProblem();
  if (problem) throw problem;
  const map = new MapLibre({
    container: frame,
    style: styleOf(readPalette()),
    attributionControl: false,
    maplibreLogo: false,
    maxPitch: 0,
    dragRotate: false,
    touchPitch: false,
    minZoom: 3,
    maxZoom: 18,
    locale: { "Map.Title": "Map. Arrow keys move it, plus and minus zoom." },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  const scale = new ScaleControl({ maxWidth: 110 });
  map.addControl(scale, "bottom-left");
  if (import.meta.env.DEV) Object.assign(window, { map });

  let stop = () => {};
  map.on("load", () => {
    map.addImage("arrow", arrowImage(), { sdf: true });
    const ends = [...follow(map, scale), listenToMap(map)];
    mapPicture.value = () => picture(map);
    stop = () => {
      mapPicture.value = null;
      ends.forEach((end) => end());
    };
    frame.dataset.ready = "true";
  });
  return () => {
    stop();
    map.remove();
  };
}

/** The map with the chosen loop whole, as it is when all of it is drawn. */
function picture(map: MapLibre): Promise<string> {
  const loop = walked.value;
  if (loop) map.fitBounds(boundsOf(loop.geometry as unknown as number[][]), { padding: kFitPadding, duration: 0 });
  return new Promise((resolve) => {
    map.once("idle", () => {
      // A canvas that is not drawing now has no pixels to give.
      map.once("render", () => resolve(map.getCanvas().toDataURL("image/png")));
      map.triggerRepaint();
    });
    map.triggerRepaint();
  });
}

function follow(map: MapLibre, scale: ScaleControl): (() => void)[] {
  const set = (source: string, data: Parameters<GeoJSONSource["setData"]>[0]) =>
    void map.getSource<GeoJSONSource>(source)?.setData(data);
  const fit = (bounds: [number, number, number, number], maxZoom: number) =>
    map.fitBounds(bounds, { padding: kFitPadding, maxZoom, duration: prefersStill.matches ? 0 : 600 });
  const roads = new ReachedRoads(map);
  let states: number[] = []; // of the trailheads
  const startMarker = new Marker({ element: markerElement("pin"), anchor: "bottom" });
  const pointMarker = new Marker({ element: markerElement("here") });
  const headMarker = new Marker({ element: markerElement("head") });
  const only = (key: string | null) => (key ? ["==", ["get", "key"], key] : kNoLoop) as never;

  const recolour = () => {
    for (const layer of layersOf(readPalette())) {
      for (const [property, value] of Object.entries(layer.paint ?? {})) {
        map.setPaintProperty(layer.id, property as never, value as never);
      }
    }
  };
  for (const query of [prefersDark, prefersContrast]) query.addEventListener("change", recolour);

  return [
    () => [prefersDark, prefersContrast].forEach((query) => query.removeEventListener("change", recolour)),
    effect(() => {
      set("extent", extentOf(meta.value));
      if (meta.value && !start.peek()) fit(meta.value.extent, 14);
    }),
    effect(() => void (networkUrl.value && set("network", networkUrl.value))),
    effect(() => set("places", placesOf(places.value))),
    effect(() => {
      map.removeFeatureState({ source: "trailheads" });
      states = [];
      set("trailheads", trailheadsOf(trailheads.value));
    }),
    effect(() => {
      const before = states;
      states = trailheadStates(trailheads.value, inReach.value, plan.value);
      states.forEach((state, id) => {
        if (state !== (before[id] ?? 0)) map.setFeatureState({ source: "trailheads", id }, { state });
      });
    }),
    effect(() => {
      roads.set(reachOf(reach.value), driveBy.value);
      untracked(() => roads.showUpTo(driveLimit.value.amount));
    }),
    effect(() => roads.showUpTo(driveLimit.value.amount)),
    effect(() => set("loops", loopsOf(loops.value, selectedKey.value, walked.value))),
    effect(() => set("drive", lineOf(driveLine.value))),
    effect(() => set("part", lineOf(pointedPart.value))),
    effect(() => {
      set("overlays", overlaysOf(overlays.value));
      const newest = overlays.value[overlays.value.length - 1];
      if (newest) fit(boundsOf(newest.lines.flat() as unknown as number[][]), 14);
    }),
    effect(() => {
      const idsOf = (kind: string) => ways.value.filter(({ wish }) => wish === kind).map(({ id }) => id);
      map.setFilter("avoided", waysWith(idsOf("avoid")) as never);
      map.setFilter("required", waysWith(idsOf("require")) as never);
    }),
    effect(() => scale.setUnit(unit.value === "km" ? "metric" : "imperial")),
    effect(() => {
      const at = start.value;
      if (!at) return void startMarker.remove();
      startMarker.setLngLat([at.lon, at.lat]).addTo(map);
      // A start picked on the map itself leaves the view alone.
      if (map.getBounds().contains([at.lon, at.lat]) && map.getZoom() > 9) return;
      const around_m = Math.max(4000, untracked(usualDriveM) * 0.8);
      fit(boundsOf(circle(at.lat, at.lon, around_m)), 14);
    }),
    effect(() => {
      const key = selectedKey.value;
      for (const layer of ["selected-casing", "selected-line", "selected-arrows"]) map.setFilter(layer, only(key));
      const quiet = key !== null;
      map.setPaintProperty("loops", "line-opacity", quiet ? 0.35 : 1);
      map.setPaintProperty("loops-casing", "line-opacity", quiet ? 0.2 : 0.8);
      const entry = selected.peek();
      if (!entry) return void headMarker.remove();
      const [lon, lat] = entry.loop.geometry[0]!;
      headMarker.setLngLat([lon, lat]).addTo(map);
      const bounds = boundsOf(entry.loop.geometry as unknown as number[][]);
      const view = map.getBounds();
      const seen = view.contains([bounds[0], bounds[1]]) && view.contains([bounds[2], bounds[3]]);
      if (!seen || map.getZoom() < 11) fit(bounds, 14);
    }),
    effect(() => {
      // Loops that are compared stand out as well.
      const keys = [hoveredKey.value, ...compared.value.map(({ key }) => key)].filter(
        (key) => key !== selectedKey.value,
      );
      const filter = ["in", ["get", "key"], ["literal", keys.filter((key) => key !== null)]] as never;
      for (const layer of ["hovered-casing", "hovered-line"]) map.setFilter(layer, filter);
    }),
    effect(() => {
      if (pointed.value) pointMarker.setLngLat([pointed.value.lon, pointed.value.lat]).addTo(map);
      else pointMarker.remove();
    }),
  ];
}
