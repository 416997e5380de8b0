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
      <NightWish wish="keep" title="Sleep at" nights={kept} />
      <NightWish wish="leave" title="Do not sleep at" nights={avoided} />
      <Wish wish="require" title="Include" />
      <Wish wish="avoid" title="Avoid" />
    </div>
  );
}

function Wish({ wish, title }: { wish: ChosenWay["wish"]; title: string }) {
  const groups = new Map<string, ChosenWay[]>();
  for (const way of ways.value) {
    if (way.wish === wish) groups.set(way.label, [...(groups.get(way.label) ?? []), way]);
  }
  if (groups.size === 0) return null;
  return (
    <div data-wish={wish}>
      <h2>{title}</h2>
      <ul class="chips">
        {[...groups].map(([label, group]) => (
          <li key={label}>
            <span>{label}</span>
            <button type="button" aria-label={`${title} ${label}: take back`} onClick={() => removeWays(group)}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function NightWish({ wish, title, nights }: { wish: string; title: string; nights: readonly ChosenNight[] }) {
  if (nights.length === 0) return null;
  return (
    <div data-wish={wish}>
      <h2>{title}</h2>
      <ul class="chips">
        {nights.map((night) => (
          <li key={night.id}>
            <span translate={false}>{night.label}</span>
            <button type="button" aria-label={`${title} ${night.label}: take back`} onClick={() => forgetNight(night)}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
