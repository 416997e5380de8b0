// The roads that a drive reaches, shown up to its limit. All roads are given to the map once. Whether one is within the limit
// is a feature state, so that a moved slider repaints only the roads between the old limit and the new one.
import type { FeatureCollection } from "geojson";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { driveAmount } from "../state/drive";
import type { DriveBy } from "../state/form";

const kSource = "reach";

export class ReachedRoads {
  /** The nearest first. `id`: of the feature; `drive`: metres or seconds to its farther end. */
  #roads: { id: number; drive: number }[] = [];
  /** So many of them are within the limit. */
  #shownCount = 0;

  constructor(private readonly map: MapLibre) {}

  set(roads: FeatureCollection, by: DriveBy) {
    this.map.removeFeatureState({ source: kSource });
    this.#shownCount = 0;
    this.#roads = roads.features
      .map(({ properties }, id) => ({ id, drive: driveAmount(properties as { drive_m: number; drive_s: number }, by) }))
      .sort((a, b) => a.drive - b.drive);
    void this.map.getSource<GeoJSONSource>(kSource)?.setData(roads);
  }

  showUpTo(limit: number) {
    const farther = this.#roads.findIndex((road) => road.drive > limit);
    const count = farther === -1 ? this.#roads.length : farther;
    const changed = this.#roads.slice(Math.min(count, this.#shownCount), Math.max(count, this.#shownCount));
    for (const { id } of changed)
      this.map.setFeatureState({ source: kSource, id }, { within: count > this.#shownCount });
    this.#shownCount = count;
  }
}
