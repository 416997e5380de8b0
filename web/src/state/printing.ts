// Printing a loop: `print` sets what the print view shows (only the printer sees it), then opens the browser's dialog.
import { signal } from "@preact/signals";
import type { GridLine, Paper, Scale, View } from "../geo/paper";
import type { Details, Loop } from "../plan/types";
import { details, walkedLoop } from "./details";
import { errorText } from "./error_text";
import type { NumberedLoop } from "./selection";

/** A map of the sheet: its picture, and what is drawn over and beside it. */
export interface PrintedMap {
  view: View;
  /** Everything is on the picture: no square is missing. */
  isWhole: boolean;
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
  paper: Paper;
  /** null where there is no map. */
  maps: PrintedMaps | null;
  /** What is wrong with the maps, or null. */
  mapProblem: string | null;
}

export const printJob = signal<PrintJob | null>(null);

/** Where paper is measured in inches. */
const kLetterRegions = ["US", "CA", "MX", "PH", "CL", "CO", "CR", "VE"];
const usualPaper = (): Paper =>
  kLetterRegions.includes(new Intl.Locale(globalThis.navigator?.language || "en").region ?? "") ? "Letter" : "A4";

export const printScale = signal<Scale | null>(null);
export const printPaper = signal<Paper>(usualPaper());

/** The map is drawn, or will be: false once it is known that there is none. */
export const isMapComing = signal(true);

/** Set by the map once it is drawn. */
export const drawMaps = signal<((order: PrintOrder) => Promise<PrintedMaps>) | null>(null);

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function forgetPictures(maps: PrintedMaps | null | undefined) {
  for (const map of [...(maps?.pages ?? []), maps?.overview]) if (map) URL.revokeObjectURL(map.image);
}

/** The map is waited for so long, such as after the graphics card forgot everything. */
const kMapWaitMs = 20_000;

/** Resolves once maps can be drawn, or it is known that they cannot. */
async function mapMaker() {
  const until = Date.now() + kMapWaitMs;
  while (!drawMaps.value && isMapComing.value && Date.now() < until) await new Promise((next) => setTimeout(next, 100));
  return drawMaps.value;
}

/** The maps of the sheet; null, and why, where there are none. Squares that could not be loaded are told, too. */
async function mapsOf(order: PrintOrder): Promise<Pick<PrintJob, "maps" | "mapProblem">> {
  const draw = await mapMaker();
  if (!draw)
    return {
      maps: null,
      mapProblem: isMapComing.value ? "The map is not there yet, so the sheet has lines only." : null,
    };
  try {
    const maps = await draw(order);
    const isWhole = [...maps.pages, ...(maps.overview ? [maps.overview] : [])].every((map) => map.isWhole);
    return { maps, mapProblem: isWhole ? null : "Parts of the printed map are missing: they could not be loaded." };
  } catch (error) {
    return { maps: null, mapProblem: `The map could not be drawn, so the sheet has lines only. ${errorText(error)}` };
  }
}

/** Resolves with what went wrong, or null. */
export async function print(entry: NumberedLoop, name: string): Promise<string | null> {
  const found = details.value;
  const loop = walkedLoop.value;
  if (!found || !loop) return "The details of the loop are still loading. Try again in a moment.";
  const order = { details: found, loop, rank: entry.rank, scale: printScale.value, paper: printPaper.value };
  const drawn = await mapsOf(order);
  const before = printJob.value?.maps;
  printJob.value = { entry, name, loop, details: found, paper: order.paper, ...drawn };
  forgetPictures(before);
  await nextFrame();
  const pictures = document.querySelectorAll<SVGImageElement & Partial<Pick<HTMLImageElement, "decode">>>(
    ".sheet image",
  );
  await Promise.all([...pictures].map((picture) => picture.decode?.().catch(() => {})));
  window.print();
  return drawn.mapProblem;
}
