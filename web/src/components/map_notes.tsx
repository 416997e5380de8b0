// What the map has to tell: what it lacks, squares that could not be loaded, a position that is not known.
import { meta } from "../state/data";
import { ground, readsPictures } from "../state/ground";
import { loadMissingTiles, missingTiles, positionProblem } from "../state/map_notes";
import { isMapComing } from "../state/printing";

/** What cannot be drawn under the loops, and why. */
function lacks(): string | null {
  if (!meta.value || !isMapComing.value) return null;
  const { map, terrain } = ground.value;
  if (!map && !terrain) return "These data have nothing to draw under the loops: no relief, water, woods or roads.";
  if (!map) return "These data have no map under the loops: no water, woods, roads or villages.";
  if (!terrain) return "These data have no elevation for the map: no relief, contours, slopes or 3D.";
  return readsPictures.value === false
    ? "Relief, contours, slopes and 3D are off: this browser changes what a page reads from pictures, and heights come as pictures."
    : null;
}

export function MapNotes() {
  const lacking = lacks();
  return (
    <div class="map-notes" role="status">
      {lacking && <p>{lacking}</p>}
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
