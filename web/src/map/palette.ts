// The colours of the map: the page's tokens, as they are in the current scheme (light, dark, high contrast), or as they are on
// paper.
import { kDayColours } from "../format/days";
import groundCss from "../styles/ground.css?inline";
import { kLoopColours } from "../styles/loop_colours";
import tokensCss from "../styles/tokens.css?inline";

const kTokens = [
  "outside",
  "land",
  "edge",
  "path",
  "track",
  "road",
  "text",
  "halo",
  "reach",
  "trailhead",
  "trailhead-ring",
  "casing",
  "sign",
  "avoid",
] as const;

/** Those of ground.css. */
const kGroundTokens = [
  "wood",
  "scrub",
  "heath",
  "meadow",
  "farmland",
  "orchard",
  "wetland",
  "glacier",
  "rock",
  "scree",
  "sand",
  "built",
  "quarry",
  "park",
  "water",
  "waterline",
  "water-text",
  "building",
  "motorway",
  "primary",
  "secondary",
  "minor",
  "casing",
  "rail",
  "lift",
  "ferry",
  "cliff",
  "border",
  "reserve",
  "contour",
  "contour-text",
  "shade",
  "light",
  "text",
  "quiet-text",
  "hut",
  "sight",
  "on-icon",
  "slope-30",
  "slope-35",
  "slope-40",
  "slope-45",
] as const;

export type Palette = Record<(typeof kTokens)[number], string> & {
  ground: Record<(typeof kGroundTokens)[number], string>;
  loops: string[];
  rest: string;
  days: string[];
  font: string[];
};

function paletteOf(token: (name: string) => string): Palette {
  const pick = <T extends string>(names: readonly T[], prefix: string) =>
    Object.fromEntries(names.map((name) => [name, token(`--${prefix}-${name}`)])) as Record<T, string>;
  return {
    ...pick(kTokens, "map"),
    ground: pick(kGroundTokens, "ground"),
    loops: Array.from({ length: kLoopColours }, (_, index) => token(`--loop-${index + 1}`)),
    rest: token("--loop-rest"),
    days: Array.from({ length: kDayColours }, (_, index) => token(`--day-${index + 1}`)),
    font: token("--font")
      .split(",")
      .map((name) => name.trim().replaceAll(/["']/g, "")),
  };
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((name) => style.getPropertyValue(name).trim());
}

/** The colours on paper: those of the light scheme, whatever the device's is. */
export function paperPalette(): Palette {
  const tokens = new Map(
    [tokensCss, groundCss]
      .flatMap((css) => [...css.split("@media")[0]!.matchAll(/--([\w-]+):\s*([^;}]+)[;}]/g)])
      .map(([, name, value]) => [`--${name}`, value!.trim()]),
  );
  const valueOf = (name: string): string => {
    const value = tokens.get(name) ?? "";
    const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    return other ? valueOf(other) : value;
  };
  return paletteOf(valueOf);
}
