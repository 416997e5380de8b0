// A loop as a cue sheet: its parts in walking order, each from one turn to the next.
import type { Details, Loop, LoopPart } from "../plan/types";

/** Shorter parts are crossings and corners: they are added to the part before. */
const kShortM = 40;

/** A part, with the short parts that follow it. */
export interface Cue {
  part: LoopPart;
  at_m: number;
  length_m: number;
  edges: number[];
  line: Loop["geometry"];
}

export function cuesOf({ plan, parts }: Details): Cue[] {
  const loop = plan.loops[0]!;
  const cues: Cue[] = [];
  let at_m = 0;
  parts.forEach((part, index) => {
    const edges = loop.edges.slice(part.first_edge, part.first_edge + part.edge_count).map(({ id }) => id);
    const end = parts[index + 1]?.first_vertex ?? loop.geometry.length - 1;
    const line = loop.geometry.slice(part.first_vertex, end + 1);
    const before = cues[cues.length - 1];
    if (before && part.length_m < kShortM && !part.informal) {
      before.length_m += part.length_m;
      before.edges.push(...edges);
      before.line = [...before.line, ...line.slice(1)];
    } else {
      cues.push({ part, at_m, length_m: part.length_m, edges, line });
    }
    at_m += part.length_m;
  });
  return cues;
}
