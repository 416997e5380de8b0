// The layers of the map, in groups. Within a group the last layer is drawn on top. `layersOf` puts the groups in order: a
// new layer goes into its group here, a new source into style.ts.
import type { DataDrivenPropertyValueSpecification, LayerSpecification } from "maplibre-gl";
import { kAlpineGrades } from "../format/ground";
import type { ContourUnit } from "../geo/contour_levels";
import type { GroundLayer } from "../state/ground";
import {
  contourLayers,
  labelLayers,
  landLayers,
  reliefLayers,
  slopeLayers,
  waterLayers,
  wayLayers,
} from "./ground_layers";
import type { Palette } from "./palette";

/** MapLibre's own type does not take the expressions as they are inferred. */
type Layer = object;

const round = { "line-cap": "round" as const, "line-join": "round" as const };

/** Zooms and values in turn, interpolated between. */
const byZoom = (...stops: number[]): DataDrivenPropertyValueSpecification<number> =>
  ["interpolate", ["exponential", 1.4], ["zoom"], ...stops] as unknown as DataDrivenPropertyValueSpecification<number>;

const kRoadConnector = ["==", ["get", "connector"], true];
const kInformal = ["==", ["get", "informal"], true];
const kUngraded = ["==", ["get", "sac_scale"], null];
const kTrack = ["in", ["get", "class"], ["literal", ["track", "cycleway", "bridleway"]]];
const kGrade = ["coalesce", ["get", "sac_scale"], ""];
const kAlpine = ["any", ["==", ["get", "class"], "via_ferrata"], ["in", kGrade, ["literal", kAlpineGrades]]];
/** T2 and T3. */
const kMountain = ["in", kGrade, ["literal", ["mountain_hiking", "demanding_mountain_hiking"]]];
const kPlainPath = ["all", ["!", kRoadConnector], ["!", kTrack], ["!", kAlpine], ["!", kInformal]];

/** The layers whose features are ways that can be clicked. */
export const kWayLayers = ["paths", "mountain-paths", "informal-paths", "alpine-paths", "tracks", "roads"];

const kLine = ["==", ["geometry-type"], "LineString"] as never;

/** A filter that matches no loop. */
export const kNoLoop = ["==", ["get", "key"], ""] as const;

/** A filter for the ways with these ids. */
export const waysWith = (ids: readonly number[]) => ["in", ["get", "id"], ["literal", [...ids]]];

/** By the number of the loop. */
function loopColour(palette: Palette): DataDrivenPropertyValueSpecification<string> {
  const cases = palette.loops.flatMap((colour, index) => [index + 1, colour]);
  return ["match", ["get", "rank"], ...cases, palette.rest] as unknown as DataDrivenPropertyValueSpecification<string>;
}

/** The extent of the data. */
function groundLayers(palette: Palette): Layer[] {
  return [
    { id: "outside", type: "background", paint: { "background-color": palette.outside } },
    { id: "land", type: "fill", source: "extent", paint: { "fill-color": palette.land } },
    {
      id: "land-edge",
      type: "line",
      source: "extent",
      paint: { "line-color": palette.edge, "line-dasharray": [4, 3] },
    },
  ];
}

/** The roads within the drive. */
function reachLayers(palette: Palette): Layer[] {
  return [
    {
      id: "reach",
      type: "line",
      source: "reach",
      layout: round,
      paint: {
        "line-color": palette.reach,
        "line-opacity": ["case", ["boolean", ["feature-state", "within"], false], 0.55, 0],
        "line-width": byZoom(8, 0.8, 12, 2.4, 16, 8),
      },
    },
  ];
}

/** The trail network, and the ways that are avoided or included. Where the ground shows roads by themselves, those of the
 * network are there to be clicked only. */
function networkLayers(palette: Palette, hasMap: boolean): Layer[] {
  return [
    {
      id: "roads",
      type: "line",
      source: "network",
      filter: kRoadConnector,
      layout: round,
      paint: {
        "line-color": palette.road,
        "line-width": byZoom(8, 0.7, 12, 2, 16, 7),
        "line-opacity": hasMap ? 0 : 1,
      },
    },
    {
      id: "tracks",
      type: "line",
      source: "network",
      filter: ["all", ["!", kRoadConnector], kTrack],
      paint: { "line-color": palette.track, "line-width": byZoom(8, 0.5, 12, 1.3, 16, 3), "line-dasharray": [5, 1.6] },
    },
    {
      id: "paths",
      type: "line",
      source: "network",
      filter: [...kPlainPath, ["!", kMountain]],
      layout: round,
      // Paths with a grade are drawn thicker. A path without one is not known to be easy.
      paint: {
        "line-color": palette.path,
        "line-width": byZoom(8, 0.5, 12, ["case", kUngraded, 0.9, 1.5] as never, 16, [
          "case",
          kUngraded,
          1.8,
          3,
        ] as never),
      },
    },
    {
      // The harder, the shorter the dashes: whole lines up to T1, dots from T4 on.
      id: "mountain-paths",
      type: "line",
      source: "network",
      filter: [...kPlainPath, kMountain],
      layout: { "line-join": "round" },
      paint: {
        "line-color": palette.path,
        "line-width": byZoom(8, 0.5, 12, 1.5, 16, 3),
        "line-dasharray": ["match", kGrade, "mountain_hiking", ["literal", [8, 1.3]], ["literal", [4, 1.3]]],
      },
    },
    {
      id: "informal-paths",
      type: "line",
      source: "network",
      filter: ["all", ["!", kRoadConnector], ["!", kTrack], ["!", kAlpine], kInformal],
      paint: {
        "line-color": palette.path,
        "line-width": byZoom(8, 0.5, 12, 1.2, 16, 2.6),
        "line-dasharray": [0.6, 2.2],
      },
    },
    {
      id: "avoided",
      type: "line",
      source: "network",
      filter: waysWith([]),
      paint: { "line-color": palette.avoid, "line-width": byZoom(8, 2, 12, 5, 16, 9), "line-dasharray": [0.5, 0.5] },
    },
    {
      id: "required",
      type: "line",
      source: "network",
      filter: waysWith([]),
      layout: round,
      paint: { "line-color": palette.sign, "line-width": byZoom(8, 4, 12, 9, 16, 16) },
    },
    {
      id: "alpine-paths",
      type: "line",
      source: "network",
      filter: ["all", ["!", kRoadConnector], ["!", kTrack], kAlpine],
      layout: { "line-join": "round" },
      paint: { "line-color": palette.path, "line-width": byZoom(8, 0.5, 12, 1.4, 16, 3), "line-dasharray": [1.2, 1.4] },
    },
  ];
}

/** The drive to the chosen loop. */
function driveLayers(palette: Palette): Layer[] {
  return [
    {
      id: "drive-casing",
      type: "line",
      source: "drive",
      layout: round,
      paint: { "line-color": palette.casing, "line-width": byZoom(8, 4, 12, 6.5, 16, 12), "line-opacity": 0.9 },
    },
    {
      id: "drive",
      type: "line",
      source: "drive",
      layout: round,
      paint: { "line-color": palette.reach, "line-width": byZoom(8, 2, 12, 3.5, 16, 7) },
    },
  ];
}

/** All loops of the list. */
function loopLayers(palette: Palette): Layer[] {
  const loop = loopColour(palette);
  return [
    {
      id: "loops-casing",
      type: "line",
      source: "loops",
      layout: round,
      paint: { "line-color": palette.casing, "line-width": byZoom(8, 3, 12, 5, 16, 9), "line-opacity": 0.8 },
    },
    {
      id: "loops",
      type: "line",
      source: "loops",
      layout: { ...round, "line-sort-key": ["-", 0, ["get", "rank"]] },
      paint: { "line-color": loop, "line-width": byZoom(8, 1.4, 12, 2.6, 16, 5) },
    },
  ];
}

/** Trailheads; those in reach are drawn over all others. */
function trailheadLayers(palette: Palette): Layer[] {
  return ([false, true] as const).map((inReach) => {
    const state = ["coalesce", ["feature-state", "state"], 0];
    const opacity = (ofFar: number) => ["match", state, 0, inReach ? 0 : ofFar, inReach ? 1 : 0] as never;
    return {
      id: inReach ? "trailheads" : "far-trailheads",
      type: "circle" as const,
      source: "trailheads",
      paint: {
        "circle-radius": byZoom(8, 1.4, 10.5, ["match", state, 2, 3.2, 1, 2.6, 2] as never, 15, 7),
        "circle-color": ["match", state, 2, palette.trailhead, palette["trailhead-ring"]] as never,
        "circle-stroke-color": ["match", state, 2, palette["trailhead-ring"], palette.trailhead] as never,
        "circle-stroke-width": 1.4,
        "circle-opacity": opacity(0.6),
        "circle-stroke-opacity": opacity(0.45),
      },
    };
  });
}

/** The loops pointed at and compared, the chosen loop, and the part of it that is pointed at. */
function highlightLayers(palette: Palette): Layer[] {
  const loop = loopColour(palette);
  return [
    ...["hovered", "selected"].flatMap((state) => [
      {
        id: `${state}-casing`,
        type: "line",
        source: "loops",
        filter: kNoLoop,
        layout: round,
        paint: { "line-color": palette.casing, "line-width": byZoom(8, 6.5, 12, 11, 16, 17) },
      },
      {
        id: `${state}-line`,
        type: "line",
        source: "loops",
        filter: kNoLoop,
        layout: round,
        paint: { "line-color": loop, "line-width": byZoom(8, 4, 12, 7, 16, 11) },
      },
    ]),
    {
      id: "day-lines",
      type: "line",
      source: "days",
      filter: kLine,
      layout: round,
      paint: {
        "line-color": ["match", ["get", "colour"], 1, palette.days[0], 2, palette.days[1], palette.days[2]],
        "line-width": byZoom(8, 4, 12, 7, 16, 11),
      },
    },
    {
      id: "selected-arrows",
      type: "symbol",
      source: "loops",
      filter: kNoLoop,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 110,
        "icon-image": "arrow",
        "icon-size": byZoom(8, 0.6, 14, 1),
        "icon-allow-overlap": true,
        "icon-rotation-alignment": "map",
      },
      paint: { "icon-color": palette.casing },
    },
    {
      id: "part",
      type: "line",
      source: "part",
      layout: round,
      paint: { "line-color": palette.sign, "line-width": byZoom(8, 3, 12, 6, 16, 9) },
    },
  ];
}

/** GPX files of the person's own. */
function overlayLayers(palette: Palette): Layer[] {
  return [
    {
      id: "overlays-casing",
      type: "line",
      source: "overlays",
      filter: kLine,
      layout: round,
      paint: { "line-color": palette.casing, "line-width": byZoom(8, 4, 12, 6, 16, 9) },
    },
    {
      id: "overlays",
      type: "line",
      source: "overlays",
      filter: kLine,
      paint: { "line-color": palette.text, "line-width": byZoom(8, 2, 12, 3, 16, 5), "line-dasharray": [2, 1] },
    },
    {
      id: "overlay-points",
      type: "circle",
      source: "overlays",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": byZoom(8, 2.5, 12, 4, 16, 6),
        "circle-color": palette.halo,
        "circle-stroke-color": palette.text,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "overlay-names",
      type: "symbol",
      source: "overlays",
      minzoom: 10,
      filter: ["==", ["geometry-type"], "Point"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": palette.font,
        "text-size": 12,
        "text-anchor": "left",
        "text-offset": [0.8, 0],
        "text-max-width": 10,
        "text-optional": true,
      },
      paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
    },
  ];
}

/** Huts, camps and water of the chosen loop, larger than those of the ground. */
function alongLayers(palette: Palette): Layer[] {
  return [
    {
      id: "along",
      type: "symbol",
      source: "along",
      layout: {
        "icon-image": ["concat", "icon-", ["get", "icon"]],
        "icon-size": byZoom(10, 0.8, 12, 1.1, 15, 1.5),
        "icon-allow-overlap": true,
        "text-field": ["step", ["zoom"], "", 12, ["coalesce", ["get", "name"], ""]],
        "text-font": palette.font,
        "text-size": 12,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 1.5,
        "text-justify": "auto",
        "text-max-width": 8,
        "text-optional": true,
      },
      paint: { "text-color": palette.ground.text, "text-halo-color": palette.halo, "text-halo-width": 1.8 },
    },
  ];
}

const dayTextPaint = (palette: Palette) => ({
  "text-color": palette.ground.text,
  "text-halo-color": palette.halo,
  "text-halo-width": 2.2,
});

/** The nights of the chosen loop. */
function nightLayers(palette: Palette): Layer[] {
  return [
    {
      id: "nights",
      type: "symbol",
      source: "days",
      filter: ["has", "icon"],
      layout: {
        "icon-image": ["concat", "icon-", ["get", "icon"]],
        "icon-size": byZoom(8, 0.9, 12, 1.3, 15, 1.7),
        "icon-allow-overlap": true,
        "text-field": ["get", "name"],
        "text-font": palette.font,
        "text-size": 12.5,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 1.6,
        "text-justify": "auto",
        "text-max-width": 9,
        "text-optional": true,
      },
      paint: dayTextPaint(palette),
    },
  ];
}

/** The figures of the chosen loop's days. They are placed after clearWayLayers, so that none lies on the loop. */
function dayFigureLayers(palette: Palette): Layer[] {
  return [
    {
      id: "day-figures",
      type: "symbol",
      source: "days",
      filter: ["has", "figures"],
      minzoom: 9,
      layout: {
        "text-field": ["get", "figures"],
        "text-font": palette.font,
        "text-size": 12.5,
        "text-variable-anchor": [
          "bottom",
          "top",
          "left",
          "right",
          "bottom-left",
          "top-left",
          "bottom-right",
          "top-right",
        ],
        "text-radial-offset": 1.4,
        "text-justify": "auto",
        "text-max-width": 9,
      },
      paint: dayTextPaint(palette),
    },
  ];
}

/** Nothing that is seen, all along the chosen loop. It is placed before any name of the ground, so that none lies on the loop,
 * and after the loops' numbers and nights, which do. */
function clearWayLayers(): Layer[] {
  return [
    {
      id: "selected-clear",
      type: "symbol",
      source: "loops",
      filter: kNoLoop,
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 9,
        "icon-image": "clear",
        "icon-allow-overlap": true,
        "icon-padding": 1,
        "icon-rotation-alignment": "viewport",
      },
    },
  ];
}

/** What is clicked, and the numbers of the loops. */
function loopNumberLayers(palette: Palette): Layer[] {
  const loop = loopColour(palette);
  return [
    {
      // Not seen: it makes thin lines easier to click.
      id: "loops-hit-area",
      type: "line",
      source: "loops",
      paint: { "line-width": 18, "line-opacity": 0 },
    },
    {
      // The number tells loops apart without colours.
      id: "loop-numbers",
      type: "symbol",
      source: "loops",
      filter: [">", ["get", "rank"], 0],
      layout: {
        "symbol-placement": "line-center",
        "text-field": ["to-string", ["get", "rank"]],
        "text-font": palette.font,
        "text-size": 13,
        "text-rotation-alignment": "viewport",
        "symbol-sort-key": ["get", "rank"],
      },
      paint: { "text-color": loop, "text-halo-color": palette.casing, "text-halo-width": 2.4 },
    },
  ];
}

/** Names of places. */
function placeLayers(palette: Palette): Layer[] {
  return [
    {
      id: "places",
      type: "symbol",
      source: "places",
      filter: [
        ">=",
        ["zoom"],
        ["match", ["get", "kind"], "city", 0, "town", 8, "village", 10, "suburb", 12, "hamlet", 12.5, 13.5],
      ],
      layout: {
        "text-field": ["get", "name"],
        "text-font": palette.font,
        "text-size": ["match", ["get", "kind"], "city", 16, "town", 14, "village", 12.5, 11],
        "text-max-width": 8,
        "text-padding": 6,
        "symbol-sort-key": ["get", "order"],
      },
      paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
    },
  ];
}

export interface LayerChoice {
  unit: ContourUnit;
  /** The sources of the ground that there are. */
  sources: ReadonlySet<string>;
  shown: ReadonlySet<GroundLayer>;
}

/** All layers; a later one is drawn over those before it, and its names are placed before theirs. */
export function layersOf(palette: Palette, { unit, sources, shown }: LayerChoice): LayerSpecification[] {
  const hasMap = sources.has("map");
  return [
    ...groundLayers(palette),
    ...(hasMap ? landLayers(palette) : []),
    ...(sources.has("terrain") && shown.has("relief") ? reliefLayers(palette) : []),
    ...(sources.has("slopes") ? slopeLayers() : []),
    ...(hasMap ? waterLayers(palette) : []),
    ...(sources.has("contours") ? contourLayers(palette, unit) : []),
    ...(hasMap ? wayLayers(palette) : []),
    ...reachLayers(palette),
    ...networkLayers(palette, hasMap),
    ...(hasMap ? labelLayers(palette, unit) : placeLayers(palette)),
    ...driveLayers(palette),
    ...loopLayers(palette),
    ...trailheadLayers(palette),
    ...highlightLayers(palette),
    ...overlayLayers(palette),
    ...dayFigureLayers(palette),
    ...alongLayers(palette),
    ...clearWayLayers(),
    ...nightLayers(palette),
    ...loopNumberLayers(palette),
  ] as LayerSpecification[];
}
