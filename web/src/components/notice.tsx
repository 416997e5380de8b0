// What went wrong, or why the answer is empty, with what to do about it.
import { length } from "../format/units";
import { drive, hike, query, tolerance, unit } from "../state/form";
import { enoughDrive } from "../state/reach";
import { activity, failure, plan, retry, stale } from "../state/session";
import type { Plan } from "../plan/types";

export function Notice() {
  const failed = failure.value;
  if (failed) {
    return (
      <div class="notice" data-kind="failure" role="alert">
        <p>{failed.message}</p>
        {plan.value && <p>What was found before is still shown below.</p>}
        {failed.code === "reach" && <DriveFarther />}
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
  const enough = query.value && enoughDrive(query.value);
  if (!enough) return null;
  return (
    <button type="button" class="quiet" onClick={() => (drive.value = { m: enough, problem: null })}>
      Drive up to {length(enough, unit.value)}
    </button>
  );
}

function NoLoops({ answer }: { answer: Plan }) {
  const reasons = new Map<string, number>();
  for (const { reason } of answer.trailheads) {
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const common = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 3);
  const shorter = Math.max(2000, Math.round(answer.query.hike_m / 2 / 1000) * 1000);
  return (
    <>
      <p>
        {answer.status === "cancelled"
          ? "The search was cancelled before a loop was found."
          : `None of the ${answer.trailheads.length} trailheads in reach has a loop of about ` +
            `${length(answer.query.hike_m, unit.value)}.`}
      </p>
      {common.length > 0 && (
        <ul>
          {common.map(([reason, count]) => (
            <li key={reason}>
              {reason} ({count} {count === 1 ? "trailhead" : "trailheads"})
            </li>
          ))}
        </ul>
      )}
      <p class="actions">
        {tolerance.value < 0.2 && (
          <button type="button" class="quiet" onClick={() => (tolerance.value = 0.2)}>
            Let the length differ by 20 %
          </button>
        )}
        {shorter < answer.query.hike_m && (
          <button type="button" class="quiet" onClick={() => (hike.value = { m: shorter, problem: null })}>
            Hike about {length(shorter, unit.value)}
          </button>
        )}
      </p>
    </>
  );
}
