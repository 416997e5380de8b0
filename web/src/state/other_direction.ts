// The chosen loop the other way round, asked of the planner when somebody wants to compare.
import { signal } from "@preact/signals";
import { reversed, type Loop } from "../plan/types";
import { errorText } from "./error_text";
import { details } from "./session";

/** Of the loop `of`; null until somebody asks. */
export const otherDirection = signal<{ of: Loop; loop: Loop | null; problem: string | null } | null>(null);

export async function askOtherDirection(of: Loop) {
  if (otherDirection.value?.of === of) return;
  otherDirection.value = { of, loop: null, problem: null };
  const answer = await details(reversed(of)).then(
    ({ plan }) => ({ loop: plan.loops[0] ?? null, problem: null }),
    (error: unknown) => ({ loop: null, problem: errorText(error) }),
  );
  if (otherDirection.value?.of === of) otherDirection.value = { of, ...answer };
}
