// Reads GPX files beside the page, so that the largest does not hold it up. The page gets few figures and the drawing as a
// Blob, which only the map's own worker reads.
import { boundsOf, type Bounds } from "../geo/bounds";
import { decodeText } from "../geo/decode_text";
import { lengthOf, readGpx, readTimedTracks } from "../geo/read_gpx";
import { stepsOf, type Step } from "../geo/timed_walk";

export interface GpxOrder {
  id: number;
  file: File;
  /** A drawing for the map, or the steps of a recorded walk with their times. */
  wanted: "walk" | "steps";
}

export interface GpxWalk {
  name: string;
  length_m: number;
  waypointCount: number;
  bounds: Bounds;
  /** What of the file could not be read, in sentences. */
  notes: string[];
  /** GeoJSON features with commas between them: lines, and points with a name. */
  features: Blob;
}

interface WalkedSteps {
  steps: (Step | null)[];
  /** What of the file could not be read, in sentences. */
  notes: string[];
}

/** What was wanted, or a sentence that says why there is none. */
export type GpxReport =
  { id: number; walk: GpxWalk } | ({ id: number } & WalkedSteps) | { id: number; problem: string };

/** Kept from a file whose waypoints are a region's. */
const kMaxWaypoints = 2_000;

/** The steps of a file, or a sentence that says why it tells nothing of the walker's pace. */
function walkedSteps(text: string, name: string): WalkedSteps | string {
  const read = readTimedTracks(text, name);
  if (typeof read === "string") return read;
  const { segments, notes } = read;
  const steps = segments.flatMap((segment) => [...stepsOf(segment), null]);
  const named = notes.map((note) => `“${name}”: ${note}`);
  if (steps.some((step) => step !== null)) return { steps, notes: named };
  const hasHeights = segments.some((segment) => segment.some(({ ele_m }) => ele_m !== null));
  const problem = `“${name}” has no ${hasHeights ? "walk of more than a few metres in it" : "elevations"}.`;
  return [problem, ...named].join(" ");
}

async function read({ id, file, wanted }: GpxOrder): Promise<GpxReport> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { id, problem: `“${file.name}” could not be read: it may have been moved or changed. Choose it again.` };
  }
  const text = decodeText(new Uint8Array(bytes));
  if (wanted === "steps") {
    const steps = walkedSteps(text, file.name);
    return typeof steps === "string" ? { id, problem: steps } : { id, ...steps };
  }
  const read = readGpx(text, file.name);
  if (typeof read === "string") return { id, problem: read };
  const { name, lines, notes } = read;
  const points = read.points.slice(0, kMaxWaypoints);
  if (points.length < read.points.length) {
    notes.push(`Of ${read.points.length} waypoints the first ${kMaxWaypoints} are shown.`);
  }
  const features = [
    ...lines.map((line) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "LineString", coordinates: line.map(([lon, lat]) => [lon, lat]) },
    })),
    ...points.map((point) => ({
      type: "Feature",
      properties: { name: point.name },
      geometry: { type: "Point", coordinates: [point.lon, point.lat] },
    })),
  ].map((feature) => JSON.stringify(feature));
  const bounds = boundsOf([...lines, points.map(({ lon, lat }) => [lon, lat] as const)].flatMap((line) => [...line]));
  const drawn = new Blob([features.join(",")]);
  return {
    id,
    walk: { name, length_m: lengthOf(lines), waypointCount: points.length, bounds, notes, features: drawn },
  };
}

onmessage = async ({ data }: MessageEvent<GpxOrder>) => postMessage(await read(data));
