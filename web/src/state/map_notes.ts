// What the map has to tell, besides what it shows.
import { signal } from "@preact/signals";

/** How many squares in view could not be loaded. */
export const missingTiles = signal(0);

/** Asks for them again; set by the map. */
export const loadMissingTiles = signal<(() => void) | null>(null);

/** Why the person's own position is not shown, or null. It says nothing of the start. */
export const positionProblem = signal<string | null>(null);
