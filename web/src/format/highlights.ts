// What a loop goes to or passes, in plain words.
import type { Highlight, HighlightKind } from "../plan/types";
import { height, length, type Unit } from "./units";

const kKinds: Record<HighlightKind, string> = {
  peak: "peak",
  saddle: "pass",
  lake: "lake",
  waterfall: "waterfall",
  viewpoint: "viewpoint",
  alpine_hut: "alpine hut",
  wilderness_hut: "wilderness hut",
  shelter: "shelter",
  village: "village",
  suburb: "part of a town",
  hamlet: "hamlet",
  locality: "named place",
};

/** What it is and how high: "pass, 2,650 m". */
export const highlightKind = ({ kind, ele_m }: Highlight, unit: Unit) =>
  [kKinds[kind], ele_m !== null && height(ele_m, unit)].filter(Boolean).join(", ");

/** "6.3 km: Collada dels Isards (pass, 2,650 m)". */
export function highlightText(highlight: Highlight, unit: Unit): string {
  const kind = highlightKind(highlight, unit);
  const what = highlight.name === null ? kind : `${highlight.name} (${kind})`;
  return `${length(highlight.at_m, unit)}: ${what}`;
}
