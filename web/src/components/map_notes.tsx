// What the map has to tell: squares that could not be loaded, a position that is not known.
import { loadMissingTiles, missingTiles, positionProblem } from "../state/map_notes";

export function MapNotes() {
  return (
    <div class="map-notes" role="status">
      {missingTiles.value > 0 && (
        <p>
          Part of the map could not be loaded.{" "}
          <button type="button" class="quiet" onClick={() => loadMissingTiles.value?.()}>
            Load it again
          </button>
        </p>
      )}
      {positionProblem.value && (
        <p>
          {positionProblem.value}{" "}
          <button type="button" class="quiet" onClick={() => (positionProblem.value = null)}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}
