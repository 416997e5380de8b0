// A map on paper: which zoom of the map gives a scale, and which pages a loop needs. Lengths on paper are in millimetres, from
// the north-west corner of a map's frame; a CSS pixel is 1/96 inch.
import type { Position } from "../plan/types";
import { kEquatorRadiusM, kFlattening } from "./earth";

export const kScales = [25_000, 50_000] as const;
export type Scale = (typeof kScales)[number];

/** Width and height of a sheet in millimetres. */
export const kPapers = { A4: [210, 297], Letter: [215.9, 279.4] } as const;
export type Paper = keyof typeof kPapers;

export const kMmPerPixel = 25.4 / 96;
export const kPageMarginMm = 10;
/** Beside a frame: the grid's figures. Above and below it: title, scale bar and where the map is from. */
export const kFrameSideMm = 6;
const kFrameHeadMm = 14;
const kFrameFootMm = 24;
/** The loop keeps so far from the frame. */
const kPaddingMm = 6;
/** Neighbouring pages share so much. */
const kOverlapMm = 12;
const kTileSize = 512;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export interface Size {
  width: number;
  height: number;
}

/** The map's frame on a sheet. */
export function frameOn(paper: Paper): Size {
  const [width, height] = kPapers[paper];
  return {
    width: width - 2 * (kPageMarginMm + kFrameSideMm),
    height: height - 2 * kPageMarginMm - kFrameHeadMm - kFrameFootMm,
  };
}

/** The zoom at which a CSS pixel, printed at 1/96 inch, is `scale` times as long on the ground. The Mercator map is drawn from a
 * sphere: of the ellipsoid's two radii of curvature at the latitude their geometric mean is taken, which is right to 0.34 % in
 * every direction everywhere. */
export function zoomAtScale(scale: number, lat: number): number {
  const e2 = kFlattening * (2 - kFlattening);
  const w = 1 - e2 * Math.sin(radians(lat)) ** 2;
  const radius = (kEquatorRadiusM * Math.sqrt(1 - e2)) / w;
  const groundPerPixel = (scale * kMmPerPixel) / 1000;
  return Math.log2((2 * Math.PI * radius * Math.cos(radians(lat))) / (kTileSize * groundPerPixel));
}

/** At a scale everything is drawn that the map shows from this zoom on, a little above a whole zoom. Towards the poles a
 * scale is a lower zoom, at which buildings or icons would be missing. */
const kLeastZooms: Record<Scale, number> = { 25_000: 13.05, 50_000: 12.05 };

/** How many times as large a map has to be drawn, at a zoom that is deeper by as much, so that its pages show what a map of
 * their scale shows everywhere. */
export function enlargementFor(pages: readonly View[], scale: Scale): number {
  return 2 ** Math.max(0, ...pages.map(({ zoom }) => kLeastZooms[scale] - zoom));
}

/** A view of the map: how it is asked for, and where it puts a position. */
export interface View extends Size {
  lon: number;
  lat: number;
  zoom: number;
  scale: number;
}

/** Position to millimetres in Web Mercator at a zoom. */
function mercatorMm(lon: number, lat: number, zoom: number): [number, number] {
  const world = kTileSize * 2 ** zoom * kMmPerPixel;
  return [(lon / 360) * world, (-Math.asinh(Math.tan(radians(lat))) / (2 * Math.PI)) * world];
}

/** Where a view shows a position. */
export function onPaper(view: View, lon: number, lat: number): [number, number] {
  const [x0, y0] = mercatorMm(view.lon, view.lat, view.zoom);
  const [x, y] = mercatorMm(lon, lat, view.zoom);
  return [x - x0 + view.width / 2, y - y0 + view.height / 2];
}

/** The position at a point of a view. */
export function atPaper(view: View, x: number, y: number): [lon: number, lat: number] {
  const world = kTileSize * 2 ** view.zoom * kMmPerPixel;
  const [x0, y0] = mercatorMm(view.lon, view.lat, view.zoom);
  const north = -((y - view.height / 2 + y0) / world) * 2 * Math.PI;
  return [((x - view.width / 2 + x0) / world) * 360, (Math.atan(Math.sinh(north)) * 180) / Math.PI];
}

const middleOf = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;

function viewAround(geometry: readonly Position[], frame: Size, scale: number): View {
  const lat = middleOf(geometry.map(([, y]) => y));
  const zoom = zoomAtScale(scale, lat);
  // Half way up on the map, which is not half way in degrees.
  const middle = middleOf(geometry.map(([lon, y]) => mercatorMm(lon, y, zoom)[1]));
  const world = kTileSize * 2 ** zoom * kMmPerPixel;
  const middleLat = (Math.atan(Math.sinh((-middle / world) * 2 * Math.PI)) * 180) / Math.PI;
  return { ...frame, lon: middleOf(geometry.map(([lon]) => lon)), lat: middleLat, zoom, scale };
}

/** The box around a line in a view's millimetres. */
function extentOf(geometry: readonly Position[], view: View): Size {
  const points = geometry.map(([lon, lat]) => onPaper(view, lon, lat));
  const of = (values: number[]) => Math.max(...values) - Math.min(...values);
  return { width: of(points.map(([x]) => x)), height: of(points.map(([, y]) => y)) };
}

/** Along a line, a point at least every so many millimetres. */
const kStepMm = 2;

function* pointsAlong(points: readonly (readonly [number, number])[]) {
  for (const [index, [x, y]] of points.entries()) {
    const [fromX, fromY] = points[index - 1] ?? [x, y];
    const steps = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / kStepMm));
    for (let i = 1; i <= steps; ++i)
      yield [fromX + ((x - fromX) * i) / steps, fromY + ((y - fromY) * i) / steps] as const;
  }
}

/** The pages that show a whole line at a scale, in the order in which it comes to them. Neighbours overlap; pages without a
 * part of the line are left out. Each has the zoom of its own latitude. */
export function pagesFor(geometry: readonly Position[], paper: Paper, scale: number): View[] {
  const frame = frameOn(paper);
  const whole = viewAround(geometry, frame, scale);
  const extent = extentOf(geometry, whole);
  const countOf = (needed: number, room: number) =>
    Math.max(1, Math.ceil((needed + 2 * kPaddingMm - kOverlapMm) / (room - kOverlapMm)));
  const columns = countOf(extent.width, frame.width);
  const rows = countOf(extent.height, frame.height);
  const [stepX, stepY] = [frame.width - kOverlapMm, frame.height - kOverlapMm];
  const points = geometry.map(([lon, lat]) => onPaper(whole, lon, lat));
  const pages = new Map<string, View>();
  for (const [x, y] of pointsAlong(points)) {
    const index = (at: number, step: number, room: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((at - room / 2) / step + count / 2)));
    const column = index(x, stepX, frame.width, columns);
    const row = index(y, stepY, frame.height, rows);
    const key = `${column} ${row}`;
    if (pages.has(key)) continue;
    const [lon, lat] = atPaper(
      whole,
      frame.width / 2 + (column - (columns - 1) / 2) * stepX,
      frame.height / 2 + (row - (rows - 1) / 2) * stepY,
    );
    pages.set(key, { ...frame, lon, lat, zoom: zoomAtScale(scale, lat), scale });
  }
  return [...pages.values()];
}

/** The largest of the usual scales at which one page holds the line; the smallest of them where none does. */
export const usualScale = (geometry: readonly Position[], paper: Paper): Scale =>
  kScales.find((scale) => pagesFor(geometry, paper, scale).length === 1) ?? kScales[kScales.length - 1]!;

const kOverviewSteps = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** A view of the whole line in a frame, at a round scale. */
export function overviewOf(geometry: readonly Position[], frame: Size): View {
  for (let power = 10_000; ; power *= 10) {
    for (const step of kOverviewSteps) {
      const view = viewAround(geometry, frame, step * power);
      const { width, height } = extentOf(geometry, view);
      if (width + 2 * kPaddingMm <= frame.width && height + 2 * kPaddingMm <= frame.height) return view;
    }
  }
}

/** A line of whole kilometres over a view. */
export interface GridLine {
  axis: "easting" | "northing";
  km: number;
  /** In millimetres of the view; it reaches beyond the frame. */
  points: [number, number][];
}

/** Where a grid line crosses a horizontal (`axis` 1) or vertical (`axis` 0) line of the page; null where it does not. */
export function crossing({ points }: GridLine, axis: 0 | 1, at: number): number | null {
  for (let i = 1; i < points.length; ++i) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const [from, to] = [a[axis] - at, b[axis] - at];
    if (from === to || Math.sign(from) === Math.sign(to)) continue;
    const other = axis === 0 ? 1 : 0;
    return a[other] + ((b[other] - a[other]) * from) / (from - to);
  }
  return null;
}
