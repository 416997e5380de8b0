// How fast this person walks. It is kept on the device; a link names it as well, so that it shows the same times elsewhere,
// but a link that is opened does not change what is kept.
import { kQueryDefaults, kQueryLimits } from "../plan/generated";
import type { Pace } from "../plan/types";
import { pace } from "./form";

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

/** The pace that is kept; that of the formula where there is none, or in a browser without storage. */
export function keptPace(): Pace {
  let text: string | null;
  try {
    text = localStorage.getItem(kKey);
  } catch {
    return unkept ?? kQueryDefaults.pace;
  }
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (isUsablePace(value)) return { flat: value.flat, up: value.up, down: value.down };
  } catch {
    // It cannot be read: as if there were none.
  }
  return kQueryDefaults.pace;
}

/** Where the browser keeps nothing: what was chosen on this page. */
let unkept: Pace | null = null;

export function keepPace(chosen: Pace) {
  unkept = chosen;
  try {
    localStorage.setItem(kKey, JSON.stringify(chosen));
  } catch {
    // A browser without storage: it holds for this page.
  }
}

/** Takes the pace into the question, and keeps it. */
export function setPace(chosen: Pace) {
  keepPace(chosen);
  pace.value = chosen;
}

export const isSamePace = (a: Pace, b: Pace) => kPaceFactors.every((factor) => a[factor] === b[factor]);

export const isOwnPace = (of: Pace) => kPaceFactors.some((factor) => of[factor] !== 1);
