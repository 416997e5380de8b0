// The way one drives to the chosen loop, for the map.
import { effect, signal, untracked } from "@preact/signals";
import type { Position } from "../plan/types";
import { selected } from "./selection";
import { driveLineTo, plan } from "./session";

/** Empty where nobody drives, or while it is not known. */
export const driveLine = signal<readonly Position[]>([]);

/** Asks whenever a loop from another trailhead is chosen, or the drive is another. */
export function watchDrive() {
  let wanted = "";
  effect(() => {
    const trailhead = selected.value?.loop.trailhead ?? null;
    const query = plan.value?.query ?? null;
    const drive = [query?.at, query?.drive_m, query?.drive_s, query?.max_bytes];
    const now = trailhead && query?.at ? JSON.stringify([trailhead, ...drive]) : "";
    if (now === wanted) return;
    wanted = now;
    untracked(() => (driveLine.value = []));
    if (!now) return;
    driveLineTo(query!, trailhead!).then(
      (line) => {
        if (now === wanted) driveLine.value = line;
      },
      // A loop from a link may lie beyond the drive: its line is not known then. Another answer may know.
      () => {
        if (now === wanted) wanted = "";
      },
    );
  });
}
