// What is drawn under the loops: which layers the data have, which of them the person wants to see, and what keeps one off.
import { computed, signal } from "@preact/signals";
import { meta } from "./data";
import { keep, kept } from "./storage";

export const kGroundLayers = ["relief", "contours", "slopes", "raised"] as const;
/** `slopes`: steep ground in colours; `raised`: the map in three dimensions. */
export type GroundLayer = (typeof kGroundLayers)[number];

const kKey = "loopgenie.map-layers";
const kUsual: Record<GroundLayer, boolean> = { relief: true, contours: true, slopes: false, raised: false };

/** What was chosen on this device before. */
function keptLayers(): Record<GroundLayer, boolean> {
  const layers = { ...kUsual };
  const chosen = kept(kKey) as Partial<Record<GroundLayer, unknown>> | null;
  for (const layer of kGroundLayers) if (typeof chosen?.[layer] === "boolean") layers[layer] = chosen[layer];
  return layers;
}

const chosen = keptLayers();

/** What the person wants to see. */
export const wanted = {
  relief: signal(chosen.relief),
  contours: signal(chosen.contours),
  slopes: signal(chosen.slopes),
  raised: signal(chosen.raised),
} as const satisfies Record<GroundLayer, unknown>;

/** Takes the choice, and keeps it on this device. */
export function wantLayer(layer: GroundLayer, isWanted: boolean) {
  wanted[layer].value = isWanted;
  // Where the browser keeps nothing, it holds for this page.
  keep(kKey, Object.fromEntries(kGroundLayers.map((one) => [one, wanted[one].peek()])));
}

/** Whether this browser reads pictures as they are: null until a known one was read. */
export const readsPictures = signal<boolean | null>(null);

export interface Ground {
  /** The zooms of the layer; null where the data have none. */
  map: { minzoom: number; maxzoom: number } | null;
  terrain: { minzoom: number; maxzoom: number } | null;
  version: string;
  spacing_m: number | null;
}

/** What the data have. */
export const ground = computed<Ground>(() => {
  const known = meta.value;
  return {
    map: known?.layers["map"] ?? null,
    terrain: known?.layers["terrain"] ?? null,
    version: known?.ground?.version ?? "",
    spacing_m: known?.ground?.elevation_spacing_m ?? null,
  };
});

/** The layers that are drawn. What is made from heights needs elevation, and a browser that reads pictures as they are. */
export const shown = computed<ReadonlySet<GroundLayer>>(() => {
  const canShow = ground.value.terrain !== null && readsPictures.value === true;
  return new Set(canShow ? kGroundLayers.filter((layer) => wanted[layer].value) : []);
});
