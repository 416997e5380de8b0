// The colours of the map: the page's tokens, as they are in the current scheme (light, dark, high contrast).
import { kLoopColours } from "../styles/loop_colours";

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

export type Palette = Record<(typeof kTokens)[number], string> & { loops: string[]; rest: string; font: string[] };

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const palette = Object.fromEntries(kTokens.map((name) => [name, token(`--map-${name}`)]));
  return {
    ...(palette as Record<(typeof kTokens)[number], string>),
    loops: Array.from({ length: kLoopColours }, (_, index) => token(`--loop-${index + 1}`)),
    rest: token("--loop-rest"),
    font: token("--font")
      .split(",")
      .map((name) => name.trim().replaceAll(/["']/g, "")),
  };
}
