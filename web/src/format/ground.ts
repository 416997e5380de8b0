// The ground a loop is on, in plain words: what each part is, and where the points on lesser ground go.
import type { LoopPart } from "../plan/types";

const kClassNames: Record<string, string> = {
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
export const kRoads = new Set([
  "living_street",
  "residential",
  "service",
  "unclassified",
  "road",
  "tertiary",
  "secondary",
  "primary",
]);

export const className = (name: string) => kClassNames[name] ?? name;

/** Marked routes that mappers have written in two ways, such as GR 11 and GR11, once. */
function routes(refs: string): string {
  const known = new Map<string, string>();
  for (const ref of refs.split(";").map((text) => text.trim())) {
    const plain = ref.replace(/\s/g, "").toLowerCase();
    if (!known.has(plain)) known.set(plain, ref);
  }
  return [...known.values()].join(", ");
}

/** "Camí de l'Obac", "GR 7", or what it is. */
export function partName(part: LoopPart): string {
  const kind = className(part.class);
  return part.name ?? (part.ref ? `${kind} on ${routes(part.ref)}` : kind.charAt(0).toUpperCase() + kind.slice(1));
}

/** What a walker has to know of a part besides its name; in the order in which it matters. */
export function warnings(part: LoopPart): string[] {
  const hard = /alpine/.test(part.sac_scale ?? "");
  return [
    part.class === "via_ferrata" && "needs equipment",
    hard && "alpine ground",
    part.informal && "informal, may be faint",
    (part.visibility === "bad" || part.visibility === "horrible" || part.visibility === "no") && "hard to see",
    part.ford && "a ford",
    part.seasonal && "only in season",
    (part.class === "secondary" || part.class === "primary") && "traffic",
    part.sac_scale === null && !kRoads.has(part.class) && part.class !== "track" && "not graded",
  ].filter((text) => text !== false);
}

export interface Ground {
  name: string;
  length_m: number;
  lost_m: number;
}

/** The kinds of ground that lose something, the most first; `rest` gathers those that lose hardly anything. */
export function lesserGround(parts: readonly LoopPart[]): Ground[] {
  const kinds = new Map<string, Ground>();
  for (const part of parts) {
    if (part.lesser_ground_m === 0) continue;
    const name = reason(part);
    const ground = kinds.get(name) ?? { name, length_m: 0, lost_m: 0 };
    ground.length_m += part.length_m;
    ground.lost_m += part.lesser_ground_m;
    kinds.set(name, ground);
  }
  return [...kinds.values()].sort((a, b) => b.lost_m - a.lost_m);
}

/** Why a part loses: the first of what weighs most in the planner's table (core/README.md, "What makes a metre good"). */
function reason(part: LoopPart): string {
  if (part.class === "secondary" || part.class === "primary") return "along a main road";
  if (kRoads.has(part.class)) return `on ${plural(part.class)}`;
  if (part.in_town) return "on paths in town";
  if (part.near_road) return "on paths along a road";
  if (part.surface === "paved") return "on paved paths";
  if (part.class === "track") return "on tracks";
  if (part.class === "steps") return "on steps";
  if (part.informal || /bad|horrible|no/.test(part.visibility ?? "")) return "on faint or informal paths";
  if (part.ref === null) return "on unmarked paths";
  return "on marked paths, a little";
}

const plural = (name: string) => (name === "living_street" ? "living streets" : `${className(name)}s`);
