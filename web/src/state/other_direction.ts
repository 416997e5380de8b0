// The chosen loop the other way round, asked of the planner when somebody wants to compare.
import { signal } from "@preact/signals";
import { reversed, type Loop } from "../plan/types";
import { errorText } from "./error_text";
import { details } from "./session";

interface Other {
  of: Loop;
  /** null while the planner has not answered, or where there is a problem. */
  loop: Loop | null;
  problem: string | null;
}

/** Of the loop `of`; null until somebody asks. */
export const otherDirection = signal<Other | null>(null);

/** Asks once for each loop, and again after a problem. */
export async function askOtherDirection(of: Loop) {
  const before = otherDirection.value;
  if (before?.of === of && !before.problem) return;
  const asked: Other = { of, loop: null, problem: null };
  otherDirection.value = asked;
  let answer: Other;
  try {
    const [loop] = (await details(reversed(of))).plan.loops;
    answer = loop
      ? { of, loop, problem: null }
      : { ...asked, problem: "The planner did not describe the other way round." };
  } catch (error) {
    answer = { ...asked, problem: errorText(error) };
  }
  if (otherDirection.value === asked) otherDirection.value = answer;
}
