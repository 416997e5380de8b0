// GPX files of the person's own, drawn over the map. They stay on this device, and only until the page is closed.
import { computed, signal } from "@preact/signals";
import type { GpxOrder, GpxReport, GpxWalk } from "../worker/gpx_worker";

export const kMaxGpxBytes = 50_000_000;

export const overlays = signal<readonly GpxWalk[]>([]);
/** Sentences about the files that were opened last. */
export const overlayProblems = signal<readonly string[]>([]);
/** So many files are being read. */
export const overlaysPending = signal(0);

/** All files as one GeoJSON document, for the map's worker; none of it is read here. */
export const overlaysGeoJson = computed(
  () =>
    new Blob(
      [
        '{"type":"FeatureCollection","features":[',
        ...overlays.value.flatMap(({ features }, i) => (i === 0 ? [features] : [",", features])),
        "]}",
      ],
      { type: "application/geo+json" },
    ),
);

const waiting = new Map<number, { name: string; resolve: (report: GpxReport) => void }>();
let worker: Worker | null = null;
let orders = 0;

function running(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("../worker/gpx_worker.ts", import.meta.url), { type: "module", name: "gpx" });
  worker.onmessage = ({ data }: MessageEvent<GpxReport>) => {
    waiting.get(data.id)?.resolve(data);
    waiting.delete(data.id);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    worker?.terminate();
    worker = null;
    for (const [id, { name, resolve }] of waiting) {
      resolve({ id, problem: `“${name}” could not be read: ${event.message || "this browser gave up on it"}.` });
    }
    waiting.clear();
  };
  return worker;
}

function read(file: File): Promise<GpxReport> {
  const id = ++orders;
  return new Promise((resolve) => {
    waiting.set(id, { name: file.name, resolve });
    running().postMessage({ id, file } satisfies GpxOrder);
  });
}

export async function openGpx(files: Iterable<File>) {
  overlayProblems.value = [];
  const say = (problem: string) => (overlayProblems.value = [...overlayProblems.value, problem]);
  for (const file of files) {
    if (file.size > kMaxGpxBytes) {
      say(`“${file.name}” is larger than ${kMaxGpxBytes / 1e6} MB.`);
      continue;
    }
    ++overlaysPending.value;
    const report = await read(file);
    --overlaysPending.value;
    if ("problem" in report) say(report.problem);
    else overlays.value = [...overlays.value, report.walk];
  }
}

export const closeGpx = (walk: GpxWalk) => {
  overlays.value = overlays.value.filter((other) => other !== walk);
};
