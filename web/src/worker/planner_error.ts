// An answer of the planner that is an error.
import { plannerErrorText } from "../format/planner_errors";
import type { PlannerError } from "../plan/types";

/** What the planner says is wrong, in a sentence; null where its answer is no error. */
export function errorIn(answer: string): string | null {
  if (!answer.startsWith('{"error"')) return null;
  return plannerErrorText((JSON.parse(answer) as { error: PlannerError }).error, "km");
}
