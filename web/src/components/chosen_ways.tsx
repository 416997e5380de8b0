// Ways to avoid and to walk over, and taking changes back.
import { forget, ways, type ChosenWay } from "../state/form";
import { canRedo, canUndo, redo, undo } from "../state/history";

const kMac = /mac|iphone|ipad/i.test(navigator.userAgent);
const kControl = kMac ? "⌘" : "Ctrl+";

export function History() {
  return (
    <div class="history" role="group" aria-label="Changes">
      <button type="button" class="quiet" disabled={!canUndo.value} title={`Undo (${kControl}Z)`} onClick={undo}>
        <span aria-hidden="true">↶</span>
        <span class="visually-hidden">Undo</span>
      </button>
      <button type="button" class="quiet" disabled={!canRedo.value} title={`Redo (${kControl}Shift+Z)`} onClick={redo}>
        <span aria-hidden="true">↷</span>
        <span class="visually-hidden">Redo</span>
      </button>
    </div>
  );
}

export function ChosenWays() {
  if (ways.value.length === 0) return null;
  return (
    <div class="chosen-ways">
      <Wish wish="require" title="Walk over" />
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
            <button type="button" aria-label={`${title} ${label}: take back`} onClick={() => forget(group)}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
