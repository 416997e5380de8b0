// Sunrise and sunset at a loop on a chosen day, and whether there is enough daylight for the walk.
import { daylightText, type Walk } from "../format/daylight";
import { day } from "../state/day";

export function Daylight(walk: Walk) {
  return (
    <div class="daylight">
      <label>
        Day <input type="date" value={day.value} onInput={(event) => (day.value = event.currentTarget.value)} />
      </label>
      <p>{daylightText(day.value, walk)}</p>
    </div>
  );
}
