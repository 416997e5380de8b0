// Finding a place by what is typed, entirely on this device. Order: whole name, beginning of the name, beginning of a
// word, anywhere; then the larger kind of place, the more people, the name.
import { placeRank, type Place } from "./place";

/** Lower case without accents or punctuation: "L'Aldosa" and "l aldosa" are the same. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function matchRank(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  return name.includes(wanted) ? 3 : Infinity;
}

export function searchPlaces(places: readonly Place[], typed: string, limit = 8): Place[] {
  const wanted = folded(typed);
  if (!wanted) return [];
  return places
    .map((place) => ({
      place,
      rank: Math.min(matchRank(folded(place.name), wanted), matchRank(folded(place.also), wanted)),
    }))
    .filter((match) => match.rank < Infinity)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        placeRank(a.place) - placeRank(b.place) ||
        (b.place.population ?? 0) - (a.place.population ?? 0) ||
        a.place.name.localeCompare(b.place.name),
    )
    .slice(0, limit)
    .map((match) => match.place);
}

/** "42.5563, 1.5332" as a position, null when it is not one. */
export function parsePosition(typed: string): { lat: number; lon: number } | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed);
  if (!match) return null;
  const lat = Number(match[1]);
  const lon = Number(match[2]);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}
