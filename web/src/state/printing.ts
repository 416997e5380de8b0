// Printing a loop: `print` sets what the print view shows (only the printer sees it), then opens the browser's dialog.
import { signal } from "@preact/signals";
import { details, walkedLoop } from "./details";
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

/** Set by the map once it is drawn: shows the whole chosen loop and resolves with a picture of the map, as a data URL. */
export const mapPicture = signal<(() => Promise<string>) | null>(null);

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Resolves with what went wrong, or null. */
export async function print(entry: NumberedLoop, name: string): Promise<string | null> {
  const found = details.value;
  const loop = walkedLoop.value;
  if (!found || !loop) return "The details of the loop are still loading. Try again in a moment.";
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
