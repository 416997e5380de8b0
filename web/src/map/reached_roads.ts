// The roads that a drive reaches, drawn up to where it ends. All are laid out once; whether one is near is a state of its
// own, so that a moved drive field repaints only the roads it passes.
import type { FeatureCollection } from "geojson";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { counted } from "../state/drive";
import type { DriveBy } from "../state/form";

const kSource = "reach";

export class ReachedRoads {
  /** By how far they are: the feature's number, and metres or seconds of driving to its farther end. */
  #roads: { id: number; away: number }[] = [];
  #nearCount = 0;

  constructor(private readonly map: MapLibre) {}

  set(roads: FeatureCollection, by: DriveBy) {
    this.map.removeFeatureState({ source: kSource });
    this.#nearCount = 0;
    this.#roads = roads.features
      .map(({ properties }, id) => ({ id, away: counted(properties as { drive_m: number; drive_s: number }, by) }))
      .sort((a, b) => a.away - b.away);
    void this.map.getSource<GeoJSONSource>(kSource)?.setData(roads);
  }

  showUpTo(limit: number) {
    const farther = this.#roads.findIndex((road) => road.away > limit);
    const count = farther === -1 ? this.#roads.length : farther;
    const passed = this.#roads.slice(Math.min(count, this.#nearCount), Math.max(count, this.#nearCount));
    for (const { id } of passed) this.map.setFeatureState({ source: kSource, id }, { near: count > this.#nearCount });
    this.#nearCount = count;
  }
}
