// Where the data is from, how old it is, what the server learns, and what to be careful about.
import { meta } from "../state/data";

export function DataNote() {
  const known = meta.value;
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

function age(date: string | null): string {
  if (!date) return "";
  const months = Math.floor((Date.now() - Date.parse(date)) / (30.44 * 24 * 3600 * 1000));
  if (!(months >= 2)) return "";
  return months < 24 ? ` (${months} months old)` : ` (${Math.floor(months / 12)} years old)`;
}
