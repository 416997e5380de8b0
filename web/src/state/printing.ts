// Printing a loop: `print` sets what the print view shows (only the printer sees it), then opens the browser's dialog.
import { signal } from "@preact/signals";
import type { GridLine, Paper, Scale, View } from "../geo/paper";
import type { Details, Loop } from "../plan/types";
import { details, walkedLoop } from "./details";
import type { NumberedLoop } from "./selection";

/** A map of the sheet: its picture, and what is drawn over and beside it. */
export interface PrintedMap {
  view: View;
  /** The address of the picture. */
  image: string;
  /** The grid's zone, such as 31T; null near the poles, where there is no grid. */
  zone: string | null;
  grid: GridLine[];
}

export interface PrintedMaps {
  pages: PrintedMap[];
  /** Where there are several pages: the whole loop. */
  overview: PrintedMap | null;
  paper: Paper;
  scale: Scale;
  /** Contours are so many metres or feet apart; null where there are none. */
  contours: number | null;
}

export interface PrintOrder {
  details: Details;
  loop: Loop;
  rank: number;
  /** null: the largest that shows the loop on one page. */
  scale: Scale | null;
  paper: Paper;
}

export interface PrintJob {
  entry: NumberedLoop;
  name: string;
  loop: Loop;
  details: Details;
  /** null where there is no map. */
  maps: PrintedMaps | null;
}

export const printJob = signal<PrintJob | null>(null);

/** Where paper is measured in inches. */
const kLetterRegions = ["US", "CA", "MX", "PH", "CL", "CO", "CR", "VE"];
const usualPaper = (): Paper =>
  kLetterRegions.includes(new Intl.Locale(globalThis.navigator?.language || "en").region ?? "") ? "Letter" : "A4";

export const printScale = signal<Scale | null>(null);
export const printPaper = signal<Paper>(usualPaper());

/** Set by the map once it is drawn. */
export const drawMaps = signal<((order: PrintOrder) => Promise<PrintedMaps>) | null>(null);

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function forgetPictures(maps: PrintedMaps | null | undefined) {
  for (const map of [...(maps?.pages ?? []), maps?.overview]) if (map) URL.revokeObjectURL(map.image);
}

/** Resolves with what went wrong, or null. */
export async function print(entry: NumberedLoop, name: string): Promise<string | null> {
  const found = details.value;
  const loop = walkedLoop.value;
  if (!found || !loop) return "The details of the loop are still loading. Try again in a moment.";
  const order = { details: found, loop, rank: entry.rank, scale: printScale.value, paper: printPaper.value };
  const maps = (await drawMaps.value?.(order)) ?? null;
  const before = printJob.value?.maps;
  printJob.value = { entry, name, loop, details: found, maps };
  forgetPictures(before);
  await nextFrame();
  const pictures = document.querySelectorAll<SVGImageElement & Partial<Pick<HTMLImageElement, "decode">>>(
    ".sheet image",
  );
  await Promise.all([...pictures].map((picture) => picture.decode?.().catch(() => {})));
  window.print();
  return null;
}
