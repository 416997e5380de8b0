// Why a loop has its score: what it loses, in metres and plain words, and how much better any other loop could be.
import { lesserGround, type Ground } from "../format/ground";
import { length } from "../format/units";
import { points, pointsAbove, proof } from "../format/words";
import { isWhole } from "../plan/types";
import { details } from "../state/details";
import { unit } from "../state/form";
import { extraLoop, loops, type NumberedLoop } from "../state/selection";
import { plan } from "../state/session";

/** How many kinds of ground are named. The others are added up. */
const kNamedGrounds = 3;

export function ScoreDetail({ entry }: { entry: NumberedLoop }) {
  const { loop } = entry;
  const wanted = plan.value?.query.hike_m ?? loop.length_m;
  const u = unit.value;
  const inPoints = (m: number) => (m / wanted) * 100;
  const off = loop.loss.off_length_m;
  const apart = Math.abs(loop.length_m - wanted);
  const difference = loop.length_m < wanted ? "shorter" : "longer";
  const lost = [
    {
      key: "off",
      m: off,
      text: apart < 10 ? "exactly the length you want" : `${length(apart, u)} ${difference} than you want`,
    },
    {
      key: "twice",
      m: loop.loss.retraced_m,
      text: loop.retraced_m > 0 ? `${length(loop.retraced_m, u)} out and back the same way` : "nothing walked twice",
    },
    {
      key: "beside",
      m: loop.loss.beside_itself_m,
      text:
        loop.loss.beside_itself_m > 0
          ? `${length(loop.loss.beside_itself_m / 2, u)} right beside another part of itself`
          : "no part runs beside another",
    },
    {
      key: "ground",
      m: loop.loss.lesser_ground_m,
      text: groundText(details.value !== null, loop.loss.lesser_ground_m),
    },
  ];
  return (
    <div class="score-detail">
      <p>
        <strong>
          {points(loop.score)} of 100 points{entry.rank > 0 && `, number ${entry.rank} of ${rankedCount()}`}.
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
      <GroundList />
      <p class="proof">{provedText(entry)}</p>
    </div>
  );
}

const rankedCount = () => loops.value.filter(({ rank }) => rank > 0).length;

/** `hasParts`: the kinds of ground are listed below. */
function groundText(hasParts: boolean, lost_m: number): string {
  if (lost_m < 1) return "only the best ground";
  return `on ground that is less than perfect${hasParts ? ":" : ""}`;
}

function GroundList() {
  const grounds = details.value && lesserGround(details.value.parts);
  if (!grounds || grounds.length === 0) return null;
  const wanted = plan.value?.query.hike_m ?? 1;
  const rest = grounds
    .slice(kNamedGrounds)
    .reduce<Ground>(
      (sum, { length_m, lost_m }) => ({ ...sum, length_m: sum.length_m + length_m, lost_m: sum.lost_m + lost_m }),
      { name: "on other ground", length_m: 0, lost_m: 0 },
    );
  return (
    <ul class="grounds">
      {[...grounds.slice(0, kNamedGrounds), rest]
        .filter(({ length_m }) => length_m > 0)
        .map(({ name, length_m, lost_m }) => (
          <li key={name}>
            <b>−{((lost_m / wanted) * 100).toFixed(1)}</b> {length(length_m, unit.value)} {name}
          </li>
        ))}
    </ul>
  );
}

const kExtraTexts = {
  link: "This loop came with the link. It is not among the best loops found now.",
  renewal: "You chose this loop before the map data were renewed. It is not among the best loops found now.",
  earlier: "Better loops that share most of this one have replaced it in the list.",
} as const;

function provedText({ loop, trailhead, rank }: NumberedLoop): string {
  if (rank === 0) {
    return kExtraTexts[extraLoop.value?.from ?? "earlier"];
  }
  if (!trailhead) return "";
  if (!loop.best_of_trailhead) {
    if (plan.value?.query.direction)
      return "Another idea from this trailhead. Its best loop is in this list, too, shares too much with a loop of this list, or leads in another direction.";
    return "Another idea from this trailhead. Its best loop is in this list, too, or shares too much with a loop of this list.";
  }
  const own = proof(trailhead, unit.value);
  const answer = plan.value;
  if (rank !== 1 || answer?.status !== "complete" || answer.range_bound === null || !answer.query.at) return own;
  const gap = pointsAbove(answer.range_bound, loop.score);
  const known = isWhole(answer) ? "trailhead in reach" : "trailhead considered";
  if (!gap) return `${own} Nor from any ${known}: this is the best there is.`;
  return `${own} From any other ${known}, at most ${gap} better is possible.`;
}
