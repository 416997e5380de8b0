// Which way to turn at a vertex of a loop: the angle between the direction of arrival and the direction of departure. Both
// are taken over 25 m, so that a small bend at the junction does not count.
import type { Position } from "../plan/types";
import { distanceM } from "./distance";

const kLookM = 25;

function bearing(from: Position, to: Position): number {
  const east = (to[0] - from[0]) * Math.cos((from[1] * Math.PI) / 180);
  return (Math.atan2(east, to[1] - from[1]) * 180) / Math.PI;
}

/** The vertex that is at least `kLookM` from a vertex, forwards or backwards along the line; or the end of the line. */
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

type TurnDirection = "start" | "straight on" | "bear left" | "bear right" | "left" | "right" | "turn back";

/** REQUIRES a vertex of the line, by its index. */
export function turnDirection(line: readonly Position[], vertex: number): TurnDirection {
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
