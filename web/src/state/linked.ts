// The loop that a link or a saved plan names. Once the question is answered it is chosen from the list; where it is not
// in it, it is taken up from its edges and put before the list; where the data has changed, that is said.
import { signal } from "@preact/signals";
import type { LoopReference } from "../plan/types";

export interface Linked {
  loop: LoopReference;
  /** Version of the data the link was made with. */
  version: string | null;
}

/** Not found yet. */
export const linked = signal<Linked | null>(null);

/** What became of the last one, where that needs a word. */
export const linkedNote = signal<string | null>(null);
