// What is known of the data: from opening it, and growing as tiles are loaded.
import { computed, signal } from "@preact/signals";
import type { Place } from "../places/place";
import { placesOfTrailheads } from "../places/places_of_trailheads";
import type { Meta, Opened, Survey, TrailheadPoint } from "../worker/protocol";

export const meta = signal<Meta | null>(null);
export const places = signal<readonly Place[]>([]);
export const trailheads = signal<readonly TrailheadPoint[]>([]);
/** All that a start can be named by. */
export const startPlaces = computed(() => [...places.value, ...placesOfTrailheads(trailheads.value)]);
/** Every trailhead of the data set is among them. */
export const knowsAllTrailheads = signal(false);
export const networkUrl = signal<string | null>(null);

export function takeOpened(opened: Opened) {
  meta.value = opened.meta;
  places.value = opened.places;
  trailheads.value = opened.trailheads;
  knowsAllTrailheads.value = opened.complete;
}

export function takeSurvey(survey: Survey) {
  if (survey.places.length !== places.value.length) places.value = survey.places;
  if (survey.trailheads.length !== trailheads.value.length) trailheads.value = survey.trailheads;
  if (survey.networkUrl) networkUrl.value = survey.networkUrl;
}
