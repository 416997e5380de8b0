// A map in lines, for paper and screens without WebGL: loops, the places around them, a scale. It is drawn from what the page
// knows, and moves nowhere.
import { useMemo } from "preact/hooks";
import { boundsOf, type Bounds } from "../geo/bounds";
import { distanceM } from "../geo/distance";
import { length, metresIn, type Unit } from "../format/units";
import { sizeRank, type Place } from "../places/place";
import type { Position } from "../plan/types";
import { colourOf } from "../styles/loop_colours";

export interface DrawnLoop {
  key: string;
  rank: number;
  geometry: readonly Position[];
  isChosen: boolean;
}

interface Props {
  loops: readonly DrawnLoop[];
  places: readonly Place[];
  start: { lat: number; lon: number } | null;
  unit: Unit;
}

const kWidth = 800;
const kHeight = 560;
const kMargin = 48;
const kMaxLabels = 14;
/** A label needs so much room around its place. */
const kLabelWidth = 120;
const kLabelHeight = 20;
const kScaleShare = 0.25;

type Project = (lon: number, lat: number) => readonly [x: number, y: number];

function projection([west, south, east, north]: Bounds): { project: Project; metresPerPixel: number } {
  const middle = (south + north) / 2;
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const width = Math.max((east - west) * squeeze, 1e-4);
  const height = Math.max(north - south, 1e-4);
  const scale = Math.min((kWidth - 2 * kMargin) / width, (kHeight - 2 * kMargin) / height);
  const x0 = (kWidth - (east - west) * squeeze * scale) / 2;
  const y0 = (kHeight - (north - south) * scale) / 2;
  return {
    project: (lon, lat) => [x0 + (lon - west) * squeeze * scale, y0 + (north - lat) * scale],
    metresPerPixel: distanceM(middle, 0, middle + 1, 0) / scale,
  };
}

/** The longest round length that takes at most a quarter of the width. */
export function scaleBar(metresPerPixel: number, unit: Unit): { metres: number; pixels: number } {
  const inUnit = metresIn(unit);
  const most = (kWidth * kScaleShare * metresPerPixel) / inUnit;
  const power = 10 ** Math.floor(Math.log10(most));
  const value = [5, 2, 1].map((step) => step * power).find((step) => step <= most) ?? power;
  return { metres: value * inUnit, pixels: (value * inUnit) / metresPerPixel };
}

/** The largest places in view whose labels do not meet. */
function labels(places: readonly Place[], project: Project) {
  const taken: (readonly [number, number])[] = [];
  const shown: { place: Place; x: number; y: number }[] = [];
  const inView = places
    .map((place) => ({ place, at: project(place.lon, place.lat) }))
    .filter(({ at: [x, y] }) => x > 8 && y > 16 && x < kWidth - 8 && y < kHeight - 24)
    .sort(
      (a, b) =>
        sizeRank(a.place.kind) - sizeRank(b.place.kind) || (b.place.population ?? 0) - (a.place.population ?? 0),
    );
  for (const { place, at } of inView) {
    if (shown.length >= kMaxLabels) break;
    if (taken.some(([x, y]) => Math.abs(x - at[0]) < kLabelWidth && Math.abs(y - at[1]) < kLabelHeight)) continue;
    taken.push(at);
    shown.push({ place, x: at[0], y: at[1] });
  }
  return shown;
}

const pathOf = (line: readonly Position[], project: Project) =>
  `M${line.map(([lon, lat]) => project(lon, lat).map((value) => value.toFixed(1))).join("L")}`;

export function LineMap({ loops, places, start, unit }: Props) {
  const drawn = useMemo(() => {
    const chosen = loops.filter(({ isChosen }) => isChosen);
    const bounds = boundsOf((chosen.length > 0 ? chosen : loops).flatMap(({ geometry }) => [...geometry]));
    const { project, metresPerPixel } = projection(bounds);
    return { project, metresPerPixel, labels: labels(places, project) };
  }, [loops, places]);
  if (loops.length === 0) return null;
  const { project, metresPerPixel } = drawn;
  const scale = scaleBar(metresPerPixel, unit);
  const startAt = start && project(start.lon, start.lat);
  return (
    <svg
      class="line-map notranslate"
      viewBox={`0 0 ${kWidth} ${kHeight}`}
      role="img"
      aria-label="Map in lines: loops and places"
    >
      {[...loops].reverse().map(({ key, rank, geometry, isChosen }) => (
        <path
          key={key}
          class="line"
          d={pathOf(geometry, project)}
          data-chosen={isChosen}
          style={{ stroke: colourOf(rank) }}
        />
      ))}
      {loops
        .filter(({ isChosen }) => isChosen)
        .map(({ key, geometry }) => {
          const [x, y] = project(geometry[0]![0], geometry[0]![1]);
          return <circle key={key} class="begin" cx={x} cy={y} r={7} />;
        })}
      {startAt && <path class="start" d={`M${startAt[0]} ${startAt[1]}l-7 -16h14z`} />}
      {drawn.labels.map(({ place, x, y }) => (
        <g key={place.id}>
          <circle class="place" cx={x} cy={y} r={2.5} />
          <text
            x={x > kWidth - kLabelWidth ? x - 6 : x + 6}
            y={y + 4}
            text-anchor={x > kWidth - kLabelWidth ? "end" : "start"}
          >
            {place.name}
          </text>
        </g>
      ))}
      <g class="scale" transform={`translate(16 ${kHeight - 16})`}>
        <path d={`M0 -6V0H${scale.pixels}V-6`} />
        <text x={scale.pixels / 2} y={-8} text-anchor="middle">
          {length(scale.metres, unit)}
        </text>
      </g>
    </svg>
  );
}
