// GPX files of the person's own, drawn over the map. They stay on this device, and only until the page is closed.
import { computed, signal } from "@preact/signals";
import type { GpxWalk } from "../worker/gpx_worker";
import { readGpxFile } from "./gpx_files";

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

export async function openGpx(files: Iterable<File>) {
  overlayProblems.value = [];
  const say = (problem: string) => (overlayProblems.value = [...overlayProblems.value, problem]);
  for (const file of files) {
    ++overlaysPending.value;
    const report = await readGpxFile(file, "walk");
    --overlaysPending.value;
    if ("problem" in report) say(report.problem);
    else if ("walk" in report) overlays.value = [...overlays.value, report.walk];
  }
}

export const closeGpx = (walk: GpxWalk) => {
  overlays.value = overlays.value.filter((other) => other !== walk);
};
