// Undo and redo of changes of the query.
import { canRedo, canUndo, redo, undo } from "../state/history";

const kIsApple = /mac|iphone|ipad/i.test(navigator.userAgent);
const kModifier = kIsApple ? "⌘" : "Ctrl+";

export function UndoButtons() {
  return (
    <div class="history" role="group" aria-label="Changes">
      <button type="button" class="quiet" disabled={!canUndo.value} title={`Undo (${kModifier}Z)`} onClick={undo}>
        <span aria-hidden="true">↶</span>
        <span class="visually-hidden">Undo</span>
      </button>
      <button type="button" class="quiet" disabled={!canRedo.value} title={`Redo (${kModifier}Shift+Z)`} onClick={redo}>
        <span aria-hidden="true">↷</span>
        <span class="visually-hidden">Redo</span>
      </button>
    </div>
  );
}
