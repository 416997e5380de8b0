// Why a loop is in the list: what it loses, in metres and plain words, and how much better anything could be.
import { lesserGround, type Ground } from "../format/ground";
import { length } from "../format/units";
import { points, pointsAbove, proof } from "../format/words";
import { isWhole } from "../plan/types";
import { details } from "../state/details";
import { unit } from "../state/form";
import { brought, loops, type NumberedLoop } from "../state/selection";
import { plan } from "../state/session";

/** Kinds of ground that are named; the rest are added up. */
const kNamed = 3;

export function WhyHere({ entry }: { entry: NumberedLoop }) {
  const { loop } = entry;
  const wanted = plan.value?.query.hike_m ?? loop.length_m;
  const u = unit.value;
  const inPoints = (m: number) => (m / wanted) * 100;
  const off = loop.loss.off_length_m;
  const difference = loop.length_m < wanted ? "shorter" : "longer";
  const lost = [
    {
      key: "off",
      m: off,
      text: off < 10 ? "exactly the length you want" : `${length(off, u)} ${difference} than you want`,
    },
    {
      key: "twice",
      m: loop.loss.retraced_m,
      text: loop.retraced_m > 0 ? `${length(loop.retraced_m, u)} out and back the same way` : "nothing walked twice",
    },
    {
      key: "ground",
      m: loop.loss.lesser_ground_m,
      text: groundText(details.value?.parts ?? null, loop.loss.lesser_ground_m),
    },
  ];
  return (
    <div class="score-detail">
      <p>
        <strong>
          {points(loop.score)} of 100 points{entry.rank > 0 && `, number ${entry.rank} of ${ranked()}`}.
        </strong>{" "}
        What it loses:
      </p>
      <div class="score-bar" aria-hidden="true">
        <span data-part="kept" style={{ flexGrow: Math.max(0, loop.score * 100) }} />
        {lost.map(({ key, m }) => (
          <span key={key} data-part={key} style={{ flexGrow: inPoints(m) }} />
        ))}
      </div>
      <ul>
        {lost.map(({ key, m, text }) => (
          <li key={key} data-part={key}>
            <b>{inPoints(m) < 0.05 ? "0" : `−${inPoints(m).toFixed(1)}`}</b> {text}
          </li>
        ))}
      </ul>
      <Ground />
      <p class="proof">{provedText(entry)}</p>
    </div>
  );
}

const ranked = () => loops.value.filter(({ rank }) => rank > 0).length;

function groundText(parts: unknown, lost_m: number): string {
  if (lost_m < 1) return "only the best ground";
  return parts ? "on ground that is less than perfect:" : "on ground that is less than perfect";
}

function Ground() {
  const grounds = details.value && lesserGround(details.value.parts);
  if (!grounds || grounds.length === 0) return null;
  const wanted = plan.value?.query.hike_m ?? 1;
  const rest = grounds
    .slice(kNamed)
    .reduce<Ground>(
      (sum, { length_m, lost_m }) => ({ ...sum, length_m: sum.length_m + length_m, lost_m: sum.lost_m + lost_m }),
      { name: "on other ground", length_m: 0, lost_m: 0 },
    );
  return (
    <ul class="grounds">
      {[...grounds.slice(0, kNamed), rest]
        .filter(({ length_m }) => length_m > 0)
        .map(({ name, length_m, lost_m }) => (
          <li key={name}>
            <b>−{((lost_m / wanted) * 100).toFixed(1)}</b> {length(length_m, unit.value)} {name}
          </li>
        ))}
    </ul>
  );
}

function provedText({ loop, trailhead, rank }: NumberedLoop): string {
  if (rank === 0) {
    return brought.value?.from === "link"
      ? "It came with a link and is not among the best of this answer."
      : "Better loops that share most of its way have taken its place in the list.";
  }
  if (!trailhead) return "";
  if (!loop.best_of_trailhead) {
    return "Another idea from the same trailhead, whose best loop is in this list as well or shares too much of it.";
  }
  const own = proof(trailhead, unit.value);
  const answer = plan.value;
  if (rank !== 1 || answer?.status !== "complete" || answer.range_bound === null || answer.query.trailhead) return own;
  const gap = pointsAbove(answer.range_bound, loop.score);
  const known = isWhole(answer) ? "trailhead in reach" : "trailhead considered";
  if (!gap) return `${own} And from no ${known}: this is the best there is.`;
  return `${own} From any ${known}, at most ${gap} better is possible.`;
}
