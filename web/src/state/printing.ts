// A loop on paper: the page hands map, figures and ways to a view that only the printer sees, and opens the dialog.
import { signal } from "@preact/signals";
import { details, walked } from "./details";
import type { NumberedLoop } from "./selection";
import type { Details, Loop } from "../plan/types";

export interface PrintJob {
  entry: NumberedLoop;
  name: string;
  loop: Loop;
  details: Details;
  /** The map as an image; null where there is no map. */
  map: string | null;
}

export const printJob = signal<PrintJob | null>(null);

/** Set by the map once it is there: draws the chosen loop whole and gives the picture. */
export const mapPicture = signal<(() => Promise<string>) | null>(null);

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

export async function print(entry: NumberedLoop, name: string): Promise<string | null> {
  const found = details.value;
  const loop = walked.value;
  if (!found || !loop) return "The loop's ways are still on their way; try again in a moment.";
  const map = mapPicture.value ? await mapPicture.value().catch(() => null) : null;
  printJob.value = { entry, name, loop, details: found, map };
  await nextFrame();
  await document
    .querySelector<HTMLImageElement>(".sheet img")
    ?.decode()
    .catch(() => {});
  window.print();
  return null;
}
