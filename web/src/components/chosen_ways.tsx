// The ways to include and to avoid, each with a button to take it back.
import { removeWays, ways, type ChosenWay } from "../state/form";

export function ChosenWays() {
  if (ways.value.length === 0) return null;
  return (
    <div class="chosen-ways">
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
