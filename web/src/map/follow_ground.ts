// Keeps the map's ground as the page's state says: layers that are switched on and off, units, colours, renewed data.
import { computed, effect, signal } from "@preact/signals";
import type {
  LayerSpecification,
  Map as MapLibre,
  RasterDEMTileSource,
  SourceSpecification,
  StyleSpecification,
  VectorTileSource,
} from "maplibre-gl";
import { meta } from "../state/data";
import { unit } from "../state/form";
import { ground, shown } from "../state/ground";
import { addIcons } from "./icons";
import { readPalette } from "./palette";
import { addReliefProtocols } from "./relief";
import { styleOf } from "./style";

const kServedSources = ["map", "terrain"];
const kMadeSources = ["contours", "slopes"];
/** The sources that come and go; the others stay, with the data that the page has put into them. */
const kGroundSources = [...kServedSources, ...kMadeSources];
const kWholeWorld = [-180, -85, 180, 85] as const;
/** How far the raised map can be tilted, and how far it is at first. */
const kMaxPitch = 70;
const kFirstPitch = 55;

const schemes = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
const palette = signal(readPalette());
for (const scheme of schemes) scheme.addEventListener("change", () => (palette.value = readPalette()));

/** The page's own address. */
export const pageBase = () => new URL("./", document.baseURI).href;

/** The style as the page's state wants it. */
export const wantedStyle = computed<StyleSpecification>(() =>
  styleOf(palette.value, {
    base: pageBase(),
    ground: ground.value,
    shown: shown.value,
    unit: unit.value === "km" ? "m" : "ft",
    extent: meta.value?.extent ?? [...kWholeWorld],
  }),
);

/** Lets contours and steep ground be made from the elevation that there is now. */
export function addRelief() {
  const { terrain, version } = ground.peek();
  if (terrain) addReliefProtocols({ base: pageBase(), maxzoom: terrain.maxzoom, version });
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** All of a layer but its colours and widths. */
function withoutPaint({ paint: _, ...rest }: LayerSpecification) {
  return rest;
}

type Tiled = { tiles?: string[] } | undefined;

/** All of a source but the addresses of its tiles. */
const withoutTiles = (source: Tiled) => source && { ...source, tiles: [] };

/** Has a source's tiles loaded anew. Those that are drawn stay until the new ones are there. */
function loadAnew(map: MapLibre, id: string, style: StyleSpecification) {
  const source = map.getSource(id) as VectorTileSource | RasterDEMTileSource | undefined;
  const tiles = (style.sources[id] as Tiled)?.tiles;
  if (source && tiles) source.setTiles(tiles);
}

/** Changes a map from one style to another. Layers and sources that are the same stay, with their filters and data; of another
 * version of the ground's tiles, what was drawn before stays until they are there. */
function changeStyle(map: MapLibre, from: StyleSpecification, to: StyleSpecification) {
  const isRenewed = (id: string) =>
    kServedSources.includes(id) &&
    isSame(withoutTiles(from.sources[id] as Tiled), withoutTiles(to.sources[id] as Tiled));
  const otherSources = kGroundSources.filter((id) => !isSame(from.sources[id], to.sources[id]));
  const changedSources = otherSources.filter((id) => !isRenewed(id));
  otherSources.filter(isRenewed).forEach((id) => loadAnew(map, id, to));
  const before = new Map(from.layers.map((layer) => [layer.id, layer]));
  const after = new Map(to.layers.map((layer) => [layer.id, layer]));
  const isKept = (layer: LayerSpecification) => {
    const next = after.get(layer.id);
    const source = "source" in layer ? (layer.source as string) : "";
    return next && isSame(withoutPaint(layer), withoutPaint(next)) && !changedSources.includes(source);
  };
  if (changedSources.includes("terrain")) map.setTerrain(null);
  for (const layer of from.layers) if (!isKept(layer)) map.removeLayer(layer.id);
  for (const id of changedSources) {
    if (from.sources[id]) map.removeSource(id);
    if (to.sources[id]) map.addSource(id, to.sources[id] as SourceSpecification);
  }
  let above: string | undefined;
  for (const layer of [...to.layers].reverse()) {
    const old = before.get(layer.id);
    if (!map.getLayer(layer.id)) map.addLayer(layer, above);
    else
      for (const [property, value] of Object.entries(layer.paint ?? {}))
        if (!isSame(value, (old?.paint as Record<string, unknown>)?.[property]))
          map.setPaintProperty(layer.id, property as never, value as never);
    above = layer.id;
  }
}

/** Lets the map be tilted, and tilts it, where it is raised. */
function raise(map: MapLibre, isRaised: boolean, isStill: boolean) {
  const isTilted = map.getTerrain() !== null;
  if (isRaised === isTilted) return;
  map.setTerrain(isRaised ? { source: "terrain", exaggeration: 1 } : null);
  if (isRaised) map.setMaxPitch(kMaxPitch);
  const tilt = { pitch: isRaised ? kFirstPitch : 0 };
  if (isStill) map.jumpTo(tilt);
  else map.easeTo({ ...tilt, duration: 600 });
  if (!isRaised) map.setMaxPitch(0);
}

/** Follows the page until the functions it returns are called. REQUIRES: the map has the style `now.drawn`; it keeps saying
 * which one the map has. */
export function followGround(map: MapLibre, now: { drawn: StyleSpecification }): (() => void)[] {
  let version = ground.peek().version;
  const prefersStill = matchMedia("(prefers-reduced-motion: reduce)");
  return [
    effect(() => void addIcons(map, palette.value)),
    effect(() => {
      const style = wantedStyle.value;
      const isRaised = shown.value.has("raised");
      changeStyle(map, now.drawn, style);
      now.drawn = style;
      raise(map, isRaised, prefersStill.matches);
    }),
    effect(() => {
      const known = ground.value;
      if (known.version === version) return;
      version = known.version;
      addRelief();
      // Same addresses, other tiles.
      for (const id of kMadeSources) loadAnew(map, id, now.drawn);
    }),
  ];
}
