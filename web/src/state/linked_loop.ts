// The loop that a link or a saved plan names, until it is found. `find_linked_loop.ts` finds it.
import { signal } from "@preact/signals";
import type { LoopReference } from "../plan/types";

export interface LinkedLoop {
  loop: LoopReference;
  /** Version of the data that the link was made with; null where the link does not say. */
  version: string | null;
}

/** Null where no link names a loop, and once it is found. */
export const linkedLoop = signal<LinkedLoop | null>(null);

/** What to tell the person of the last link, where there is something to tell. */
export const linkNote = signal<string | null>(null);
