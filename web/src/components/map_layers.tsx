// What is drawn under the loops: its layers can be switched on and off. It says what they are made of.
import { meta } from "../state/data";
import { densestLevels } from "../geo/contour_levels";
import { kSlopeClasses } from "../geo/slope";
import { unit } from "../state/form";
import { ground, kGroundLayers, readsPictures, wanted, wantLayer, type GroundLayer } from "../state/ground";

const kLabels: Record<GroundLayer, string> = {
  relief: "Relief",
  contours: "Contours",
  slopes: "Slopes from 30°",
  raised: "3D",
};

export function MapLayers() {
  const { terrain, spacing_m } = ground.value;
  if (!meta.value || !terrain) return null;
  const high = unit.value === "km" ? "m" : "ft";
  const [each, bold] = densestLevels(high);
  return (
    <details class="map-layers">
      <summary>Map layers</summary>
      {readsPictures.value === false && (
        <p>This browser falsifies pictures that are read, to protect you from being recognised.</p>
      )}
      {kGroundLayers.map((layer) => (
        <label key={layer} class="check">
          <input
            type="checkbox"
            checked={wanted[layer].value}
            disabled={readsPictures.value === false}
            onChange={({ currentTarget }) => wantLayer(layer, currentTarget.checked)}
          />
          <span>{kLabels[layer]}</span>
        </label>
      ))}
      {wanted.contours.value && (
        <p>
          <small>
            Contours every {each} {high}, bold every {bold} {high}; fewer on a map that shows more.
          </small>
        </p>
      )}
      {wanted.slopes.value && (
        <>
          <ul class="slope-key">
            {kSlopeClasses.map((degrees) => (
              <li key={degrees}>
                <span data-slope={degrees} aria-hidden="true" /> {degrees}°
              </li>
            ))}
          </ul>
          <p>
            <small>
              From heights{spacing_m !== null && ` ${spacing_m} m apart`}, worked out on this device. Short steep places
              are missed: a cliff can be coloured as a gentle slope, or not at all.
            </small>
          </p>
        </>
      )}
    </details>
  );
}
