// What the plan says, in plain words.
import type { Loop, PlanTrailhead } from "../plan/types";
import type { Place } from "../places/place";
import { distanceM } from "../geo/distance";
import { length, type Unit } from "./units";

/** Scores are shown in points of 100. */
export const points = (score: number) => Math.round(score * 100);

/** Whole points that a bound leaves above a score, with their unit; null for none. */
export function pointsAbove(bound: number, score: number): string | null {
  const gap = Math.ceil((bound - score) * 100 - 1e-9);
  return gap <= 0 ? null : `${gap} ${gap === 1 ? "point" : "points"}`;
}

const kGradeNames: Record<string, string> = {
  strolling: "Strolling",
  hiking: "T1 hiking",
  mountain_hiking: "T2 mountain hiking",
  demanding_mountain_hiking: "T3 demanding mountain hiking",
  alpine_hiking: "T4 alpine hiking",
  demanding_alpine_hiking: "T5 demanding alpine hiking",
  difficult_alpine_hiking: "T6 difficult alpine hiking",
};
export const kGrades = Object.keys(kGradeNames);
export const gradeName = (grade: string) => kGradeNames[grade] ?? grade;

export function hardestGrade(loop: Loop, unit: Unit): string {
  const ungraded = loop.ungraded_m > 0 ? `${length(loop.ungraded_m, unit)} ungraded` : "";
  if (!loop.max_sac_scale) return "Not graded in the map data";
  return [gradeName(loop.max_sac_scale), ungraded].filter(Boolean).join(", ");
}

/** How good the best loop of a trailhead provably is. */
export function proof(trailhead: PlanTrailhead): string {
  if (trailhead.best_score === null) return trailhead.reason ?? "No loop found from here.";
  if (trailhead.status === "optimal") return "Proved: nothing better exists from this trailhead.";
  const gap = trailhead.bound === null ? null : pointsAbove(trailhead.bound, trailhead.best_score);
  if (!gap) return "Nothing more than a fraction of a point better is possible from this trailhead.";
  return `The best found from this trailhead; at most ${gap} better is possible.`;
}

const kKindNames: Record<string, string> = {
  trailhead: "Trailhead",
  parking: "Car park",
  road_junction: "Road end",
};

export const trailheadKind = (kind: string) => kKindNames[kind] ?? "Trailhead";

/** A trailhead's own name, else what it is and the place it is near. */
export function trailheadName(
  trailhead: { name: string; kind: string; lat: number; lon: number },
  places: readonly Place[],
): string {
  if (trailhead.name) return trailhead.name;
  const kind = trailheadKind(trailhead.kind);
  let nearest: Place | null = null;
  let nearestM = 6000;
  for (const place of places) {
    const d = distanceM(trailhead.lat, trailhead.lon, place.lat, place.lon);
    if (d < nearestM) [nearest, nearestM] = [place, d];
  }
  return nearest ? `${kind} near ${nearest.name}` : kind;
}
