// An answer of the planner that is an error.
import { plannerErrorText } from "../format/planner_errors";
import type { PlannerError } from "../plan/types";
import { CallError, type FailureCode } from "./protocol";

/** What the planner says is wrong; null where its answer is no error. */
export function errorIn(answer: string): PlannerError | null {
  if (!answer.startsWith('{"error"')) return null;
  return (JSON.parse(answer) as { error: PlannerError }).error;
}

/** As an error of a call. The page words it anew in the person's unit. */
export const asCallError = (code: FailureCode, problem: PlannerError) =>
  new CallError(problem.code === "data_changed" ? "changed" : code, plannerErrorText(problem, "km"), problem);
