// The day of the walk, as "2025-06-21": today, until the person chooses another. Used for sunrise and sunset.
import { signal } from "@preact/signals";

const today = new Date();
export const day = signal(
  `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`,
);
