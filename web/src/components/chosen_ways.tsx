// The ways to include and to avoid, and the nights to keep and to leave out, each with a button to take it back.
import {
  avoidedNights,
  forgetNight,
  hasNights,
  keptNights,
  removeWays,
  ways,
  type ChosenNight,
  type ChosenWay,
} from "../state/form";

export function ChosenWays() {
  const [kept, avoided] = hasNights.value ? [keptNights.value, avoidedNights.value] : [[], []];
  if (ways.value.length + kept.length + avoided.length === 0) return null;
  return (
    <div class="chosen-ways">
      <Chips wish="keep" title="Sleep at" chips={nightsOf(kept)} />
      <Chips wish="leave" title="Do not sleep at" chips={nightsOf(avoided)} />
      <Chips wish="require" title="Include" chips={waysOf("require")} />
      <Chips wish="avoid" title="Avoid" chips={waysOf("avoid")} />
    </div>
  );
}

interface Chip {
  key: string;
  label: string;
  takeBack: () => void;
}

function Chips({ wish, title, chips }: { wish: string; title: string; chips: readonly Chip[] }) {
  if (chips.length === 0) return null;
  return (
    <div data-wish={wish}>
      <h2>{title}</h2>
      <ul class="chips">
        {chips.map(({ key, label, takeBack }) => (
          <li key={key}>
            <span translate={false}>{label}</span>
            <button type="button" aria-label={`${title} ${label}: take back`} onClick={takeBack}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A chip for each label: a part of a loop may be several ways. */
function waysOf(wish: ChosenWay["wish"]): Chip[] {
  const groups = new Map<string, ChosenWay[]>();
  for (const way of ways.value) {
    if (way.wish === wish) groups.set(way.label, [...(groups.get(way.label) ?? []), way]);
  }
  return [...groups].map(([label, group]) => ({ key: label, label, takeBack: () => removeWays(group) }));
}

const nightsOf = (nights: readonly ChosenNight[]): Chip[] =>
  nights.map((night) => ({ key: night.id, label: night.label, takeBack: () => forgetNight(night) }));
