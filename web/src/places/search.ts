// Finds places by what is typed, on this device alone. First come places of just that name, then names that begin with it,
// names with a word that begins with it, and names that contain it. Among these, larger kinds of places come first, then
// those with more people.
import { sizeRank, type Place } from "./place";

/** In lower case, without accents and punctuation: "L'Aldosa" becomes "l aldosa". */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** 0 for the best match; Infinity for none. */
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
        sizeRank(a.place.kind) - sizeRank(b.place.kind) ||
        (b.place.population ?? 0) - (a.place.population ?? 0) ||
        a.place.name.localeCompare(b.place.name),
    )
    .slice(0, limit)
    .map((match) => match.place);
}

/** Reads a position such as "42.5563, 1.5332"; null where the text is none. */
export function parsePosition(typed: string): { lat: number; lon: number } | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed);
  if (!match) return null;
  const lat = Number(match[1]);
  const lon = Number(match[2]);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}
