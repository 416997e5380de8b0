// A data set: the planner with the tiles it holds. Fetches the tiles it lacks. Tiles stay loaded from query to query.
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import type { Place } from "../places/place";
import type { MapTrailhead, PlaceEntry, Query } from "../plan/types";
import { fetchMeta, fetchMetaNow, fetchTiles, fetchTowns, markDamaged, tileName, type TileRef } from "./fetching";
import { Helpers } from "./helpers";
import { asCallError, errorIn } from "./planner_error";
import {
  CallError,
  type LatLon,
  type Meta,
  type Opened,
  type Renewed,
  type Reach,
  type MapData,
  type TrailheadPoint,
} from "./protocol";

/** A data set with fewer bytes of trails and roads is loaded whole. */
const kMaxWholeBytes = 3_000_000;
const kMaxIndexTilesAtOnce = 24;
/** A drive of 1,000 km needs some forty rounds. */
const kMaxRounds = 100;

export class DataSet {
  readonly helpers = new Helpers();
  #networkUrl: string | null = null;
  #loadedTrailTiles = 0;
  #drawnTrailTiles = 0;
  #groundVersion: string | undefined;

  private constructor(
    readonly planner: Planner,
    readonly base: string,
    readonly meta: Meta,
    readonly towns: PlaceEntry[],
  ) {
    this.#groundVersion = meta.ground?.version;
  }

  static async open(planner: Planner, base: string): Promise<DataSet> {
    const [meta, towns] = await Promise.all([fetchMeta(base), fetchTowns(base)]);
    return new DataSet(planner, base, meta, towns);
  }

  /** Its planner stays for calls that still run: it goes with its module, once nothing refers to it. */
  close() {
    this.helpers.end();
  }

  /** What the server has in place of these data; null where nothing, and where it cannot be asked. Another ground is told
   * once. */
  async renewed(): Promise<Renewed | null> {
    const now = await fetchMetaNow(this.base);
    if (now === null) return null;
    if (now.data.version !== this.meta.data.version) return { of: "data" };
    if (now.ground?.version === this.#groundVersion) return null;
    this.#groundVersion = now.ground?.version;
    const { data: _, ...ground } = now;
    return { of: "ground", ground };
  }

  /** Loads the index, unless the region is very large: so its villages are found before a start is chosen. */
  async loadIndex(signal: AbortSignal): Promise<Opened> {
    const tiles = cellsOf(this.meta.extent, this.meta.layers.index?.minzoom ?? 8, "index");
    const complete = tiles.length <= kMaxIndexTilesAtOnce;
    if (complete) await this.#fetch(tiles, signal);
    return { meta: this.meta, places: this.#places(), trailheads: this.#trailheads(), complete };
  }

  /** Loads the part of the index that lists a trailhead at this place. */
  async loadIndexAt({ lat, lon }: LatLon, signal: AbortSignal) {
    await this.#fetch(cellsOf([lon, lat, lon, lat], this.meta.layers.index?.minzoom ?? 8, "index"), signal);
  }

  /** The network that is loaded, and the trailheads and places that are known. */
  mapData(): MapData {
    if (this.#drawnTrailTiles !== this.#loadedTrailTiles) {
      this.#drawnTrailTiles = this.#loadedTrailTiles;
      const before = this.#networkUrl;
      // The map may still read the one before.
      if (before) setTimeout(() => URL.revokeObjectURL(before), 30_000);
      this.#networkUrl = URL.createObjectURL(
        new Blob([this.planner.networkGeoJson()], { type: "application/geo+json" }),
      );
    }
    return { networkUrl: this.#networkUrl, places: this.#places(), trailheads: this.#trailheads() };
  }

  /** Loads a small data set whole. That tells the server nothing of where the person is. */
  async loadIfSmall(signal: AbortSignal): Promise<MapData> {
    const { trails, roads } = this.meta.layers;
    if ((trails?.bytes ?? Infinity) + (roads?.bytes ?? 0) <= kMaxWholeBytes) {
      const { tiles } = JSON.parse(this.planner.unloadedTiles()) as { tiles: TileRef[] };
      await this.#fetch(tiles, signal);
    }
    return this.mapData();
  }

  async drive(query: Query, signal: AbortSignal): Promise<Reach> {
    return (await this.#fetchUntilComplete(
      () => this.planner.drive(query),
      signal,
      () => {},
    )) as Reach;
  }

  /** Fetches the tiles that the query needs, until the planner lacks none. */
  async load(query: Query, signal: AbortSignal, report: (done: number, of: number) => void): Promise<void> {
    await this.#fetchUntilComplete(() => this.planner.missingTiles(query), signal, report);
  }

  /** Asks the planner and fetches the tiles that its answer names, again and again, until it names none. */
  async #fetchUntilComplete(
    ask: () => string,
    signal: AbortSignal,
    report: (done: number, of: number) => void,
  ): Promise<unknown> {
    let done = 0;
    for (let round = 0; round < kMaxRounds; ++round) {
      const text = ask();
      const problem = errorIn(text);
      if (problem) throw asCallError("query", problem);
      const answer = JSON.parse(text) as { tiles?: TileRef[] };
      const tiles = answer.tiles ?? [];
      if (tiles.length === 0) return answer;
      const of = done + tiles.length;
      report(done, of);
      await this.#fetch(tiles, signal, () => report(++done, of));
    }
    throw new CallError(
      "data",
      "The planner keeps asking for tiles. Reload the page. If it happens again, please report it.",
    );
  }

  async #fetch(tiles: readonly TileRef[], signal: AbortSignal, delivered = () => {}) {
    await fetchTiles(this.base, tiles, signal, (tile, bytes) => {
      const problem = errorIn(this.planner.addTile(tile.layer, tile.z, tile.x, tile.y, bytes));
      if (problem) {
        markDamaged(this.base, tile);
        if (problem.code === "data_changed") throw asCallError("changed", problem);
        throw new CallError(
          "tile",
          `Tile ${tileName(tile)} arrived damaged. Try again to fetch it anew. (${problem.detail || problem.code})`,
        );
      }
      this.helpers.addTile({ tile, bytes });
      if (tile.layer === "trails") ++this.#loadedTrailTiles;
      delivered();
    });
  }

  #trailheads(): TrailheadPoint[] {
    const collection = JSON.parse(this.planner.trailheadsJson()) as {
      features: { geometry: { coordinates: [number, number] }; properties: MapTrailhead }[];
    };
    return collection.features.map(({ geometry: { coordinates }, properties }) => ({
      id: properties.id,
      name: properties.name,
      kind: properties.kind,
      lat: coordinates[1],
      lon: coordinates[0],
    }));
  }

  #places(): Place[] {
    const smaller = JSON.parse(this.planner.placesJson()) as PlaceEntry[];
    const places = new Map<string, Place>();
    for (const place of [...this.towns, ...smaller]) {
      const { id, name, kind, lat, lon } = place;
      if (name) places.set(id, { id, name, also: place.name_en, kind, lat, lon, population: place.population });
    }
    return [...places.values()];
  }
}

/** The Web Mercator cells of one zoom that meet a box, whose east may lie beyond 180°. */
function cellsOf([west, south, east, north]: Meta["extent"], z: number, layer: string): TileRef[] {
  const column = (lon: number) => Math.floor(((lon + 180) / 360) * 2 ** z);
  const row = (lat: number) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  const cells: TileRef[] = [];
  for (let x = column(west); x <= column(east); ++x) {
    for (let y = row(north); y <= row(south); ++y) cells.push({ layer, z, x: x % 2 ** z, y, hash: null });
  }
  return cells;
}
