// Which way to turn where a part of a loop begins: the change between the direction of arrival and that of departure,
// each taken over some metres so that a bend at the junction itself does not count.
import type { Position } from "../plan/types";
import { distanceM } from "./distance";

const kLookM = 25;

function bearing(from: Position, to: Position): number {
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180);
  return (Math.atan2(east, to[1] - from[1]) * 180) / Math.PI;
}

/** The point some metres from a vertex, forth or back along the line. */
function along(line: readonly Position[], at: number, step: 1 | -1): Position {
  let left = kLookM;
  let i = at;
  while (line[i + step] && left > 0) {
    const [a, b] = [line[i]!, line[i + step]!];
    left -= distanceM(a[1], a[0], b[1], b[0]);
    i += step;
  }
  return line[i]!;
}

export type Turn = "start" | "straight on" | "bear left" | "bear right" | "left" | "right" | "turn back";

/** REQUIRES a vertex of the line. */
export function turnAt(line: readonly Position[], vertex: number): Turn {
  if (vertex === 0) return "start";
  const here = line[vertex]!;
  const change = bearing(here, along(line, vertex, 1)) - bearing(along(line, vertex, -1), here);
  const angle = ((((change + 180) % 360) + 360) % 360) - 180;
  const side = angle < 0 ? "left" : "right";
  const size = Math.abs(angle);
  if (size < 25) return "straight on";
  if (size < 60) return `bear ${side}`;
  return size < 160 ? side : "turn back";
}
