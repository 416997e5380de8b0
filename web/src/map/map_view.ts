// The map: creates it, and connects it with the page's state (follow_page.ts) and with pointer and clicks (map_events.ts).
import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { effect, untracked } from "@preact/signals";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { boundsOf } from "../geo/bounds";
import { meta } from "../state/data";
import { walkedLoop } from "../state/details";
import { start } from "../state/form";
import { readsPictures } from "../state/ground";
import { loadPart } from "../state/load_part";
import { loadMissingTiles, missingTiles } from "../state/map_notes";
import { drawMaps } from "../state/printing";
import { selectedKey } from "../state/selection";
import "../styles/ground.css";
import { arrowImage } from "./arrow";
import { addRelief, followGround, wantedStyle } from "./follow_ground";
import { firstView, followPage, kCoarseZoom, kFitPadding, kMaxFitZoom } from "./follow_page";
import { handleMapEvents } from "./map_events";
import { PositionControl } from "./position_control";
import { readsPicturesRight } from "./relief_check";
import { watchTiles } from "./watch_tiles";

setWorkerUrl(workerUrl);

function webGlProblem(): Error | null {
  const canvas = document.createElement("canvas");
  if (canvas.getContext("webgl2")) return null;
  const error = new Error("This browser or device offers no WebGL, which the map needs.");
  error.name = "NoWebGl";
  return error;
}

/** Shows the map in an element, once it is known what the data have: so its first frame is where it belongs. Where that fails,
 * `onFailure` is told: by an error named NoWebGl where the browser has no WebGL. Returns how to remove the map. */
export function showMap(frame: HTMLElement, onFailure: (error: unknown) => void): () => void {
  const problem = webGlProblem();
  if (problem) {
    onFailure(problem);
    return () => {};
  }
  void readsPicturesRight().then((isRight) => (readsPictures.value = isRight));
  let remove = () => {};
  const stopWaiting = effect(() => {
    if (!meta.value || readsPictures.value === null) return;
    untracked(() => {
      try {
        remove = createMap(frame);
      } catch (error) {
        onFailure(error);
      }
    });
    queueMicrotask(() => stopWaiting());
  });
  return () => {
    stopWaiting();
    remove();
  };
}

function createMap(frame: HTMLElement): () => void {
  addRelief();
  const view = firstView();
  const maxZoom = start.peek() ? kCoarseZoom : kMaxFitZoom;
  const now = { drawn: wantedStyle.peek() };
  const map = new MapLibre({
    container: frame,
    style: now.drawn,
    ...(view && { bounds: view, fitBoundsOptions: { padding: kFitPadding, maxZoom } }),
    attributionControl: false,
    maplibreLogo: false,
    maxPitch: 0,
    minZoom: 3,
    maxZoom: 18,
    locale: { "Map.Title": "Map. Arrow keys move it, plus and minus zoom." },
  });
  map.addControl(new NavigationControl({ visualizePitch: true }), "top-right");
  map.addControl(new PositionControl(), "top-right");
  const scale = new ScaleControl({ maxWidth: 110 });
  map.addControl(scale, "bottom-left");
  if (import.meta.env.DEV) Object.assign(window, { map });
  watchTurning(map);
  const tiles = watchTiles(map, () => (missingTiles.value = tiles.count()));
  loadMissingTiles.value = tiles.loadAgain;

  let stop = () => {};
  const begin = () => {
    stop();
    if (!map.hasImage("arrow")) map.addImage("arrow", arrowImage(), { sdf: true });
    const ends = [...followGround(map, now), ...followPage(map, scale), handleMapEvents(map)];
    drawMaps.value = async (order) => (await loadPart(() => import("./print_map"))).drawPrintedMaps(order);
    stop = () => {
      stop = () => {};
      delete frame.dataset.ready;
      drawMaps.value = null;
      ends.forEach((end) => end());
    };
    frame.dataset.ready = "true";
  };
  // Not "load", which waits for tiles.
  map.once("style.load", begin);
  // The graphics card forgot everything, as after a driver's update or a long sleep. MapLibre brings its style back; what the
  // page has put into it is put there anew. The view stays, unless another loop was chosen meanwhile.
  map.on("webglcontextlost", () => {
    stop();
    const view = { center: map.getCenter(), zoom: map.getZoom() };
    const chosen = selectedKey.peek();
    map.once("style.load", () => {
      begin();
      map.stop();
      map.jumpTo(view);
      const loop = selectedKey.peek() === chosen ? null : walkedLoop.peek();
      if (loop) map.fitBounds(boundsOf(loop.geometry), { padding: kFitPadding, duration: 0 });
    });
  });
  return () => {
    stop();
    missingTiles.value = 0;
    loadMissingTiles.value = null;
    map.remove();
  };
}

/** The compass, which turns the map north again, is there while north is not up. */
function watchTurning(map: MapLibre) {
  const show = () => (map.getContainer().dataset.turned = String(map.getBearing() !== 0 || map.getPitch() !== 0));
  map.on("rotate", show);
  map.on("pitch", show);
}
