// The list of loops, what was considered for it, and the trailheads without a loop.
import { grouped, length, megabytes } from "../format/units";
import { gradeName, noLoop, trailheadName } from "../format/words";
import { isWhole, type Plan } from "../plan/types";
import { places } from "../state/data";
import { roadsCutText } from "../state/drive";
import { start, unit } from "../state/form";
import { loops, onlyLoops, order, type Order } from "../state/selection";
import { activity, listInUse, plan, stale } from "../state/session";
import { ConsiderMore } from "./consider_more";
import { LoopCard } from "./loop_card";

export function Results() {
  const answer = plan.value;
  return (
    <section
      class="results"
      id="results"
      data-asked={start.value !== null}
      aria-labelledby="results-title"
      tabIndex={-1}
    >
      <h2 id="results-title" class={answer ? "" : "visually-hidden"}>
        Loops
      </h2>
      {!answer && loops.value.length === 0 && <Welcome />}
      {answer && activity.value.phase === "idle" && <Considered answer={answer} />}
      {answer && answer.loops.length > 0 && <Arrange />}
      {(answer || loops.value.length > 0) && (
        <ol
          class="loops"
          data-stale={stale.value}
          aria-busy={activity.value.phase !== "idle"}
          onPointerEnter={() => (listInUse.value = true)}
          onPointerLeave={() => (listInUse.value = false)}
          onFocusCapture={() => (listInUse.value = true)}
          onBlurCapture={() => (listInUse.value = false)}
        >
          {loops.value.map((entry) => (
            <LoopCard key={entry.key} entry={entry} />
          ))}
        </ol>
      )}
      {answer && <LeftOut answer={answer} />}
      {answer && activity.value.phase === "idle" && answer.loops.length > 0 && <TrailheadsWithoutLoop />}
    </section>
  );
}

/** How much of the ways in reach is left out: harder than asked for, or of unknown climb where that counts. */
function LeftOut({ answer: { harder_m, climb_unknown_m, query } }: { answer: Plan }) {
  if (harder_m === 0 && climb_unknown_m === 0) return null;
  return (
    <>
      {harder_m > 0 && (
        <p class="hint">
          {length(harder_m, unit.value)} of ways in reach are harder than {gradeName(query.max_sac_scale)} and left out.
        </p>
      )}
      {climb_unknown_m > 0 && (
        <p class="hint">
          {length(climb_unknown_m, unit.value)} of ways in reach are left out because their climb is not wholly known.
        </p>
      )}
    </>
  );
}

/** How many trailheads were considered where not all could be, and a button to consider more. */
function Considered({ answer }: { answer: Plan }) {
  const { trailheads_in_range: all, drive_cut_s: cut } = answer;
  const considered = answer.trailheads.length;
  if (answer.status !== "complete" || isWhole(answer)) return null;
  const loaded = megabytes(answer.query.max_bytes);
  return (
    <div class="considered">
      <p>
        Considered {grouped(considered, 0)} of {grouped(all, 0)} trailheads
        {considered < all && `: those with the most paths around them that fit into ${loaded} of map data`}.
        {cut !== null && ` ${roadsCutText(cut, answer.query.max_bytes)}`}
      </p>
      <ConsiderMore />
    </div>
  );
}

const kOrders: [Order, string][] = [
  ["score", "best first"],
  ["drive", "nearest first"],
  ["climb", "least climb first"],
  ["time", "quickest first"],
  ["length", "shortest first"],
];

/** Sorts and filters the loops that are found, without a new search. */
function Arrange() {
  const hidden = (plan.value?.loops.length ?? 0) - loops.value.filter(({ rank }) => rank > 0).length;
  return (
    <div class="arrange">
      <label>
        <span class="visually-hidden">Order of the loops</span>
        <select id="order" value={order.value} onChange={(event) => (order.value = event.currentTarget.value as Order)}>
          {kOrders.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={onlyLoops.value}
          onChange={(event) => (onlyLoops.value = event.currentTarget.checked)}
        />
        <span>No way out and back{hidden > 0 && <small> ({hidden} hidden)</small>}</span>
      </label>
    </div>
  );
}

function Welcome() {
  if (start.value) return null;
  return (
    <div class="welcome">
      <p>
        Say where you start from, how far you would drive and how far you want to walk. Every trailhead in reach is
        searched for the loops that fit best: about as long as you want, with little walked twice, and on paths rather
        than roads.
      </p>
      <p>The search runs in this browser. Nobody is told where you are or where you go.</p>
    </div>
  );
}

/** The trailheads in reach that have no loop, each with its reason. */
function TrailheadsWithoutLoop() {
  const without = plan.value?.trailheads.filter((trailhead) => trailhead.best_score === null) ?? [];
  if (without.length === 0) return null;
  return (
    <details class="without-loop">
      <summary>
        {without.length} {without.length === 1 ? "trailhead" : "trailheads"} in reach without such a loop
      </summary>
      <ul>
        {without.map((trailhead) => (
          <li key={trailhead.id}>
            <strong>{trailheadName(trailhead, places.value)}</strong>
            {trailhead.drive_m !== null && `, ${length(trailhead.drive_m, unit.value)} drive`}:{" "}
            {noLoop(trailhead, unit.value)}.
          </li>
        ))}
      </ul>
    </details>
  );
}
