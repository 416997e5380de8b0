// The way to go on where a search had no room for more of the map.
import { considerMore, kMostBytes } from "../state/form";
import type { Plan } from "../plan/types";

export function ConsiderMore({ answer }: { answer: Plan }) {
  if (answer.query.max_bytes >= kMostBytes) return null;
  return (
    <button type="button" class="quiet" onClick={considerMore}>
      Consider more
    </button>
  );
}

/** Whether there was room for all trailheads and roads in reach. */
export const isWhole = ({ trailheads, trailheads_in_range, drive_cut_s }: Plan) =>
  trailheads.length === trailheads_in_range && drive_cut_s === null;
