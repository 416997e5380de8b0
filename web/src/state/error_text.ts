// What a person is told of an error, with figures in their unit.
import { plannerErrorText } from "../format/planner_errors";
import { CallError, type Failure } from "../worker/protocol";
import { unit } from "./form";

export const failureText = ({ message, problem }: Pick<Failure, "message" | "problem">) =>
  problem && problem.code !== "unreadable" ? plannerErrorText(problem, unit.value) : message;

export function errorText(error: unknown): string {
  if (error instanceof CallError) return failureText(error);
  return error instanceof Error ? error.message : String(error);
}
