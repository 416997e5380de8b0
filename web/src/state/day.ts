// The day of the walk, for daylight; today unless another is chosen.
import { signal } from "@preact/signals";

const today = new Date();
export const day = signal(
  `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`,
);
