// The worker that makes contours and steep ground, as two protocols of the map: contour://UNIT/Z/X/Y and slope://SCHEME/Z/X/Y.
import { addProtocol } from "maplibre-gl";
import type { ContourUnit } from "./ground_layers";
import type { Palette } from "./palette";
import type { ReliefAnswer, ReliefOrder, ReliefRequest } from "./relief_worker";
import ReliefWorker from "./relief_worker?worker";
import { kSlopeClasses, type Rgb } from "./slope";

/** Contours are made up to this zoom; deeper ones enlarge them. */
export const kContourZoom = 13;
export const kMinContourZoom = 11;
const kFeetPerMetre = 3.28084;

/** From a zoom on: every so many metres or feet, and the bold ones. */
const kLevels: Record<ContourUnit, { fromZoom: number; levels: [number, number] }[]> = {
  m: [
    { fromZoom: 13, levels: [20, 100] },
    { fromZoom: 12, levels: [100, 500] },
    { fromZoom: 0, levels: [200, 1000] },
  ],
  ft: [
    { fromZoom: 13, levels: [40, 200] },
    { fromZoom: 12, levels: [200, 1000] },
    { fromZoom: 0, levels: [500, 2500] },
  ],
};

/** Contours for paper are dense at once: a printed map at 1:50,000 is of zoom 12. */
export const printedLevels = (unit: ContourUnit) => kLevels[unit][0]!.levels;
const levelsAt = (unit: ContourUnit, z: number, isDense: boolean) =>
  (isDense ? kLevels[unit][0] : kLevels[unit].find(({ fromZoom }) => z >= fromZoom))!.levels;

/** The colours of steep ground, by the names of schemes in addresses: another scheme is another address. */
let slopeColours: Rgb[] = [];

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

/** The address of steep ground in a palette's colours. */
export function slopeTiles({ ground }: Palette): string {
  const colours = kSlopeClasses.map((degrees) => ground[`slope-${degrees}`]);
  slopeColours = colours.map(rgbOf);
  return `slope://${colours.join("").replaceAll("#", "")}/{z}/{x}/{y}`;
}

export const contourTiles = (unit: ContourUnit, isDense = false) =>
  `contour://${unit}${isDense ? "-dense" : ""}/{z}/{x}/{y}`;

type Made = ArrayBuffer | ImageBitmap | null;
type Pending = { resolve: (data: Made) => void; reject: (error: Error) => void };

/** The worker, and what is asked of it. */
class ReliefMaker {
  #worker = new ReliefWorker();
  #pending = new Map<number, Pending>();
  #last = 0;

  constructor(base: string, maxzoom: number) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<ReliefAnswer>) => {
      const waiting = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if ("failed" in data) waiting?.reject(new Error(data.failed));
      else waiting?.resolve(data.data);
    });
    this.#post({ begin: { base, maxzoom } });
  }

  make(order: Omit<ReliefOrder, "id">, abort: AbortSignal): Promise<Made> {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#pending.set(id, { resolve, reject });
      abort.addEventListener("abort", () => this.#post({ abort: id }), { once: true });
      this.#post({ ...order, id });
    });
  }

  end() {
    this.#worker.terminate();
    this.#pending.forEach(({ reject }) => reject(new Error("The data were renewed.")));
  }

  #post(request: ReliefRequest) {
    this.#worker.postMessage(request);
  }
}

function cellOf(url: string) {
  const [, host, z, x, y] = /:\/\/([\w-]+)\/(\d+)\/(\d+)\/(\d+)$/.exec(url)!;
  return { host: host!, cell: { z: Number(z), x: Number(x), y: Number(y) } };
}

let maker: ReliefMaker | null = null;

/** Registers the protocols for all maps of the page; again, once the data were renewed. The worker starts when it is first
 * asked. */
export function addReliefProtocols(base: string, maxzoom: number) {
  maker?.end();
  maker = null;
  const make = (order: Omit<ReliefOrder, "id">, { signal }: AbortController) =>
    (maker ??= new ReliefMaker(base, maxzoom)).make(order, signal);
  addProtocol("contour", async ({ url }, abort) => {
    const { host, cell } = cellOf(url);
    const [unit, dense] = host.split("-") as [ContourUnit, string?];
    const levels = levelsAt(unit, cell.z, dense !== undefined);
    const contours = { levels, perMetre: unit === "m" ? 1 : kFeetPerMetre };
    return { data: (await make({ ...cell, contours }, abort)) as ArrayBuffer };
  });
  addProtocol("slope", async ({ url }, abort) => {
    const { cell } = cellOf(url);
    return { data: (await make({ ...cell, slopes: { colours: slopeColours } }, abort)) as ImageBitmap };
  });
}
