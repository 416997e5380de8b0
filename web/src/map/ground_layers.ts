// The layers of the ground, from the tiles of the layers `map` and `terrain` (api/ingest/map/README.md) and what is made of
// them on the device. All are below the loops; style.ts says which are there.
import type { ContourUnit } from "../geo/contour_levels";
import { kMetresInFoot } from "../format/units";
import type { Palette } from "./palette";

type Layer = object;
type Expression = unknown[];

const byZoom = (...stops: unknown[]): Expression => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];
const kind = ["get", "kind"];
const isOneOf = (...kinds: string[]): Expression => ["in", kind, ["literal", kinds]];
/** Part of the walk network. */
const kWalked = ["==", ["get", "walk"], true];
const kTunnel = ["==", ["get", "tunnel"], true];
const round = { "line-cap": "round", "line-join": "round" };
const kMap = { source: "map" };

/** Wood, rock, water, houses: what lies below all ways. */
export function landLayers({ ground }: Palette): Layer[] {
  return [
    {
      id: "ground-land",
      type: "fill",
      ...kMap,
      "source-layer": "land",
      layout: { "fill-sort-key": ["match", kind, "built", 3, "park", 2, "wetland", 2, 1] },
      paint: {
        "fill-color": [
          "match",
          kind,
          ...(
            [
              "wood",
              "scrub",
              "heath",
              "meadow",
              "farmland",
              "orchard",
              "wetland",
              "glacier",
              "rock",
              "scree",
              "sand",
              "built",
              "quarry",
              "park",
            ] as const
          ).flatMap((name) => [name, ground[name]]),
          "transparent",
        ],
        "fill-antialias": false,
      },
    },
  ];
}

/** Light from the north-west over the land, below water and ways. */
export function reliefLayers({ ground }: Palette): Layer[] {
  return [
    {
      id: "relief",
      type: "hillshade",
      source: "terrain",
      paint: {
        "hillshade-shadow-color": ground.shade,
        "hillshade-highlight-color": ground.light,
        "hillshade-accent-color": ground.shade,
        "hillshade-exaggeration": ["interpolate", ["linear"], ["zoom"], 6, 0.2, 10, 0.27, 14, 0.33],
      },
    },
  ];
}

/** Slopes from 30 degrees, as slope.ts colours them. */
export const slopeLayers = (): Layer[] => [
  { id: "slopes", type: "raster", source: "slopes", paint: { "raster-opacity": 0.5, "raster-fade-duration": 0 } },
];

/** The height 0 is the sea's: its contour would double the shore. */
const kNoShore = ["!=", ["get", "ele"], 0];

export function contourLayers({ ground, font, halo }: Palette, unit: ContourUnit): Layer[] {
  const isBold = ["==", ["get", "level"], 1];
  return [
    {
      id: "contours",
      type: "line",
      source: "contours",
      "source-layer": "contours",
      filter: kNoShore,
      layout: { "line-join": "round" },
      paint: {
        "line-color": ground.contour,
        "line-opacity": ["case", isBold, 0.85, 0.5],
        "line-width": byZoom(11, ["case", isBold, 0.9, 0.4], 13, ["case", isBold, 1.5, 0.6], 16, [
          "case",
          isBold,
          2.4,
          1,
        ]),
      },
    },
    {
      id: "contour-heights",
      type: "symbol",
      source: "contours",
      "source-layer": "contours",
      minzoom: 12,
      filter: ["all", isBold, kNoShore],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 320,
        "text-field": unit === "m" ? ["to-string", ["get", "ele"]] : ["concat", ["get", "ele"], " ft"],
        "text-font": font,
        "text-size": 10,
        "text-padding": 8,
        "text-max-angle": 25,
      },
      paint: { "text-color": ground["contour-text"], "text-halo-color": halo, "text-halo-width": 1.2 },
    },
  ];
}

export function waterLayers({ ground }: Palette): Layer[] {
  return [
    {
      id: "ground-water",
      type: "fill",
      ...kMap,
      "source-layer": "water",
      paint: { "fill-color": ground.water, "fill-opacity": ["case", ["==", ["get", "intermittent"], true], 0.5, 1] },
    },
    {
      id: "ground-shore",
      type: "line",
      ...kMap,
      "source-layer": "water",
      minzoom: 10,
      paint: { "line-color": ground.waterline, "line-width": byZoom(10, 0.3, 15, 1.1) },
    },
    {
      id: "ground-waterways",
      type: "line",
      ...kMap,
      "source-layer": "waterway",
      filter: ["!", kTunnel],
      layout: round,
      paint: {
        "line-color": ground.waterline,
        "line-width": byZoom(
          8,
          ["match", kind, "river", 0.9, 0.4],
          12,
          ["match", kind, "river", 2, "canal", 1.6, 0.9],
          16,
          ["match", kind, "river", 6, "canal", 4, 2.4],
        ),
        "line-opacity": ["case", ["==", ["get", "intermittent"], true], 0.55, 1],
      },
    },
    {
      id: "ground-ferries",
      type: "line",
      ...kMap,
      "source-layer": "ferry",
      paint: { "line-color": ground.ferry, "line-width": 1, "line-dasharray": [4, 3] },
    },
  ];
}

const kRoadKinds = ["motorway", "trunk", "primary", "secondary", "tertiary", "minor", "service", "pedestrian"];

const roadWidths = (add: number): Expression => {
  const at = (...widths: number[]) => [
    "match",
    kind,
    "motorway",
    widths[0]! + add,
    "trunk",
    widths[0]! + add,
    "primary",
    widths[1]! + add,
    "secondary",
    widths[2]! + add,
    "tertiary",
    widths[3]! + add,
    "service",
    widths[5]! + add,
    widths[4]! + add,
  ];
  return byZoom(
    6,
    at(0.8, 0.5, 0.3, 0.2, 0.1, 0.1),
    10,
    at(2.2, 1.6, 1.2, 0.9, 0.5, 0.3),
    13,
    at(4.4, 3.6, 2.9, 2.4, 1.6, 1),
    17,
    at(18, 16, 14, 12, 9, 6),
  );
};

/** All ways, railways and lifts; those of the walk network are drawn again above them, by kind and grade. */
export function wayLayers({ ground, path, track }: Palette): Layer[] {
  const isRoad = isOneOf(...kRoadKinds);
  const order = ["match", kind, ...[...kRoadKinds].reverse().flatMap((name, index) => [name, index]), 0];
  const isPath = ["==", kind, "path"];
  const isTrack = ["==", kind, "track"];
  const isFirm = ["<=", ["coalesce", ["get", "grade"], 5], 2];
  const isAlpine = ["any", [">=", ["coalesce", ["get", "sac"], 0], 4], ["==", ["get", "ferrata"], true]];
  return [
    {
      id: "ground-buildings",
      type: "fill",
      ...kMap,
      "source-layer": "building",
      minzoom: 13,
      paint: { "fill-color": ground.building },
    },
    {
      id: "ground-cliffs",
      type: "line",
      ...kMap,
      "source-layer": "cliff",
      minzoom: 12,
      filter: ["==", kind, "cliff"],
      paint: { "line-color": ground.cliff, "line-width": byZoom(12, 0.8, 16, 2.2) },
    },
    {
      // Teeth on a cliff's lower side, which is the right one.
      id: "ground-cliff-teeth",
      type: "line",
      ...kMap,
      "source-layer": "cliff",
      minzoom: 13,
      filter: ["==", kind, "cliff"],
      paint: {
        "line-color": ground.cliff,
        "line-width": byZoom(13, 2, 16, 4),
        "line-offset": byZoom(13, 1.4, 16, 3),
        "line-dasharray": [0.4, 1.2],
      },
    },
    {
      id: "ground-ridges",
      type: "line",
      ...kMap,
      "source-layer": "cliff",
      minzoom: 12,
      filter: ["==", kind, "ridge"],
      layout: round,
      paint: {
        "line-color": ground.cliff,
        "line-width": byZoom(12, 0.9, 16, 2),
        "line-opacity": 0.7,
        "line-dasharray": [0.1, 2.6],
      },
    },
    {
      id: "ground-reserves",
      type: "line",
      ...kMap,
      "source-layer": "boundary",
      filter: isOneOf("park", "reserve"),
      paint: {
        "line-color": ground.reserve,
        "line-width": byZoom(8, 1, 14, 2.6),
        "line-opacity": 0.55,
        "line-dasharray": [6, 2],
      },
    },
    {
      id: "ground-borders",
      type: "line",
      ...kMap,
      "source-layer": "boundary",
      filter: isOneOf("country", "state"),
      paint: {
        "line-color": ground.border,
        "line-width": ["match", kind, "country", 1.8, 0.9],
        "line-opacity": 0.7,
        "line-dasharray": [5, 2, 1, 2],
      },
    },
    {
      // Those of the walk network are a shade below their own lines, which say the grade.
      id: "ground-walked-paths",
      type: "line",
      ...kMap,
      "source-layer": "road",
      filter: ["all", isPath, kWalked],
      paint: { "line-color": path, "line-width": byZoom(11, 0.5, 13, 0.9, 16, 1.8), "line-opacity": 0.35 },
    },
    {
      id: "ground-paths",
      type: "line",
      ...kMap,
      "source-layer": "road",
      filter: ["all", isPath, ["!", kWalked]],
      paint: {
        "line-color": path,
        "line-width": byZoom(11, 0.5, 13, 0.9, 16, 1.8),
        "line-dasharray": ["case", isAlpine, ["literal", [1.2, 1.4]], ["literal", [3, 1.5]]],
        "line-opacity": 0.65,
      },
    },
    {
      // Paved and firm ones.
      id: "ground-firm-tracks",
      type: "line",
      ...kMap,
      "source-layer": "road",
      filter: ["all", isTrack, isFirm],
      paint: { "line-color": track, "line-width": byZoom(11, 0.6, 13, 1.2, 16, 3) },
    },
    {
      id: "ground-tracks",
      type: "line",
      ...kMap,
      "source-layer": "road",
      filter: ["all", isTrack, ["!", isFirm]],
      paint: { "line-color": track, "line-width": byZoom(11, 0.6, 13, 1.2, 16, 3), "line-dasharray": [5, 1.6] },
    },
    {
      id: "ground-road-casings",
      type: "line",
      ...kMap,
      "source-layer": "road",
      minzoom: 9,
      filter: isRoad,
      layout: { ...round, "line-sort-key": order },
      paint: {
        "line-color": ground.casing,
        "line-width": roadWidths(1.1),
        "line-opacity": ["case", kTunnel, 0.3, 0.75],
      },
    },
    {
      id: "ground-roads",
      type: "line",
      ...kMap,
      "source-layer": "road",
      filter: isRoad,
      layout: { ...round, "line-sort-key": order },
      paint: {
        "line-color": [
          "match",
          kind,
          "motorway",
          ground.motorway,
          "trunk",
          ground.motorway,
          "primary",
          ground.primary,
          "secondary",
          ground.secondary,
          "tertiary",
          ground.secondary,
          ground.minor,
        ],
        "line-width": roadWidths(0),
        "line-opacity": ["case", kTunnel, 0.35, 1],
      },
    },
    {
      id: "ground-rails",
      type: "line",
      ...kMap,
      "source-layer": "rail",
      filter: ["!", kTunnel],
      paint: { "line-color": ground.rail, "line-width": byZoom(8, 0.6, 14, 1.8) },
    },
    {
      id: "ground-sleepers",
      type: "line",
      ...kMap,
      "source-layer": "rail",
      minzoom: 11,
      filter: ["!", kTunnel],
      paint: { "line-color": ground.rail, "line-width": byZoom(11, 2.4, 14, 5), "line-dasharray": [0.3, 2] },
    },
    {
      id: "ground-lifts",
      type: "line",
      ...kMap,
      "source-layer": "lift",
      paint: { "line-color": ground.lift, "line-width": byZoom(11, 0.7, 15, 1.4) },
    },
    {
      id: "ground-pylons",
      type: "line",
      ...kMap,
      "source-layer": "lift",
      minzoom: 12,
      paint: { "line-color": ground.lift, "line-width": byZoom(12, 3, 15, 5.5), "line-dasharray": [0.25, 4] },
    },
  ];
}

interface Label {
  id: string;
  layer: string;
  minzoom: number;
  filter?: Expression;
  field?: Expression;
  size: unknown;
  colour: string;
  sort?: Expression;
  layout?: object;
}

/** Names, heights and icons. Names of places are drawn from the tiles in place of the page's own list. */
export function labelLayers(palette: Palette, unit: ContourUnit): Layer[] {
  const { ground, font, halo } = palette;
  const label = ({ id, layer, minzoom, filter, field, size, colour, sort, layout }: Label): Layer => ({
    id,
    type: "symbol",
    ...kMap,
    "source-layer": layer,
    minzoom,
    ...(filter && { filter }),
    layout: {
      "text-field": field ?? ["get", "name"],
      "text-font": font,
      "text-size": size,
      "text-max-width": 8,
      "text-padding": 5,
      ...(sort && { "symbol-sort-key": sort }),
      ...layout,
    },
    paint: { "text-color": colour, "text-halo-color": halo, "text-halo-width": 1.5 },
  });
  const named = ["has", "name"];
  const height =
    unit === "m"
      ? ["to-string", ["get", "ele"]]
      : ["concat", ["to-string", ["round", ["/", ["get", "ele"], kMetresInFoot]]], " ft"];
  const nameAndHeight = [
    "format",
    ["coalesce", ["get", "name"], ""],
    {},
    ["case", ["all", ["has", "name"], ["has", "ele"]], "\n", ""],
    {},
    ["case", ["has", "ele"], height, ""],
    { "font-scale": 0.88 },
  ];
  const bySize = ["-", 0, ["coalesce", ["get", "size"], 0]];
  const beside = {
    "text-variable-anchor": ["left", "right", "top", "bottom"],
    "text-radial-offset": 0.75,
    "text-justify": "auto",
    "text-optional": true,
  };
  const alongLine = { "symbol-placement": "line", "symbol-spacing": 420, "text-max-angle": 30 };
  // From the least important to the most: the map places the last layer's names first.
  return [
    label({
      id: "ground-stream-names",
      layer: "waterway",
      minzoom: 13,
      filter: named,
      size: 11,
      colour: ground["water-text"],
      layout: alongLine,
    }),
    label({
      id: "ground-road-names",
      layer: "road",
      minzoom: 14,
      filter: ["all", named, isOneOf(...kRoadKinds)],
      size: 10.5,
      colour: ground["quiet-text"],
      layout: alongLine,
    }),
    label({
      id: "ground-localities",
      layer: "place",
      minzoom: 13,
      filter: isOneOf("farm", "locality"),
      size: 11,
      colour: ground["quiet-text"],
    }),
    label({
      id: "ground-area-names",
      layer: "name",
      minzoom: 10,
      filter: ["all", named, ["!", isOneOf("lake")]],
      size: 11.5,
      colour: ["match", kind, "glacier", ground["water-text"], "valley", ground["quiet-text"], ground.reserve] as never,
      sort: bySize,
    }),
    label({
      id: "ground-icons",
      layer: "poi",
      minzoom: 12,
      field: ["step", ["zoom"], "", 13, ["coalesce", ["get", "name"], ""]],
      size: 10.5,
      colour: ground.text,
      sort: ["match", kind, "hut", 0, "bothy", 1, "shelter", 2, "camp", 2, "water", 3, "spring", 4, 5],
      layout: {
        "icon-image": ["concat", "icon-", kind],
        "icon-size": byZoom(12, 0.65, 15, 1),
        "icon-padding": 1,
        ...beside,
        "text-radial-offset": 1.1,
      },
    }),
    label({
      id: "ground-lake-names",
      layer: "name",
      minzoom: 11,
      filter: ["all", named, isOneOf("lake")],
      size: 11,
      colour: ground["water-text"],
      sort: bySize,
    }),
    label({
      id: "ground-peaks",
      layer: "peak",
      minzoom: 11,
      field: ["step", ["zoom"], ["case", ["==", kind, "peak"], nameAndHeight, ""], 12, nameAndHeight],
      size: 11,
      colour: ground.sight,
      sort: ["+", ["match", kind, "peak", 0, 10000], ["-", 0, ["coalesce", ["get", "ele"], 0]]],
      layout: {
        "icon-image": ["concat", "icon-", kind],
        "icon-size": byZoom(11, 0.6, 15, 1),
        "icon-padding": 1,
        ...beside,
      },
    }),
    label({
      id: "ground-places",
      layer: "place",
      minzoom: 6,
      filter: isOneOf("city", "town", "village", "hamlet"),
      size: ["match", kind, "city", 17, "town", 14.5, "village", 12.5, 11],
      colour: ground.text,
      sort: ["-", ["match", kind, "city", 0, "town", 1e8, "village", 2e8, 3e8], ["coalesce", ["get", "population"], 0]],
    }),
  ];
}
