// What went wrong, or why no loop was found, and what to do about it.
import { length } from "../format/units";
import { directionName, noLoop, wantedText } from "../format/words";
import { driveText, reach } from "../state/drive";
import { failureText } from "../state/error_text";
import { driveBy, driveUpTo, query, unit } from "../state/form";
import { linkNote } from "../state/linked_loop";
import { driveToNearest } from "../state/start_problems";
import { isTrying, suggestions } from "../state/suggestions";
import { activity, failure, plan, retry, stale } from "../state/session";
import type { Direction, Plan } from "../plan/types";
import { ConsiderMore } from "./consider_more";

export function Notice() {
  return (
    <>
      {linkNote.value && (
        <div class="notice" data-kind="link" role="status">
          <p>{linkNote.value}</p>
          <button type="button" class="quiet" onClick={() => (linkNote.value = null)}>
            Close
          </button>
        </div>
      )}
      <AnswerNotice />
    </>
  );
}

function AnswerNotice() {
  const failed = failure.value;
  if (failed) {
    return (
      <div class="notice" data-kind="failure" role="alert">
        <p>{failureText(failed)}</p>
        {plan.value && <p>What was found before is still shown below.</p>}
        {failed.code === "reach" && <DriveFarther />}
        {failed.code === "reach" && reach.value && reach.value.cut_s !== null && <ConsiderMore />}
        {failed.code !== "reach" && failed.code !== "query" && (
          <button type="button" class="quiet" onClick={retry}>
            Try again
          </button>
        )}
      </div>
    );
  }
  const answer = plan.value;
  if (!answer || stale.value || activity.value.phase !== "idle" || answer.loops.length > 0) return null;
  return (
    <div class="notice" data-kind="empty">
      <NoLoops answer={answer} />
    </div>
  );
}

function DriveFarther() {
  const enough = query.value && driveToNearest(query.value);
  if (!enough) return null;
  return (
    <button type="button" class="quiet" onClick={() => driveUpTo(enough)}>
      Drive up to {driveText(enough, driveBy.value, unit.value)}
    </button>
  );
}

/** Loops were found, and none leads where it should. */
function NoneThatWay({ direction, elsewhere }: { direction: Direction; elsewhere: number }) {
  return (
    <p>
      No loop leads to the {directionName(direction)}.{" "}
      {elsewhere === 1 ? "1 loop leads in another direction." : `${elsewhere} loops lead in other directions.`}
    </p>
  );
}

function NoLoops({ answer }: { answer: Plan }) {
  const { direction } = answer.query;
  if (direction && answer.loops_any_direction)
    return (
      <>
        <NoneThatWay direction={direction} elsewhere={answer.loops_any_direction} />
        {answer.status === "complete" && <Suggestions />}
      </>
    );
  const reasons = new Map<string, number>();
  for (const trailhead of answer.trailheads) {
    if (!trailhead.reason) continue;
    const words = noLoop(trailhead, unit.value);
    reasons.set(words, (reasons.get(words) ?? 0) + 1);
  }
  const common = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return (
    <>
      <p>
        {answer.status === "cancelled"
          ? "The search was cancelled before a loop was found."
          : `${
              answer.query.trailhead
                ? "This trailhead has no loop"
                : answer.query.start
                  ? "This start has no loop"
                  : `None of the ${answer.trailheads.length} trailheads in reach has a loop`
            } of about ${wantedText(answer.query, unit.value)}.`}
      </p>
      {common.length > 0 && (
        <ul>
          {common.map(([reason, count]) => (
            <li key={reason}>
              {reason}
              {answer.query.at && ` (${count} ${count === 1 ? "trailhead" : "trailheads"})`}
            </li>
          ))}
        </ul>
      )}
      {answer.status === "complete" && <Suggestions />}
    </>
  );
}

/** The small changes that were tried and help. */
function Suggestions() {
  return (
    <div class="suggestions">
      <p role="status">
        {isTrying.value
          ? "Trying small changes of the question …"
          : suggestions.value.length > 0
            ? "Any one of these changes is enough:"
            : "No small change of a single setting helps. Start from another place, or change more than one setting."}
      </p>
      <ul>
        {suggestions.value.map(({ change, loop }) => (
          <li key={change.setting}>
            <button type="button" class="quiet" onClick={change.apply}>
              {change.label}
            </button>{" "}
            <small>finds a loop of {length(loop.length_m, unit.value)}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
