// What is drawn under the loops: its layers can be switched on and off. It says what they are made of, and what keeps one off.
import { meta } from "../state/data";
import { densestLevels } from "../geo/contour_levels";
import { kSlopeClasses } from "../geo/slope";
import { unit } from "../state/form";
import { ground, kGroundLayers, readsPictures, wanted, type GroundLayer } from "../state/ground";

const kLabels: Record<GroundLayer, string> = {
  relief: "Relief",
  contours: "Contours",
  slopes: "Slopes from 30°",
  raised: "3D",
};

export function MapLayers() {
  if (!meta.value) return null;
  const { map, terrain, spacing_m } = ground.value;
  const high = unit.value === "km" ? "m" : "ft";
  const [each, bold] = densestLevels(high);
  return (
    <details class="map-layers">
      <summary>Map layers</summary>
      {terrain && readsPictures.value === false && (
        <p role="status">
          This browser changes what a page reads from pictures, to protect you from being recognised. Heights come as
          pictures, so relief, contours, slopes and 3D are off.
        </p>
      )}
      {!terrain && <p>These data have no elevation for the map: no relief, contours, slopes or 3D.</p>}
      {!map && <p>These data have no ground for the map: no water, woods, roads or villages.</p>}
      {terrain &&
        kGroundLayers.map((layer) => (
          <label key={layer} class="check">
            <input
              type="checkbox"
              checked={wanted[layer].value}
              disabled={readsPictures.value === false}
              onChange={({ currentTarget }) => (wanted[layer].value = currentTarget.checked)}
            />
            <span>{kLabels[layer]}</span>
          </label>
        ))}
      {terrain && wanted.contours.value && (
        <p>
          <small>
            Contours every {each} {high}, bold every {bold} {high}; fewer on a map that shows more.
          </small>
        </p>
      )}
      {terrain && wanted.slopes.value && (
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
