// The worker that makes contours and steep ground, as two protocols of the map: contour://UNIT/Z/X/Y and slope://SCHEME/Z/X/Y.
import { addProtocol } from "maplibre-gl";
import { contourLevels, densestLevels, type ContourUnit } from "../geo/contour_levels";
import { kMetresInFoot } from "../format/units";
import type { Palette } from "./palette";
import type { ReliefAnswer, ReliefBegin, ReliefOrder, ReliefRequest } from "./relief_worker";
import ReliefWorker from "./relief_worker?worker";
import { kSlopeClasses, type Rgb } from "../geo/slope";

/** Contours are made up to this zoom; deeper ones enlarge them. */
export const kContourZoom = 13;
export const kMinContourZoom = 11;
/** The address of steep ground in a palette's colours: it names them. */
export const slopeTiles = ({ ground }: Palette): string =>
  `slope://${kSlopeClasses.map((degrees) => ground[`slope-${degrees}`].slice(1)).join("-")}/{z}/{x}/{y}`;

/** The colours that such an address names. */
export const slopeColours = (host: string): Rgb[] =>
  host.split("-").map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb);

export const contourTiles = (unit: ContourUnit, isDense = false) =>
  `contour://${unit}${isDense ? "-dense" : ""}/{z}/{x}/{y}`;

type Made = ArrayBuffer | ImageBitmap | null;
type Pending = { resolve: (data: Made) => void; reject: (error: Error) => void };

/** The worker, and what is asked of it. */
class ReliefMaker {
  #worker = new ReliefWorker();
  #pending = new Map<number, Pending>();
  #last = 0;

  constructor(begin: ReliefBegin) {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<ReliefAnswer>) => {
      const waiting = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if ("failed" in data) waiting?.reject(new Error(data.failed));
      else waiting?.resolve(data.data);
    });
    this.#post({ begin });
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
export function addReliefProtocols(begin: ReliefBegin) {
  maker?.end();
  maker = null;
  const make = (order: Omit<ReliefOrder, "id">, { signal }: AbortController) =>
    (maker ??= new ReliefMaker(begin)).make(order, signal);
  addProtocol("contour", async ({ url }, abort) => {
    const { host, cell } = cellOf(url);
    const [unit, dense] = host.split("-") as [ContourUnit, string?];
    const levels = dense === undefined ? contourLevels(unit, cell.z) : densestLevels(unit);
    const contours = { levels, perMetre: unit === "m" ? 1 : 1 / kMetresInFoot };
    return { data: (await make({ ...cell, contours }, abort)) as ArrayBuffer };
  });
  addProtocol("slope", async ({ url }, abort) => {
    const { host, cell } = cellOf(url);
    return { data: (await make({ ...cell, slopes: { colours: slopeColours(host) } }, abort)) as ImageBitmap };
  });
}
