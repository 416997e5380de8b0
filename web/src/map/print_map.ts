// Draws the maps of a printed sheet, each as a picture with its frame, grid and scale. A map of its own draws them, in the
// light scheme's colours, beside the page's map, which stays as it is.
import { Map as MapLibre, type GeoJSONSource } from "maplibre-gl";
import { meta, networkUrl, places } from "../state/data";
import { unit } from "../state/form";
import { ground, readsPictures, type GroundLayer } from "../state/ground";
import type { PrintedMap, PrintedMaps, PrintOrder } from "../state/printing";
import { pageBase } from "./follow_ground";
import { alongGeoJson, daysGeoJson, loopsGeoJson, placesGeoJson } from "./geojson";
import { enlarged } from "./enlarged";
import { addIcons } from "./icons";
import { arrowImage } from "./arrow";
import { paperPalette } from "./palette";
import { densestLevels } from "../geo/contour_levels";
import {
  enlargementFor,
  frameOn,
  kMmPerPixel,
  onPaper,
  overviewOf,
  pagesFor,
  usualScale,
  type View,
} from "../geo/paper";
import { styleOf } from "./style";
import { gridLines, zoneOf } from "../geo/utm_grid";
import { watchTiles, type TileWatch } from "./watch_tiles";

/** Dots of a picture per CSS pixel, about 240 an inch. */
const kDotsPerPixel = 2.5;
const kMaxWaitMs = 60_000;
/** The overview's frame on the first sheet. */
const kOverviewHeightMm = 95;
const kShownOnPaper: ReadonlySet<GroundLayer> = new Set(["relief", "contours"]);
/** A position is where the picture shows it, to so many CSS pixels. */
const kMaxOffPx = 0.5;

const kKey = "printed";

/** Waits until everything is drawn, or for a long time. Whether it is. */
function idle(map: MapLibre): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), kMaxWaitMs);
    map.once("idle", () => {
      clearTimeout(timer);
      resolve(true);
    });
    map.triggerRepaint();
  });
}

class PaperMap {
  private constructor(
    private readonly frame: HTMLElement,
    private readonly map: MapLibre,
    private readonly tiles: TileWatch,
    private readonly enlargement: number,
  ) {}

  /** `enlargement`: it is drawn so many times as large, on as many dots. */
  static async open({ details, loop, rank }: PrintOrder, enlargement: number): Promise<PaperMap> {
    const frame = document.createElement("div");
    frame.setAttribute("aria-hidden", "true");
    frame.style.cssText = "position:fixed;left:-10000px;top:0;width:400px;height:400px;visibility:hidden";
    document.body.append(frame);
    const palette = paperPalette();
    const shown = readsPictures.peek() ? kShownOnPaper : new Set<GroundLayer>();
    const map = new MapLibre({
      container: frame,
      style: enlarged(
        styleOf(palette, {
          base: pageBase(),
          ground: ground.peek(),
          shown,
          unit: unit.peek() === "km" ? "m" : "ft",
          extent: meta.peek()!.extent,
          isOnPaper: true,
        }),
        enlargement,
      ),
      interactive: false,
      attributionControl: false,
      maplibreLogo: false,
      fadeDuration: 0,
      pixelRatio: kDotsPerPixel / enlargement,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    const tiles = watchTiles(map, () => {});
    await map.once("style.load");
    map.addImage("arrow", arrowImage(), { sdf: true });
    await addIcons(map, palette);
    const put = (source: string, data: Parameters<GeoJSONSource["setData"]>[0]) =>
      map.getSource<GeoJSONSource>(source)!.setData(data);
    put("loops", loopsGeoJson([{ key: kKey, rank, loop }], kKey, loop));
    put("along", alongGeoJson(details));
    put("days", daysGeoJson(loop, unit.peek()));
    put("places", placesGeoJson(places.peek()));
    if (networkUrl.peek()) put("network", networkUrl.peek()!);
    for (const layer of ["selected-casing", "selected-line", "selected-arrows", "selected-clear"])
      map.setFilter(layer, ["==", ["get", "key"], kKey]);
    // On paper the ground under the loop is read, too.
    for (const line of ["selected-line", "day-lines"]) {
      map.setPaintProperty(line, "line-opacity", 0.75);
      map.setPaintProperty(line, "line-width", 4 * enlargement);
    }
    map.setPaintProperty("selected-casing", "line-width", 6 * enlargement);
    return new PaperMap(frame, map, tiles, enlargement);
  }

  async draw(view: View): Promise<PrintedMap> {
    const { frame, map, tiles, enlargement } = this;
    frame.style.width = `${(view.width / kMmPerPixel) * enlargement}px`;
    frame.style.height = `${(view.height / kMmPerPixel) * enlargement}px`;
    map.resize();
    map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom + Math.log2(enlargement) });
    let isDrawn = await idle(map);
    if (isDrawn && tiles.count() > 0) {
      tiles.loadAgain();
      isDrawn = await idle(map);
    }
    this.#check(view);
    if (map.getCanvas().getContext("webgl2")?.isContextLost()) throw new Error("The graphics card was lost.");
    const blob = await new Promise<Blob | null>((resolve) => map.getCanvas().toBlob(resolve, "image/jpeg", 0.9));
    if (!blob) throw new Error("The browser could not make a picture of the map.");
    const zone = zoneOf(view.lon, view.lat);
    return {
      view,
      isWhole: isDrawn && tiles.count() === 0,
      image: URL.createObjectURL(blob),
      zone: zone && `${zone.number}${zone.band}`,
      grid: zone ? gridLines(view, zone) : [],
    };
  }

  /** The picture shows what the grid over it was computed for. */
  #check(view: View) {
    const { width, height } = view;
    const bounds = this.map.getBounds();
    for (const [lon, lat] of [bounds.getNorthWest().toArray(), bounds.getSouthEast().toArray()]) {
      const drawn = this.map.project([lon!, lat!]);
      const [x, y] = onPaper(view, lon!, lat!);
      const pixel = kMmPerPixel / this.enlargement;
      const off = Math.hypot(drawn.x - x / pixel, drawn.y - y / pixel) / this.enlargement;
      // The frame is whole pixels high and wide; the map's is not.
      if (off > kMaxOffPx + 1)
        throw new Error(`The map's picture of ${width} by ${height} mm is off by ${off} pixels.`);
    }
  }

  close() {
    this.map.remove();
    this.frame.remove();
  }
}

/** The maps of a sheet: pages at the scale that was asked for, and an overview where there are several. */
export async function drawPrintedMaps(order: PrintOrder): Promise<PrintedMaps> {
  const { loop, scale, paper } = order;
  const at = scale ?? usualScale(loop.geometry, paper);
  const views = pagesFor(loop.geometry, paper, at);
  const map = await PaperMap.open(order, enlargementFor(views, at));
  try {
    const pages: PrintedMap[] = [];
    for (const view of views) pages.push(await map.draw(view));
    const { width } = frameOn(paper);
    const overview =
      views.length > 1 ? await map.draw(overviewOf(loop.geometry, { width, height: kOverviewHeightMm })) : null;
    return {
      pages,
      overview,
      paper,
      scale: at,
      contours:
        ground.peek().terrain && readsPictures.peek() ? densestLevels(unit.peek() === "km" ? "m" : "ft")[0] : null,
    };
  } finally {
    map.close();
  }
}
