// GPX files of the person's own, drawn over the map. They stay on this device, and only until the page is closed.
import { signal } from "@preact/signals";
import { kMaxGpxBytes, readGpx, type GpxWalk } from "../geo/read_gpx";

export const overlays = signal<readonly GpxWalk[]>([]);
export const overlayProblem = signal<string | null>(null);

export async function openGpx(file: File) {
  overlayProblem.value = null;
  if (file.size > kMaxGpxBytes) {
    overlayProblem.value = `“${file.name}” is larger than ${kMaxGpxBytes / 1e6} MB.`;
    return;
  }
  try {
    const walk = readGpx(new DOMParser().parseFromString(await file.text(), "application/xml"), file.name);
    if (typeof walk === "string") overlayProblem.value = walk;
    else overlays.value = [...overlays.value, walk];
  } catch {
    overlayProblem.value = `“${file.name}” could not be read.`;
  }
}

export const closeGpx = (walk: GpxWalk) => {
  overlays.value = overlays.value.filter((other) => other !== walk);
};
