// Reads a GPX file: the lines of its tracks and routes, and its waypoints. Files that break the rules are read as far as they
// can be, and what is wrong with them is said. Elements are told by their names without prefixes, declared or not.
import { Parser } from "htmlparser2";
import type { Position } from "../plan/types";
import { distanceM } from "./distance";

export interface GpxPoint {
  name: string;
  lat: number;
  lon: number;
}

export interface GpxFile {
  name: string;
  /** Longitudes go on beyond ±180° where a line crosses the date line. */
  lines: Position[][];
  points: GpxPoint[];
  /** What could not be read, in sentences. */
  notes: string[];
}

/** A point of a track and when the walker was there. */
export interface TimedPoint {
  lat: number;
  lon: number;
  ele_m: number | null;
  /** Seconds since 1970. */
  time_s: number;
}

/** So many characters are parsed at once. */
const kSliceChars = 1 << 20;
/** No program nests its elements deeper; the parser's time grows with the square of the depth. */
const kMostNested = 1000;
/** A route within so many metres of the file's tracks is the same walk. */
const kSameWalkM = 60;
const kSameWalkShare = 0.9;
/** So many pieces of tracks are looked at for that, 24,000 km of them: a browser's set holds 16 million things at most. */
const kMostSameWalkCells = 400_000;

interface Walk {
  isRoute: boolean;
  name: string;
  segments: Position[][];
}

function readerOf(text: string, fileName: string): Reader | string {
  const reader = new Reader(text);
  const { root } = reader;
  if (root === null) return `“${fileName}” is not a GPX file: it is not XML${text.trim() === "" ? ", but empty" : ""}.`;
  if (root !== "gpx") return `“${fileName}” is not a GPX file: it begins with <${root.slice(0, 40)}>.`;
  return reader;
}

/** The file as XML. Returns a sentence where nothing of it can be used. */
export function readGpx(text: string, fileName: string): GpxFile | string {
  const reader = readerOf(text, fileName);
  if (typeof reader === "string") return reader;
  const tracks = reader.walks.filter(({ isRoute }) => !isRoute);
  const trackLines = tracks.flatMap(linesOf);
  const allRoutes = reader.walks.filter(({ isRoute }) => isRoute);
  const isOnTracks = nearTest(allRoutes.length > 0 ? trackLines : []);
  const routes = allRoutes.filter((route) => !linesOf(route).every(isOnTracks));
  const lines = unwrapped([...trackLines, ...routes.flatMap(linesOf)]);
  const { points } = reader;
  if (lines.length === 0 && points.length === 0) {
    return [`“${fileName}” has no track, no route and no waypoint in it.`, ...reader.notes()].join(" ");
  }
  const names = [...new Set([...tracks, ...routes].map(({ name }) => name).filter(Boolean))];
  const more = names.length > 1 ? ` and ${names.length - 1} more` : "";
  const name = (names.length > 1 && reader.name) || (names[0] ? names[0] + more : reader.name) || fileName;
  return { name, lines, points, notes: reader.notes("shown") };
}

export interface TimedTracks {
  /** Of those points that have a time; empty ones are left out. */
  segments: TimedPoint[][];
  /** What could not be read, in sentences. */
  notes: string[];
}

/** The segments of a file's tracks with their times. Returns a sentence where the file is none, or has no track or no times. */
export function readTimedTracks(text: string, fileName: string): TimedTracks | string {
  const reader = readerOf(text, fileName);
  if (typeof reader === "string") return reader;
  const { walks, times } = reader;
  const tracks = walks.filter(({ isRoute }) => !isRoute);
  const without = (why: string) => [`“${fileName}” has no ${why}.`, ...reader.notes()].join(" ");
  if (tracks.length === 0) return without("track in it: a route that was planned has no times of a walk");
  const timed = tracks.flatMap((track) =>
    segmentsOf(track).map((segment) =>
      segment.flatMap((position) => {
        const time_s = times.get(position);
        return time_s === undefined ? [] : [{ lat: position[1], lon: position[0], ele_m: position[2] ?? null, time_s }];
      }),
    ),
  );
  const segments = timed.filter(({ length }) => length > 0);
  if (segments.length === 0) return without("times: it was not recorded on a walk, or they were taken out");
  return { segments, notes: reader.notes("used") };
}

/** Metres of all lines. */
export function lengthOf(lines: readonly Position[][]): number {
  let length_m = 0;
  for (const line of lines) {
    for (let i = 1; i < line.length; ++i)
      length_m += distanceM(line[i - 1]![1], line[i - 1]![0], line[i]![1], line[i]![0]);
  }
  return length_m;
}

/** Some programs begin a segment for every point: points that stand alone one after another are one segment. */
function segmentsOf({ segments }: Walk): Position[][] {
  const joined: Position[][] = [];
  let alone: Position[] | null = null;
  for (const segment of segments) {
    if (segment.length !== 1) {
      alone = null;
      joined.push(segment);
    } else if (alone) {
      alone.push(segment[0]!);
    } else {
      joined.push((alone = [...segment]));
    }
  }
  return joined;
}

/** Those segments that can be drawn. */
const linesOf = (walk: Walk) => segmentsOf(walk).filter(({ length }) => length > 1);

/** The same lines, each point within half a turn of the one before. */
function unwrapped(lines: readonly Position[][]): Position[][] {
  let before: number | null = null;
  return lines.map((line) =>
    line.map(([lon, lat, ele]): Position => {
      const near: number = before === null ? lon : lon + 360 * Math.round((before - lon) / 360);
      before = near;
      return [near, lat, ele ?? null];
    }),
  );
}

/** Says whether a line runs along others: nearly all of its points are near one of theirs. */
function nearTest(lines: readonly Position[][]): (line: readonly Position[]) => boolean {
  const cellDegrees = kSameWalkM / 111_000;
  const key = (x: number, y: number) => x * 1e8 + y;
  const cellOf = ([lon, lat]: Position) => {
    const x = Math.floor((((lon + 540) % 360) * Math.cos((lat * Math.PI) / 180)) / cellDegrees);
    return [x, Math.floor((lat + 90) / cellDegrees)] as const;
  };
  const cells = new Set<number>();
  for (const line of lines) {
    for (let i = 0; i < line.length && cells.size < kMostSameWalkCells; ++i) {
      const to = line[i]!;
      const from = line[i - 1] ?? to;
      const steps = Math.min(1000, Math.ceil(distanceM(from[1], from[0], to[1], to[0]) / kSameWalkM));
      for (let step = Math.max(0, steps - 1); step >= 0; --step) {
        const t = steps === 0 ? 1 : 1 - step / steps;
        cells.add(key(...cellOf([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, null])));
      }
    }
  }
  return (line) => {
    if (cells.size === 0) return false;
    const near = line.filter((position) => {
      const [x, y] = cellOf(position);
      return [-1, 0, 1].some((dx) => [-1, 0, 1].some((dy) => cells.has(key(x + dx, y + dy))));
    });
    return near.length >= line.length * kSameWalkShare;
  };
}

const kNamed = new Set(["trk", "rte", "wpt", "metadata", "gpx"]);

class Reader {
  root: string | null = null;
  /** Of the whole file. */
  name = "";
  walks: Walk[] = [];
  points: GpxPoint[] = [];
  /** Of the points of tracks that have one, in seconds since 1970. */
  times = new WeakMap<Position, number>();
  #text: string;
  #parser: Parser;
  #open: string[] = [];
  #walk: Walk | null = null;
  #segment: Position[] | null = null;
  #point: GpxPoint | null = null;
  #position: [lon: number, lat: number, ele: number | null] | null = null;
  /** The text of the element that is read; null where it does not matter. */
  #content: string | null = null;
  #placeless = 0;
  #firstPlaceless = 0;
  #isOver = false;
  #isTooDeep = false;
  #broken: { what: string; at: number } | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#begin(localName(name), attributes),
        ontext: (data) => {
          if (this.#content !== null) this.#content += data;
        },
        onclosetag: (name, isImplied) => this.#end(localName(name), isImplied),
      },
      { xmlMode: true, decodeEntities: true },
    );
    for (let at = 0; at < text.length; at += kSliceChars) {
      if (this.#isTooDeep) break;
      this.#parser.write(text.slice(at, at + kSliceChars));
    }
    const unclosed = this.#isTooDeep ? [] : this.#open.slice();
    const end = text.length;
    const isCutInTag = !this.#isTooDeep && text.lastIndexOf("<") > text.lastIndexOf(">");
    this.#isOver = true;
    this.#parser.end();
    if (this.root !== null && (unclosed.length > 0 || isCutInTag)) {
      const inner = unclosed[unclosed.length - 1] ?? "gpx";
      this.#broken ??= { what: `The file breaks off inside <${inner}>`, at: end };
    }
  }

  /** What is wrong with the file. `used`: what is done with the rest of it; null where there is none. */
  notes(used: "shown" | "used" | null = null): string[] {
    const notes: string[] = [];
    if (this.#broken) {
      const rest = used ? `: what could be read is ${used}.` : ".";
      notes.push(`${this.#broken.what}, in ${this.#place(this.#broken.at)}${rest}`);
    }
    if (this.#placeless > 0) {
      const place = this.#place(this.#firstPlaceless);
      notes.push(
        this.#placeless === 1
          ? `One point has no usable place (in ${place}) and is left out.`
          : `${this.#placeless} points have no usable place (the first in ${place}) and are left out.`,
      );
    }
    return notes;
  }

  /** "line 12"; in files of a single long line the character, too. */
  #place(at: number): string {
    let line = 1;
    let begin = 0;
    for (let next = this.#text.indexOf("\n"); next >= 0 && next < at; next = this.#text.indexOf("\n", next + 1)) {
      ++line;
      begin = next + 1;
    }
    return at - begin > 500 ? `line ${line}, character ${at - begin + 1}` : `line ${line}`;
  }

  #begin(name: string, attributes: Record<string, string>) {
    const parent = this.#open[this.#open.length - 1];
    this.root ??= name;
    this.#open.push(name);
    this.#content = null;
    if (this.#open.length > kMostNested) {
      this.#isTooDeep = true;
      this.#broken ??= { what: `More than ${kMostNested} elements lie one in another`, at: this.#parser.startIndex };
      this.#parser.pause();
      return;
    }
    if (name === "trk" || name === "rte") {
      this.#walk = { isRoute: name === "rte", name: "", segments: [] };
      this.walks.push(this.#walk);
      if (name === "rte") this.#beginSegment();
    } else if (name === "trkseg") {
      this.#beginSegment();
    } else if (name === "trkpt" || name === "rtept" || name === "rpt") {
      this.#position = this.#positionOf(attributes);
      if (this.#position) this.#addToLine(this.#position);
    } else if (name === "wpt") {
      const position = this.#positionOf(attributes);
      this.#point = position && { name: "", lat: position[1], lon: position[0] };
      if (this.#point) this.points.push(this.#point);
    } else if (
      (name === "name" && kNamed.has(parent ?? "")) ||
      (/^(ele|time)$/.test(name) && /pt$/.test(parent ?? ""))
    ) {
      this.#content = "";
    }
  }

  #beginSegment() {
    this.#segment = [];
    this.#walk?.segments.push(this.#segment);
  }

  /** BaseCamp writes the way from a route's point to the next one as points inside the first: its first one is often the same. */
  #addToLine(position: Position) {
    const last = this.#segment?.[this.#segment.length - 1];
    if (last && last[0] === position[0] && last[1] === position[1] && this.#walk?.isRoute) return;
    this.#segment?.push(position);
  }

  #positionOf(attributes: Record<string, string>): [lon: number, lat: number, ele: number | null] | null {
    const degrees = (key: string, most: number) => {
      const text = (attributes[key] ?? "").trim().replace(",", ".");
      const value = text === "" ? NaN : Number(text);
      return Math.abs(value) <= most ? value : null;
    };
    const lat = degrees("lat", 90);
    const lon = degrees("lon", 180);
    if (lat !== null && lon !== null) return [lon, lat, null];
    if (this.#placeless++ === 0) this.#firstPlaceless = this.#parser.startIndex;
    return null;
  }

  #end(name: string, isImplied: boolean) {
    const content = this.#content?.trim() ?? null;
    const parent = this.#open[this.#open.length - 2];
    this.#open.pop();
    this.#content = null;
    const isSelfClosing = this.#text[this.#parser.endIndex - 1] === "/";
    if (isImplied && !isSelfClosing && !this.#isOver) {
      this.#broken ??= { what: `<${name}> is not closed`, at: this.#parser.startIndex };
    }
    if (content && name === "ele" && this.#position) {
      const ele = Number(content.replace(",", "."));
      if (Number.isFinite(ele)) this.#position[2] = ele;
    } else if (content && name === "time" && this.#position) {
      const time = Date.parse(content);
      if (Number.isFinite(time)) this.times.set(this.#position, time / 1000);
    } else if (content && name === "name") {
      if (parent === "wpt" && this.#point) this.#point.name = content;
      else if ((parent === "trk" || parent === "rte") && this.#walk) this.#walk.name = content;
      else if (parent === "metadata" || parent === "gpx") this.name ||= content;
    }
    if (name === "trk" || name === "rte") this.#walk = this.#segment = null;
    else if (name === "trkseg") this.#segment = null;
    else if (name === "wpt") this.#point = null;
  }
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);
