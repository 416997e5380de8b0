// Makes contours and pictures of steep ground from the tiles of the layer `terrain`, off the page's own thread. Heights that
// are not known, and those that were filled for the picture, make neither.
import contour from "maplibre-contour";
import type { ContourLevels } from "../geo/contour_levels";
import { slopePixels, type Rgb } from "../geo/slope";
import { forgetFilled } from "../geo/filled";
import { groundTile, groundTiles } from "./ground_tiles";

export interface ReliefOrder {
  id: number;
  z: number;
  x: number;
  y: number;
  /** Contours: every so many of the unit, bold every so many, and how many of the unit a metre has. */
  contours?: { levels: ContourLevels; perMetre: number };
  slopes?: { colours: Rgb[] };
}

export interface ReliefBegin {
  /** The page's own address. */
  base: string;
  /** The deepest zoom of the layer `terrain`. */
  maxzoom: number;
  /** Of the ground. */
  version: string;
}

export type ReliefRequest = { begin: ReliefBegin } | ReliefOrder | { abort: number };
export type ReliefAnswer = { id: number; data: ArrayBuffer | ImageBitmap | null } | { id: number; failed: string };

const kSize = 256;
const kBlockZoom = 10;
const kTimeoutMs = 30_000;
/** Decoded tiles that are kept: 256 kB each. */
const kCachedTiles = 40;

type Block = { filled?: Record<string, number[]> };

/** The addresses of the blocks' lists. */
let lists = "";
let manager: InstanceType<typeof contour.LocalDemManager>;
const running = new Map<number, AbortController>();
const nameOf = new WeakMap<Blob, string>();
const blocks = new Map<string, Promise<Block>>();

const unknown = () => ({ width: kSize, height: kSize, data: new Float32Array(kSize * kSize).fill(NaN) });

async function fetchOnce(url: string, signal?: AbortSignal): Promise<Response | null> {
  const response = await fetch(url, signal ? { signal } : {});
  if (response.status === 204 || response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response;
}

/** The list of the z10 block in which a tile lies. */
function blockOf(tile: string): Promise<Block> {
  const [z, x, y] = tile.split("/").map(Number) as [number, number, number];
  const up = 2 ** (z - kBlockZoom);
  const name = `${Math.floor(x / up)}/${Math.floor(y / up)}`;
  let block = blocks.get(name);
  if (!block) {
    block = fetchOnce(groundTile(lists, `${kBlockZoom}/${name}`)).then((response) =>
      response ? (response.json() as Promise<Block>) : {},
    );
    block.catch(() => blocks.delete(name));
    blocks.set(name, block);
  }
  return block;
}

async function getTile(url: string, abort: AbortController) {
  const response = await fetchOnce(url, abort.signal);
  const data = response ? await response.blob() : new Blob();
  nameOf.set(data, /terrain\/(\d+\/\d+\/\d+)\?/.exec(url)![1]!);
  return { data };
}

let reading: OffscreenCanvasRenderingContext2D | null = null;

async function decode(blob: Blob) {
  if (blob.size === 0) return unknown();
  const image = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  if (image.width !== kSize || image.height !== kSize) throw new Error("A terrain tile of an unknown size.");
  reading ??= new OffscreenCanvas(kSize, kSize).getContext("2d", { willReadFrequently: true })!;
  reading.drawImage(image, 0, 0);
  image.close();
  const tile = contour.decodeParsedImage(kSize, kSize, "terrarium", reading.getImageData(0, 0, kSize, kSize).data);
  const name = nameOf.get(blob)!;
  const filled = Number(name.split("/")[0]) < kBlockZoom ? [] : ((await blockOf(name)).filled?.[name] ?? []);
  forgetFilled(tile.data, filled);
  return tile;
}

async function contoursOf({ z, x, y, contours }: ReliefOrder, abort: AbortController) {
  const { levels, perMetre } = contours!;
  return (await manager.fetchContourTile(z, x, y, { levels: [...levels], multiplier: perMetre, overzoom: 0 }, abort))
    .arrayBuffer;
}

async function slopesOf({ z, x, y, slopes }: ReliefOrder, abort: AbortController) {
  const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [x + dx, y + dy] as const));
  const wide = 2 ** z;
  const tiles = await Promise.all(
    around.map(([column, row]) =>
      row < 0 || row >= wide ? undefined : manager.fetchDem(z, (column + wide) % wide, row, { levels: [] }, abort),
    ),
  );
  const heights = contour.HeightTile.combineNeighbors(tiles);
  if (!heights) return null;
  const { get } = heights.materialize(1);
  return createImageBitmap(new ImageData(slopePixels(get, { z, y }, kSize, slopes!.colours), kSize, kSize));
}

async function answer(order: ReliefOrder) {
  const abort = new AbortController();
  running.set(order.id, abort);
  try {
    const data = await (order.contours ? contoursOf(order, abort) : slopesOf(order, abort));
    postMessage({ id: order.id, data } satisfies ReliefAnswer, data ? [data] : []);
  } catch (error) {
    postMessage({
      id: order.id,
      failed: error instanceof Error ? error.message : String(error),
    } satisfies ReliefAnswer);
  }
  running.delete(order.id);
}

addEventListener("message", ({ data }: MessageEvent<ReliefRequest>) => {
  if ("begin" in data) {
    const { base, maxzoom, version } = data.begin;
    lists = groundTiles(base, "ground", version);
    manager = new contour.LocalDemManager({
      demUrlPattern: groundTiles(base, "terrain", version),
      cacheSize: kCachedTiles,
      encoding: "terrarium",
      maxzoom,
      timeoutMs: kTimeoutMs,
      getTile,
      decodeImage: decode,
    } as unknown as ConstructorParameters<typeof contour.LocalDemManager>[0]);
  } else if ("abort" in data) running.get(data.abort)?.abort();
  else void answer(data);
});
