// Where the data is from, how old it is, what the server learns, and what to be careful about.
import { meta } from "../state/data";
import { unit } from "../state/form";
import type { Meta } from "../worker/protocol";

export function DataNote() {
  const known = meta.value;
  const deepest = known && smallestSquare(known);
  return (
    <footer class="data-note">
      {known && (
        <p>
          {known.name}
          {known.data.date ? `, map data of ${known.data.date}` : ", map data of unknown date"}
          {age(known.data.date)}. Drives are by road, without traffic.
        </p>
      )}
      <p>
        A server learns your internet address and which squares of about 30 km your question touches; never the place,
        the drive, the hike or a word you typed.
        {deepest && (
          <>
            {" "}
            The map is drawn from squares, too: where you zoom in, choose a loop or print one, the server learns which
            parts are shown, down to squares of about {deepest}. A start, your position and a GPX file of yours show
            squares of about 30 km, until you zoom in.
          </>
        )}
      </p>
      <p>
        This is not a survey of the ground: paths get closed, bridges break, snow stays. Check locally before you set
        out.{" "}
        {!known?.made_up && (
          <>
            Is the map wrong? <a href="https://www.openstreetmap.org/fixthemap">Report it to OpenStreetMap</a>.
          </>
        )}
      </p>
    </footer>
  );
}

/** Metres along the equator. */
const kEquatorM = 40_075_017;

/** The width of the smallest squares of the map that the server is asked for; null where it has none. */
function smallestSquare({ layers, extent }: Meta): string | null {
  const zoom = Math.max(layers["map"]?.maxzoom ?? 0, layers["terrain"]?.maxzoom ?? 0);
  if (zoom === 0) return null;
  const middle = ((extent[1] + extent[3]) / 2) * (Math.PI / 180);
  const km = (kEquatorM * Math.cos(middle)) / 2 ** zoom / 1000;
  return unit.value === "km" ? `${km.toFixed(1)} km` : `${(km / 1.609344).toFixed(1)} miles`;
}

function age(date: string | null): string {
  if (!date) return "";
  const months = Math.floor((Date.now() - Date.parse(date)) / (30.44 * 24 * 3600 * 1000));
  if (!(months >= 2)) return "";
  return months < 24 ? ` (${months} months old)` : ` (${Math.floor(months / 12)} years old)`;
}
