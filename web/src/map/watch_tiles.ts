// Knows which squares of a map could not be loaded, and asks for them again.
import type { Map as MapLibre, Tile } from "maplibre-gl";

/** After squares were asked for again, it is looked so often whether they came. */
const kLookEveryMs = 300;
const kLongestLoadMs = 30_000;

interface Missing {
  sourceId: string;
  tile: Tile;
}

export interface TileWatch {
  /** How many squares in view are missing. */
  count: () => number;
  loadAgain: () => void;
}

/** Calls `changed` whenever the number of missing squares may have changed. Other errors go to the console. */
export function watchTiles(map: MapLibre, changed: () => void): TileWatch {
  const missing = new Map<string, Missing>();
  const keyOf = (sourceId: string, tile: Tile) => `${sourceId} ${tile.tileID.key}`;
  map.on("error", (event) => {
    const { tile, sourceId = "", error } = event as typeof event & Partial<Missing>;
    if (!tile) return void console.error(error);
    missing.set(keyOf(sourceId, tile), { sourceId, tile });
    changed();
    // Whoever waits for the map to be idle hears of it only after a frame.
    map.triggerRepaint();
  });
  map.on("data", (event) => {
    if (event.dataType !== "source" || !event.tile) return;
    if (missing.delete(keyOf(event.sourceId, event.tile as Tile))) changed();
  });
  /** What is out of view is asked for again when it comes back; and an empty square that comes at last is no event. */
  const sweep = () => {
    for (const [key, { tile }] of missing) if (tile.uses <= 0 || tile.state === "loaded") missing.delete(key);
  };
  const look = () => {
    sweep();
    changed();
  };
  map.on("moveend", look);
  map.on("idle", look);
  return {
    count: () => {
      sweep();
      return missing.size;
    },
    loadAgain: () => {
      for (const { sourceId, tile } of missing.values())
        if (map.getSource(sourceId)) map.refreshTiles(sourceId, [tile.tileID.canonical]);
      const until = Date.now() + kLongestLoadMs;
      const timer = setInterval(() => {
        look();
        if (missing.size === 0 || Date.now() > until) clearInterval(timer);
      }, kLookEveryMs);
    },
  };
}
