// What is known of the data set. It is set when the data set is opened, and grows as tiles are loaded.
import { computed, signal } from "@preact/signals";
import type { Place } from "../places/place";
import { placesOfTrailheads } from "../places/places_of_trailheads";
import type { GroundOfMeta, Meta, Opened, MapData, TrailheadPoint } from "../worker/protocol";

export const meta = signal<Meta | null>(null);
export const places = signal<readonly Place[]>([]);
export const trailheads = signal<readonly TrailheadPoint[]>([]);
/** Who is to be named for the elevation; empty where it has none, or nobody is. */
export const elevationCredit = computed(() => {
  const credits = (meta.value?.sources ?? [])
    .filter(({ kind }) => kind === "elevation")
    .filter(({ attribution }) => attribution !== meta.value?.data.attribution)
    .map((source) => source.attribution);
  return [...new Set(credits.filter(Boolean))].join(", ");
});
/** The places and trailheads that a start can be named by. */
export const startPlaces = computed(() => [...places.value, ...placesOfTrailheads(trailheads.value)]);
/** True where `trailheads` holds every trailhead of the data set. */
export const knowsAllTrailheads = signal(false);
export const networkUrl = signal<string | null>(null);

export function setOpened(opened: Opened) {
  meta.value = opened.meta;
  places.value = opened.places;
  trailheads.value = opened.trailheads;
  knowsAllTrailheads.value = opened.complete;
}

/** What is drawn under the loops was made anew; all else is as it was. */
export function setGround(renewed: GroundOfMeta) {
  if (!meta.value) return;
  const { ground: _, ...rest } = meta.value;
  meta.value = { ...rest, ...renewed };
}

export function updateMapData(shown: MapData) {
  if (shown.places.length !== places.value.length) places.value = shown.places;
  if (shown.trailheads.length !== trailheads.value.length) trailheads.value = shown.trailheads;
  if (shown.networkUrl) networkUrl.value = shown.networkUrl;
}
