// The map: creates it, and connects it with the page's state (follow_page.ts) and with pointer and clicks (map_events.ts).
import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { boundsOf } from "../geo/bounds";
import { walkedLoop } from "../state/details";
import { mapPicture } from "../state/printing";
import { selectedKey } from "../state/selection";
import { followPage, kFitPadding } from "./follow_page";
import { handleMapEvents } from "./map_events";
import { readPalette } from "./palette";
import { styleOf } from "./style";

setWorkerUrl(workerUrl);

function webGlProblem(): Error | null {
  const canvas = document.createElement("canvas");
  if (canvas.getContext("webgl2")) return null;
  const error = new Error("This browser or device offers no WebGL, which the map needs.");
  error.name = "NoWebGl";
  return error;
}

/** A triangle that points along a line. Only its alpha counts: MapLibre gives it its colour (sdf). */
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

/** Shows the map in an element. Throws an error named NoWebGl where the browser has no WebGL. Returns how to remove the map. */
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
  const begin = () => {
    stop();
    if (!map.hasImage("arrow")) map.addImage("arrow", arrowImage(), { sdf: true });
    const ends = [...followPage(map, scale), handleMapEvents(map)];
    mapPicture.value = () => picture(map);
    stop = () => {
      stop = () => {};
      delete frame.dataset.ready;
      mapPicture.value = null;
      ends.forEach((end) => end());
    };
    frame.dataset.ready = "true";
  };
  map.on("load", begin);
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
    map.remove();
  };
}

/** A picture of the map with the whole chosen loop, once everything is drawn. */
function picture(map: MapLibre): Promise<string> {
  const loop = walkedLoop.value;
  if (loop) map.fitBounds(boundsOf(loop.geometry), { padding: kFitPadding, duration: 0 });
  return new Promise((resolve) => {
    map.once("idle", () => {
      // The canvas holds its pixels only while it draws.
      map.once("render", () => resolve(map.getCanvas().toDataURL("image/png")));
      map.triggerRepaint();
    });
    map.triggerRepaint();
  });
}
