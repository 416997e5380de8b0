// Why a loop has its score: what it loses, in points and plain words, and how much better any other loop could be.
import { lesserGround, type Ground } from "../format/ground";
import { duration, length } from "../format/units";
import { points, pointsAbove, proof } from "../format/words";
import { kLostByTurn } from "../plan/generated";
import { isWhole, lossOf, meanTime, wantedOf } from "../plan/types";
import { details } from "../state/details";
import { unit } from "../state/form";
import { extraLoop, loops, type NumberedLoop } from "../state/selection";
import { plan } from "../state/session";

/** How many kinds of ground are named. The others are added up. */
const kNamedGrounds = 3;

export function ScoreDetail({ entry }: { entry: NumberedLoop }) {
  const { loop, query } = entry;
  const isTime = query.hike_s !== null;
  const long = isTime ? meanTime(loop) : loop.length_m;
  const wanted = wantedOf(query);
  const u = unit.value;
  const inPoints = (loss: number) => (loss / wanted) * 100;
  const loss = lossOf(loop.loss);
  const apart = Math.abs(long - wanted);
  const difference = long < wanted ? "shorter" : "longer";
  const shown = (amount: number) => (isTime ? duration(amount) : length(amount, u));
  const lost = [
    {
      key: "off",
      loss: loss.offLength,
      text: apart < (isTime ? 60 : 10) ? "exactly the length you want" : `${shown(apart)} ${difference} than you want`,
    },
    {
      key: "twice",
      loss: loss.retraced,
      text: loop.retraced_m > 0 ? `${length(loop.retraced_m, u)} out and back the same way` : "nothing walked twice",
    },
    {
      key: "beside",
      loss: loss.besideItself,
      text:
        loss.besideItself > 0
          ? `${shown(loss.besideItself / 2)} right beside another part of itself`
          : "no part runs beside another",
    },
    { key: "turns", loss: loss.turns, text: turnsText(Math.round(loss.turns / kLostByTurn)) },
    {
      key: "ground",
      loss: loss.lesserGround,
      text: groundText(details.value !== null, loss.lesserGround),
    },
    ...(loop.stages.length > 0 ? lostByNights(loss) : []),
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
        {lost.map(({ key, loss }) => (
          <span key={key} data-part={key} style={{ flexGrow: inPoints(loss) }} />
        ))}
      </div>
      <ul>
        {lost.map(({ key, loss, text }) => (
          <li key={key} data-part={key}>
            <b>{inPoints(loss) < 0.05 ? "0" : `−${inPoints(loss).toFixed(1)}`}</b> {text}
          </li>
        ))}
      </ul>
      <GroundList />
      <p class="proof">{provedText(entry)}</p>
    </div>
  );
}

const rankedCount = () => loops.value.filter(({ rank }) => rank > 0).length;

/** What only a loop with nights loses. */
const lostByNights = ({ nightDetours, unevenDays, dryNights, nightKinds }: ReturnType<typeof lossOf>) => [
  {
    key: "detours",
    loss: nightDetours,
    text: nightDetours > 0 ? "on ways to the nights and back" : "all nights right at the loop",
  },
  { key: "uneven", loss: unevenDays, text: unevenDays > 0 ? "uneven days" : "even days" },
  { key: "dry", loss: dryNights, text: dryNights > 0 ? "nights without known water" : "water known near each night" },
  {
    key: "kinds",
    loss: nightKinds,
    text: nightKinds > 0 ? "shelters that may not do for a night" : "no doubtful night",
  },
];

const turnsText = (count: number) =>
  count === 0
    ? "no turn off a named or marked way"
    : `${count} ${count === 1 ? "turn" : "turns"} off named or marked ways`;

/** `hasParts`: the kinds of ground are listed below. */
function groundText(hasParts: boolean, lost: number): string {
  if (lost < 1) return "only the best ground";
  return `on ground that is less than perfect${hasParts ? ":" : ""}`;
}

function GroundList() {
  if (!details.value) return null;
  const grounds = lesserGround(details.value.parts);
  if (grounds.length === 0) return null;
  // In the measure of the query that the details answer.
  const wanted = wantedOf(details.value.plan.query);
  const rest = grounds
    .slice(kNamedGrounds)
    .reduce<Ground>(
      (sum, { length_m, lost }) => ({ ...sum, length_m: sum.length_m + length_m, lost: sum.lost + lost }),
      { name: "on other ground", length_m: 0, lost: 0 },
    );
  return (
    <ul class="grounds">
      {[...grounds.slice(0, kNamedGrounds), rest]
        .filter(({ length_m }) => length_m > 0)
        .map(({ name, length_m, lost }) => (
          <li key={name}>
            <b>−{((lost / wanted) * 100).toFixed(1)}</b> {length(length_m, unit.value)} {name}
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
