// A button to search again with more of the map, where not all of it could be loaded.
import { considerMore, kMostBytes, maxBytes } from "../state/form";

export function ConsiderMore() {
  if (maxBytes.value >= kMostBytes) return null;
  return (
    <button type="button" class="quiet" onClick={considerMore}>
      Consider more
    </button>
  );
}
