// The map's style: its sources, which the page fills with GeoJSON, and its layers. Nothing in it has an address, so the map
// asks no server for anything. Text is drawn with the device's own fonts: MapLibre does so where a style names no glyphs.
import type { StyleSpecification } from "maplibre-gl";
import { layersOf } from "./layers";
import type { Palette } from "./palette";

const empty = () => ({ type: "geojson" as const, data: { type: "FeatureCollection" as const, features: [] } });

/** Its features get their index as id, so that they can have feature states. */
const numbered = () => ({ ...empty(), generateId: true });

export function styleOf(palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {
      extent: empty(),
      reach: numbered(),
      network: empty(),
      trailheads: numbered(),
      drive: empty(),
      loops: empty(),
      part: empty(),
      overlays: empty(),
      places: empty(),
    },
    layers: layersOf(palette),
  };
}
