// Sunrise and sunset at a loop on a chosen day, and whether there is enough daylight for the walk.
import { clock, duration } from "../format/units";
import { day } from "../state/day";
import { sunTimes } from "../sun/sun";

const time = (moment: Date) => moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export function Daylight({ lat, lon, walk_s }: { lat: number; lon: number; walk_s: number }) {
  return (
    <div class="daylight">
      <label>
        Day <input type="date" value={day.value} onInput={(event) => (day.value = event.currentTarget.value)} />
      </label>
      <p>{sentence(day.value, lat, lon, walk_s)}</p>
    </div>
  );
}

function sentence(date: string, lat: number, lon: number, walk_s: number): string {
  const sun = sunTimes(date, lat, lon);
  if (sun === null) return "Choose a day for sunrise and sunset.";
  if (sun === "day") return "The sun does not set that day.";
  if (sun === "night") return "The sun does not rise that day.";
  const light_s = (sun.set.getTime() - sun.rise.getTime()) / 1000;
  const latest = new Date(sun.set.getTime() - walk_s * 1000);
  const fits =
    walk_s > light_s
      ? `The walk takes ${clock(walk_s)}, which is longer than the daylight.`
      : `To be back by sunset without any rest, start at ${time(latest)} at the latest.`;
  return (
    `Sunrise ${time(sun.rise)}, sunset ${time(sun.set)} by this device's clock; ` +
    `${duration(light_s)} of light. ${fits}`
  );
}
