// The planner's hiking formula for many stretches.
import type { LoopgenieModule } from "loopgenie-wasm/loopgenie.js";
import type { Parts, Stretch } from "../geo/fit_pace";

/** Seconds are linear in the factors: each part is the formula with that factor alone. */
export const hikingTimes = (module: LoopgenieModule, stretches: readonly Stretch[]): Parts[] =>
  stretches.map(({ length_m, rise_m }) => [
    module.hikingTime(length_m, rise_m, 1, 0, 0),
    module.hikingTime(length_m, rise_m, 0, 1, 0),
    module.hikingTime(length_m, rise_m, 0, 0, 1),
  ]);
