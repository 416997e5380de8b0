// The line of the drive to the chosen loop, for the map.
import { effect, signal, untracked } from "@preact/signals";
import type { Position } from "../plan/types";
import { selected } from "./selection";
import { driveLineTo, plan } from "./session";

/** Empty where there is no drive, and while its line is not known. */
export const driveLine = signal<readonly Position[]>([]);

/** Asks for the line whenever the chosen loop's trailhead or the plan's drive changes. */
export function watchDriveLine() {
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
      // The loop of a link may be farther away than the drive reaches. It is asked for again with the next plan.
      () => {
        if (now === wanted) wanted = "";
      },
    );
  });
}
