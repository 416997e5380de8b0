// A table of two loops side by side. In each row the better figure is marked, where one is better.
import { clock, duration, length, type Unit } from "../format/units";
import { atLeast, climbText, gradeName, points } from "../format/words";
import { lossOf, type Loop } from "../plan/types";
import { compared, sharedM, toggleCompared } from "../state/compare";
import { unit } from "../state/form";
import type { NumberedLoop } from "../state/selection";
import { Silhouette } from "./silhouette";
import { colourOf } from "../styles/loop_colours";

interface Row {
  name: string;
  text: (entry: NumberedLoop) => string;
  /** Less is better; undefined where no value is better than another. */
  cost?: (entry: NumberedLoop) => number | null;
}

/** A loop of which only "at least" so much is known is no better than another. */
const known = ({ climb_unknown_m }: Loop, cost: number | null) => (climb_unknown_m > 0 ? null : cost);

function rows(): Row[] {
  const u = unit.value;
  const way = (m: number) => (m > 0 ? length(m, u) : "nothing");
  return [
    { name: "Score", text: ({ loop }) => `${points(loop.score)} points`, cost: ({ loop }) => -points(loop.score) },
    { name: "Length", text: ({ loop }) => length(loop.length_m, u) },
    {
      name: "Climb",
      text: ({ loop }) => climbText(loop, u),
      cost: ({ loop }) => known(loop, loop.ascent_m),
    },
    {
      name: "Time",
      text: ({ loop }) => `${atLeast(loop)}${clock(loop.time_s)}`,
      cost: ({ loop }) => known(loop, Math.round(loop.time_s / 60)),
    },
    {
      name: "Drive",
      text: ({ trailhead }) =>
        trailhead?.drive_m == null ? "unknown" : `${length(trailhead.drive_m, u)}, ${duration(trailhead.drive_s ?? 0)}`,
      cost: ({ trailhead }) => trailhead?.drive_m ?? null,
    },
    { name: "Walked twice", text: ({ loop }) => way(loop.retraced_m), cost: ({ loop }) => loop.retraced_m },
    { name: "On roads", text: ({ loop }) => way(loop.road_m), cost: ({ loop }) => loop.road_m },
    {
      name: "Lesser ground costs",
      text: ({ loop }) => lostText(loop, u),
      cost: ({ loop }) => lossOf(loop.loss).lesserGround,
    },
    {
      name: "Hardest grade",
      text: ({ loop }) => (loop.max_sac_scale ? gradeName(loop.max_sac_scale) : "not graded"),
    },
    { name: "Ungraded", text: ({ loop }) => way(loop.ungraded_m), cost: ({ loop }) => loop.ungraded_m },
  ];
}

function lostText({ loss }: Loop, u: Unit): string {
  const lost = lossOf(loss).lesserGround;
  if (lost === 0) return "nothing";
  return loss.lesser_ground_s === undefined ? length(lost, u) : duration(lost);
}

export function Compare() {
  const [a, b] = compared.value;
  if (!a) return null;
  if (!b) {
    return (
      <section class="compare" aria-label="Compare">
        <p>
          <strong>{title(a)}</strong> is chosen. Open a second loop and press Compare.{" "}
          <button type="button" class="quiet" onClick={() => toggleCompared(a)}>
            Cancel
          </button>
        </p>
      </section>
    );
  }
  return <Table a={a} b={b} />;
}

function Table({ a, b }: { a: NumberedLoop; b: NumberedLoop }) {
  const shared = sharedM(a.loop.geometry, b.loop.geometry);
  return (
    <section class="compare" aria-labelledby="compare-title">
      <h2 id="compare-title">Two loops side by side</h2>
      <table>
        <thead>
          <tr>
            <td />
            {[a, b].map((entry) => (
              <th key={entry.key} scope="col" style={{ "--loop": colourOf(entry.rank) }}>
                <Silhouette geometry={entry.loop.geometry} />
                {title(entry)}
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Remove ${title(entry)}`}
                  onClick={() => toggleCompared(entry)}
                >
                  ×
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows().map(({ name, text, cost }) => {
            const [first, second] = [cost?.(a) ?? null, cost?.(b) ?? null];
            const better = first === null || second === null || first === second ? null : first < second ? a : b;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {[a, b].map((entry) => (
                  <td key={entry.key} data-better={entry === better}>
                    {text(entry)}
                    {entry === better && <span class="visually-hidden"> (better)</span>}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="hint">{shared < 50 ? "They share nothing." : `They share ${length(shared, unit.value)}.`}</p>
    </section>
  );
}

function title({ rank, loop: { name } }: NumberedLoop): string {
  return rank > 0 ? `Loop ${rank}, ${name}` : `Loop from the link, ${name}`;
}
