// Fetches from the server: what the data set is, its towns, and tiles. Nothing else is ever requested. No address holds what
// the person typed or where they are: the planner asks for tiles in whole blocks.
import { kApiVersion, kMaxTileBytes, kTileVersion } from "../plan/generated";
import type { PlaceEntry } from "../plan/types";
import { anySignal } from "./any_signal";
import { bodyOf, unpacked } from "./bounded_body";
import { CallError, type Meta } from "./protocol";

export interface TileRef {
  layer: string;
  z: number;
  x: number;
  y: number;
  hash: string | null;
}

export const tileName = (tile: TileRef) => `${tile.layer}/${tile.z}/${tile.x}/${tile.y}`;

const kParallel = 6;
const kTimeoutMs = 30_000;
/** A country's towns are some megabytes. */
const kMaxDocumentBytes = 64 << 20;
/** Versions of the formats that this page reads from a server. */
export const kKnownFormats = { api: kApiVersion, tile: kTileVersion } as const;

/** Addresses whose answer was damaged. The next request for one does not use the HTTP cache, which might keep it for ever. */
const damaged = new Set<string>();

let trustsCache = true;

/** From now on the server is asked whether what a cache holds is still so, but for tiles whose address has their hash. */
export function trustNoCache() {
  trustsCache = false;
}

function cacheFor(url: URL): RequestCache {
  if (damaged.has(url.href)) return "reload";
  return trustsCache || url.searchParams.has("h") ? "default" : "no-cache";
}

async function get(url: URL, signal?: AbortSignal, cache = cacheFor(url)): Promise<globalThis.Response> {
  const timeout = AbortSignal.timeout(kTimeoutMs);
  let response: globalThis.Response;
  try {
    response = await fetch(url, { cache, signal: signal ? anySignal(signal, timeout) : timeout });
  } catch (error) {
    if (signal?.aborted) throw error;
    const why = timeout.aborted ? `gave no answer within ${kTimeoutMs / 1000} s` : "cannot be reached";
    throw new CallError("server", `The server ${why}. Check the connection, then try again.`);
  }
  if (response.ok && response.headers.get("content-type")?.startsWith("text/html")) {
    damaged.add(url.href);
    throw new CallError(
      "server",
      "A web page came instead of map data. Does this network ask you to sign in first? Do that, then try again.",
    );
  }
  return response;
}

async function getJson<T>(url: URL): Promise<T> {
  const response = await get(url);
  if (!response.ok) {
    throw new CallError("server", `The server answered ${response.status} for ${url.pathname}; the data was expected.`);
  }
  try {
    const document = JSON.parse(new TextDecoder().decode(await bodyOf(response, kMaxDocumentBytes))) as T;
    damaged.delete(url.href);
    return document;
  } catch {
    damaged.add(url.href);
    throw new CallError("data", `${url.pathname} is not readable as JSON. Is this address really a Loop Genie server?`);
  }
}

export async function fetchMeta(base: string): Promise<Meta> {
  const meta = await getJson<Meta>(new URL("v1/meta", base));
  for (const [format, known] of Object.entries(kKnownFormats)) {
    const got = meta.formats?.[format as keyof typeof kKnownFormats];
    if (got !== known) {
      throw new CallError(
        "data",
        `The server's ${format} format is version ${got ?? "unknown"}, this page knows version ${known}. Reload the page.`,
      );
    }
  }
  const [west, , east] = meta.extent;
  if (west > east) meta.extent[2] = east + 360; // across the antimeridian: one range of longitudes
  return meta;
}

/** What the server says of its data now, past every cache; null where it cannot be learned. */
export async function fetchMetaNow(base: string): Promise<Pick<Meta, "data" | "layers" | "ground"> | null> {
  try {
    const response = await get(new URL("v1/meta", base), undefined, "no-cache");
    if (!response.ok) return null;
    const meta = JSON.parse(new TextDecoder().decode(await bodyOf(response, kMaxDocumentBytes))) as Partial<Meta>;
    if (!meta.data?.version || !meta.layers) return null;
    return { data: meta.data, layers: meta.layers, ...(meta.ground && { ground: meta.ground }) };
  } catch {
    return null;
  }
}

export async function fetchTowns(base: string): Promise<PlaceEntry[]> {
  return (await getJson<{ places: PlaceEntry[] }>(new URL("v1/places.json", base))).places;
}

const tileUrl = (base: string, tile: TileRef) =>
  new URL(`v1/tiles/${tileName(tile)}${tile.hash ? `?h=${tile.hash}` : ""}`, base);

/** Marks a tile as damaged: it is fetched anew the next time. */
export const markDamaged = (base: string, tile: TileRef) => damaged.add(tileUrl(base, tile).href);

async function fetchTile(base: string, tile: TileRef, signal: AbortSignal): Promise<Uint8Array> {
  const url = tileUrl(base, tile);
  const response = await get(url, signal);
  if (response.status === 204 || response.status === 404) return new Uint8Array();
  if (!response.ok) {
    throw new CallError("server", `The server answered ${response.status} for tile ${tileName(tile)}. Try again.`);
  }
  try {
    const bytes = await unpacked(await bodyOf(response, kMaxTileBytes), kMaxTileBytes);
    damaged.delete(url.href);
    return bytes;
  } catch (error) {
    if (signal.aborted) throw error;
    markDamaged(base, tile);
    throw new CallError("tile", `Tile ${tileName(tile)} arrived damaged or was cut off. Try again to fetch it anew.`);
  }
}

/** Fetches a few at a time; `deliver` gets each as it comes. The first failure stops the others. */
export async function fetchTiles(
  base: string,
  tiles: readonly TileRef[],
  signal: AbortSignal,
  deliver: (tile: TileRef, bytes: Uint8Array) => void,
): Promise<void> {
  const stop = new AbortController();
  const both = anySignal(signal, stop.signal);
  let next = 0;
  const fetchOneByOne = async () => {
    for (let tile = tiles[next++]; tile; tile = tiles[next++]) {
      deliver(tile, await fetchTile(base, tile, both));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(kParallel, tiles.length) }, fetchOneByOne));
  } catch (error) {
    stop.abort();
    throw error;
  }
}
