// The ground of a loop in plain words: what each part is, and which kinds of ground lose points.
import { kMainRoadClasses, kRoadClasses, kSacScales, kTrailVisibilities } from "../plan/generated";
import { lostOnGround, type LoopPart, type WarningKind, type WayClass } from "../plan/types";
import { warningName } from "./words";

const kClassNames: Record<WayClass, string> = {
  path: "path",
  footway: "footway",
  track: "track",
  bridleway: "bridleway",
  steps: "steps",
  pedestrian: "pedestrian street",
  cycleway: "cycleway",
  via_ferrata: "via ferrata",
  living_street: "living street",
  residential: "residential street",
  service: "service road",
  unclassified: "minor road",
  road: "road",
  tertiary: "local road",
  secondary: "main road",
  primary: "main road",
  unknown: "way of unknown kind",
};
const isRoad = (name: WayClass) => kRoadClasses.includes(name);
const isMainRoad = (name: WayClass) => kMainRoadClasses.includes(name);
const kFaintVisibilities = kTrailVisibilities.slice(kTrailVisibilities.indexOf("bad"));
const isFaint = ({ visibility }: LoopPart) => visibility !== null && kFaintVisibilities.includes(visibility);
/** Grades T4 to T6. */
export const kAlpineGrades = kSacScales.slice(kSacScales.indexOf("alpine_hiking"));

export const className = (name: WayClass) => kClassNames[name];

/** The route numbers of a part, each once: GR 11 and GR11 are the same. */
function routes(refs: string): string {
  const known = new Map<string, string>();
  for (const ref of refs.split(";").map((text) => text.trim())) {
    const plain = ref.replace(/\s/g, "").toLowerCase();
    if (!known.has(plain)) known.set(plain, ref);
  }
  return [...known.values()].join(", ");
}

/** A part's name, such as "Camí de l'Obac"; else what it is, such as "path on GR 7" or "Track". */
export function partName(part: LoopPart): string {
  const kind = className(part.class);
  return part.name ?? (part.ref ? `${kind} on ${routes(part.ref)}` : kind.charAt(0).toUpperCase() + kind.slice(1));
}

/** The flags of a part that are warnings by the same name, the most important first. */
const kFlags = [
  "informal",
  "ford",
  "permit",
  "customers",
  "restricted",
  "seasonal",
  "conditional",
  "fence",
  "tidal",
  "ice_road",
  "winter_road",
  "bike_trail",
] as const satisfies readonly (WarningKind & keyof LoopPart)[];

/** What a walker should know of a part besides its name, the most important first. */
export function warnings(part: LoopPart): string[] {
  const hard = part.sac_scale !== null && kAlpineGrades.includes(part.sac_scale);
  return [
    part.class === "via_ferrata" && "needs equipment",
    hard && warningName("grade"),
    isFaint(part) && warningName("visibility"),
    ...kFlags.map((flag) => part[flag] && warningName(flag)),
    isMainRoad(part.class) && "traffic",
    part.sac_scale === null && !isRoad(part.class) && part.class !== "track" && "not graded",
  ].filter((text) => text !== false);
}

export interface Ground {
  name: string;
  length_m: number;
  /** Metres, or seconds of walking where the query asks for those. */
  lost: number;
}

/** The kinds of ground that lose points; the kind that loses most comes first. */
export function lesserGround(parts: readonly LoopPart[]): Ground[] {
  const kinds = new Map<string, Ground>();
  for (const part of parts) {
    if (lostOnGround(part) === 0) continue;
    const name = reason(part);
    const ground = kinds.get(name) ?? { name, length_m: 0, lost: 0 };
    ground.length_m += part.length_m;
    ground.lost += lostOnGround(part);
    kinds.set(name, ground);
  }
  return [...kinds.values()].sort((a, b) => b.lost - a.lost);
}

/** Why a part loses points: the reason that weighs most in the planner's table (core/README.md, "What makes a metre good"). */
function reason(part: LoopPart): string {
  if (isMainRoad(part.class)) return "along a main road";
  if (isRoad(part.class)) return `on ${plural(part.class)}`;
  if (part.in_town) return "on paths in town";
  if (part.near_road) return "on paths along a road";
  if (part.surface === "paved") return "on paved paths";
  if (part.class === "track") return "on tracks";
  if (part.class === "steps") return "on steps";
  if (part.informal || isFaint(part)) return "on faint or informal paths";
  if (part.ref === null) return "on unmarked paths";
  return "on marked paths, a little";
}

const plural = (name: WayClass) => (name === "living_street" ? "living streets" : `${className(name)}s`);
