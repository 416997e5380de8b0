// The map's style: its sources and its layers. The page fills the sources of loops and ways with GeoJSON; the ground comes from
// the server's tiles `map` and `terrain`, where the data have them. Text is drawn with the device's own fonts: MapLibre does so
// where a style names no glyphs, and puts what is written from right to left in order by itself.
import type { SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Bounds } from "../geo/bounds";
import type { ContourUnit } from "../geo/contour_levels";
import type { Ground, GroundLayer } from "../state/ground";
import { groundTiles } from "./ground_tiles";
import { layersOf } from "./layers";
import type { Palette } from "./palette";
import { contourTiles, kContourZoom, kMinContourZoom, slopeTiles } from "./relief";

const empty = () => ({ type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } });

/** Its features get their index as id, so that they can have feature states. */
const numbered = () => ({ ...empty(), generateId: true });

/** Lines keep every vertex at every zoom. */
const exact = () => ({ ...empty(), tolerance: 0 });

export interface GroundStyle {
  /** The page's own address. */
  base: string;
  ground: Ground;
  shown: ReadonlySet<GroundLayer>;
  unit: ContourUnit;
  /** The extent of the data: no tile is asked for outside of it. */
  extent: Bounds;
  /** Whether contours are as dense at small scales as at large ones. */
  isOnPaper?: boolean;
}

/** Tiles of 256 pixels are drawn at 512: relief is soft, and a view needs a quarter of the bytes. */
const kTerrainTileSize = 512;

function groundSources(palette: Palette, style: GroundStyle): Record<string, SourceSpecification> {
  const { base, ground, shown, unit, extent, isOnPaper } = style;
  const bounds = extent[2] > 180 ? {} : { bounds: extent };
  const tiles = (layer: "map" | "terrain") => [groundTiles(base, layer, ground.version)];
  const sources: Record<string, SourceSpecification> = {};
  if (ground.map) {
    const { minzoom, maxzoom } = ground.map;
    sources["map"] = { type: "vector", tiles: tiles("map"), minzoom, maxzoom, ...bounds };
  }
  if (ground.terrain) {
    const { minzoom, maxzoom } = ground.terrain;
    if (shown.has("relief") || shown.has("raised"))
      sources["terrain"] = {
        type: "raster-dem",
        encoding: "terrarium",
        tileSize: kTerrainTileSize,
        tiles: tiles("terrain"),
        minzoom,
        maxzoom,
        ...bounds,
      };
    if (shown.has("contours"))
      sources["contours"] = {
        type: "vector",
        tiles: [contourTiles(unit, isOnPaper)],
        minzoom: kMinContourZoom,
        maxzoom: kContourZoom,
        ...bounds,
      };
    if (shown.has("slopes"))
      sources["slopes"] = {
        type: "raster",
        tiles: [slopeTiles(palette)],
        tileSize: kTerrainTileSize,
        minzoom: maxzoom,
        maxzoom,
        ...bounds,
      };
  }
  return sources;
}

export function styleOf(palette: Palette, style: GroundStyle): StyleSpecification {
  const sources = groundSources(palette, style);
  return {
    version: 8,
    sources: {
      ...sources,
      extent: empty(),
      reach: numbered(),
      network: empty(),
      trailheads: numbered(),
      drive: empty(),
      loops: exact(),
      days: exact(),
      part: exact(),
      overlays: empty(),
      places: empty(),
      along: empty(),
    },
    layers: layersOf(palette, { unit: style.unit, sources: new Set(Object.keys(sources)), shown: style.shown }),
  };
}
