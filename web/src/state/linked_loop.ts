// The loop that a link or a saved plan names, until it is found. `find_linked_loop.ts` finds it.
import { signal } from "@preact/signals";
import type { Fingerprint } from "../plan/fingerprint";
import type { LoopReference } from "../plan/types";
import type { LatLon } from "../worker/protocol";

export interface LinkedLoop {
  /** In the direction in which lists have it. */
  loop: LoopReference;
  /** The person walks it the other way round. */
  isReversed: boolean;
  /** Where its trailhead is; null where the link does not say. */
  near: LatLon | null;
  /** What the loop was when the link was made; null where the link does not say. */
  was: Fingerprint | null;
  /** The person had it before them on this page when the data were renewed. */
  isKept: boolean;
}

/** Null where no link names a loop, and once it is found. */
export const linkedLoop = signal<LinkedLoop | null>(null);

/** What to tell the person of the last link, where there is something to tell. */
export const linkNote = signal<string | null>(null);
