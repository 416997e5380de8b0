// How fast this person walks. It is kept on the device; a link names it as well, so that it shows the same times elsewhere,
// but a link that is opened does not change what is kept.
import { kQueryDefaults, kQueryLimits } from "../plan/generated";
import type { Pace } from "../plan/types";
import { pace } from "./form";
import { keep, kept } from "./storage";

const kKey = "loopgenie.pace";

/** The factors with what each is about, in the order of the form. */
export const kPaceFactors = ["flat", "up", "down"] as const satisfies readonly (keyof Pace)[];

export const isUsablePace = (value: unknown): value is Pace => {
  const { min, max } = kQueryLimits.pace;
  return kPaceFactors.every((factor) => {
    const amount = (value as Partial<Pace> | null)?.[factor];
    return typeof amount === "number" && amount >= min && amount <= max;
  });
};

/** The pace that is kept; that of the formula where there is none. */
export function keptPace(): Pace {
  const value = unkept ?? kept(kKey);
  return isUsablePace(value) ? { flat: value.flat, up: value.up, down: value.down } : kQueryDefaults.pace;
}

/** Where the browser keeps nothing: what was chosen on this page. */
let unkept: Pace | null = null;
/** What this page kept last, or found when it began. Another page may have kept another one since. */
let own: Pace | null = null;
export const ownKeptPace = () => (own ??= keptPace());

export function keepPace(chosen: Pace) {
  own = chosen;
  unkept = keep(kKey, chosen) ? null : chosen;
}

/** Takes the pace into the question, and keeps it. */
export function setPace(chosen: Pace) {
  keepPace(chosen);
  pace.value = chosen;
}

export const isSamePace = (a: Pace, b: Pace) => kPaceFactors.every((factor) => a[factor] === b[factor]);

export const isOwnPace = (of: Pace) => kPaceFactors.some((factor) => of[factor] !== 1);
