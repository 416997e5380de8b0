// What the plan says, in plain words.
import type {
  Direction,
  Loop,
  NoLoopReason,
  ParkingKind,
  PlanTrailhead,
  Query,
  RouteShape,
  SacScale,
  TrailheadKind,
  Warning,
  WarningKind,
} from "../plan/types";
import type { Place } from "../places/place";
import { distanceM } from "../geo/distance";
import { duration, height, length, type Unit } from "./units";

/** Scores are shown in points of 100. */
export const points = (score: number) => Math.round(score * 100);

/** Whole points that a bound leaves above a score, with their unit; null for none. */
export function pointsAbove(bound: number, score: number): string | null {
  const gap = Math.ceil((bound - score) * 100 - 1e-9);
  return gap <= 0 ? null : `${gap} ${gap === 1 ? "point" : "points"}`;
}

const kGradeNames: Record<SacScale, string> = {
  strolling: "Strolling",
  hiking: "T1 hiking",
  mountain_hiking: "T2 mountain hiking",
  demanding_mountain_hiking: "T3 demanding mountain hiking",
  alpine_hiking: "T4 alpine hiking",
  demanding_alpine_hiking: "T5 demanding alpine hiking",
  difficult_alpine_hiking: "T6 difficult alpine hiking",
};
export const gradeName = (grade: SacScale) => kGradeNames[grade];

export function hardestGrade(loop: Loop, unit: Unit): string {
  const ungraded = loop.ungraded_m > 0 ? `${length(loop.ungraded_m, unit)} ungraded` : "";
  if (!loop.max_sac_scale) return "Not graded in the map data";
  return [gradeName(loop.max_sac_scale), ungraded].filter(Boolean).join(", ");
}

/** "1,150 m", "≥ 1,150 m" where some of it is unknown, or "unknown". */
export function climbText({ ascent_m, climb_unknown_m }: Pick<Loop, "ascent_m" | "climb_unknown_m">, unit: Unit) {
  if (ascent_m === null) return "unknown";
  return `${climb_unknown_m > 0 ? "≥ " : ""}${height(ascent_m, unit)}`;
}

/** Where climb is unknown, a time is that of flat ground: at least so much. */
export const atLeast = ({ climb_unknown_m }: Pick<Loop, "climb_unknown_m">) => (climb_unknown_m > 0 ? "at least " : "");

const kWarnings: Record<WarningKind, string> = {
  grade: "T4 or harder",
  ungraded: "paths without a grade that may be hard",
  visibility: "hard to see",
  via_ferrata: "via ferrata, needs equipment",
  bike_trail: "built for riding down",
  permit: "permit needed",
  customers: "customers only",
  restricted: "for forestry, farming or deliveries",
  seasonal: "open in season only",
  conditional: "closed at times",
  informal: "informal, may be faint",
  fence: "fence or wall without a mapped gate",
  ford: "ford",
  tidal: "under water at high tide",
  ice_road: "over ice",
  winter_road: "passable in winter only",
  climb_unknown: "climb unknown",
  old_rules: "against the rules of this search",
};
export const warningName = (kind: WarningKind) => kWarnings[kind];

/** "Permit needed, 1.2 km". */
export function warningText({ kind, m }: Warning, unit: Unit): string {
  const name = warningName(kind);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}, ${length(m, unit)}`;
}

const kDirectionWords: Record<Direction, string> = {
  N: "north",
  NE: "north-east",
  E: "east",
  SE: "south-east",
  S: "south",
  SW: "south-west",
  W: "west",
  NW: "north-west",
};
export const directionName = (direction: Direction) => kDirectionWords[direction];

const kLimits = "the limits of length, climb and what is walked twice";
const kNoLoop: Record<NoLoopReason, (m: string, limit: string) => string> = {
  tiles_missing: () => "not all of the map around it could be loaded, so it was not searched",
  place_missing: () => "its place on the trail network is not in the data, so it was not searched",
  map_incomplete: () => "not all of the map in reach of it is loaded",
  no_way: () => "no way that may be walked starts here",
  only_out_and_back: (m) => `the ways in reach (${m}) only lead out and back`,
  loop_too_far: (m, limit) => `the nearest loop is ${m} away, and at most ${limit} may be walked twice`,
  loops_too_small: (m) => `the loops in reach have only ${m} of ways together`,
  outside_limits: () => `no loop in reach keeps within ${kLimits}`,
  required_out_of_reach: () => "no loop in reach goes over all the ways you chose",
  required_outside_limits: () => `no loop over the ways you chose keeps within ${kLimits}`,
  no_night: () => "fewer places to sleep at are near the loops in reach than nights are wanted",
  nights_outside_limits: () => "no loop in reach can be parted into days that keep within the limits",
  not_found: () => "the search found no loop within the limits, but did not prove that there is none",
};

/** "20.0 km", "5 h 00 of walking": what a query asks for. */
export const wantedText = ({ hike_m, hike_s }: Pick<Query, "hike_m" | "hike_s">, unit: Unit): string =>
  hike_s !== null ? `${duration(hike_s)} of walking` : length(hike_m ?? 0, unit);

/** Why a trailhead has no loop. */
export function noLoop(
  why: Pick<PlanTrailhead, "reason" | "reason_m" | "reason_limit_m" | "reason_s" | "reason_limit_s">,
  unit: Unit,
): string {
  if (why.reason === null) return "no loop was found";
  // A plan says either metres or seconds of walking.
  const shown = (m: number | null | undefined, s: number | null | undefined) =>
    m != null ? length(m, unit) : s != null ? `${duration(s)} of walking` : "?";
  return kNoLoop[why.reason](shown(why.reason_m, why.reason_s), shown(why.reason_limit_m, why.reason_limit_s));
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** How good the best loop of a trailhead provably is. */
export function proof(trailhead: PlanTrailhead, unit: Unit): string {
  if (trailhead.best_score === null) return sentence(noLoop(trailhead, unit));
  if (trailhead.status === "optimal") return "Proved: nothing better exists from this trailhead.";
  const gap = trailhead.bound === null ? null : pointsAbove(trailhead.bound, trailhead.best_score);
  if (!gap) return "Nothing more than a fraction of a point better is possible from this trailhead.";
  return `The best found from this trailhead; at most ${gap} better is possible.`;
}

/** A straight line that is shorter is not worth a word. */
export const kLeastGapM = 5;

/** How far a hike begins from the start that was asked for; null where it begins there, or somebody drives. */
export const startGapText = ({ start_gap_m }: Pick<Loop, "start_gap_m">, unit: Unit): string | null =>
  start_gap_m !== null && start_gap_m >= kLeastGapM
    ? `${height(start_gap_m, unit)} in a straight line from your start`
    : null;

const kKindNames: Record<TrailheadKind, string> = {
  unknown: "Trailhead",
  trailhead: "Trailhead",
  parking: "Car park",
  road_junction: "Road end",
  ferry_landing: "Ferry landing",
  station: "Station",
  bus_stop: "Bus stop",
  village: "Village",
  junction: "Junction",
};

const kShapeNames: Record<RouteShape, string> = {
  loop: "Loop",
  lollipop: "Lollipop: a way out and back to a loop",
  figure_of_eight: "Figure of eight: it comes back to a place that it has passed",
};

export const shapeName = (shape: RouteShape) => kShapeNames[shape];

export const trailheadKind = (kind: TrailheadKind) => kKindNames[kind];

const kParkingNames: Record<ParkingKind, string> = {
  surface: "on the ground",
  roadside: "by the roadside",
  underground: "underground",
  multi_storey: "multi-storey",
};

type CarPark = Pick<
  PlanTrailhead,
  "parking" | "capacity" | "capacity_text" | "fee" | "fee_text" | "max_stay" | "condition"
>;

/** What the map says of a car park, or "" where it says nothing. */
export function parkingText(park: CarPark): string {
  const places = park.capacity ?? park.capacity_text;
  const fee = park.fee_text ?? "";
  const parts = [
    park.parking && kParkingNames[park.parking],
    places !== null && `${places} ${places === 1 ? "place" : "places"}`,
    park.fee === false ? `no fee${fee && ` but: ${fee}`}` : park.fee ? `fee${fee && `: ${fee}`}` : fee,
    park.max_stay && `stay at most ${park.max_stay}`,
    park.condition && `open: ${park.condition}`,
  ].filter(Boolean);
  const text = parts.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A trailhead's own name, else what it is and the place it is near. */
export function trailheadName(
  trailhead: Pick<PlanTrailhead, "name" | "kind" | "lat" | "lon">,
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
