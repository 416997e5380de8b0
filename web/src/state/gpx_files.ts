// Reads GPX files of the person's own, in a worker that is started with the first of them. They stay on this device.
import type { GpxOrder, GpxReport } from "../worker/gpx_worker";

export const kMaxGpxBytes = 50_000_000;

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

/** What is wanted of a file, or a sentence that says why there is none. */
export function readGpxFile(file: File, wanted: GpxOrder["wanted"]): Promise<GpxReport> {
  const id = ++orders;
  if (file.size > kMaxGpxBytes)
    return Promise.resolve({ id, problem: `“${file.name}” is larger than ${kMaxGpxBytes / 1e6} MB.` });
  return new Promise((resolve) => {
    waiting.set(id, { name: file.name, resolve });
    running().postMessage({ id, file, wanted } satisfies GpxOrder);
  });
}
