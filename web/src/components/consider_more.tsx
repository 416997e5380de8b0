// The way to go on where a search had no room for more of the map.
import { considerMore, kMostBytes, maxBytes } from "../state/form";

export function ConsiderMore() {
  if (maxBytes.value >= kMostBytes) return null;
  return (
    <button type="button" class="quiet" onClick={considerMore}>
      Consider more
    </button>
  );
}
