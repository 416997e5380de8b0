// What the daylight of a day means for a walk, in plain words.
import { sunTimes } from "../sun/sun";
import { clock, duration } from "./units";

export interface Walk {
  lat: number;
  lon: number;
  walk_s: number;
  /** It is the longest of several days. */
  isLongestDay?: boolean;
  /** Some of the climb is unknown: the walk may take much longer, and nobody can say when to set out. */
  isAtLeast: boolean;
}

const time = (moment: Date) => moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** "2025-06-21" and so many days: "2025-06-23". The same text where it cannot be read. */
export function daysLater(date: string, days: number): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(midnight) ? date : new Date(midnight + days * 86_400_000).toISOString().slice(0, 10);
}

/** "2025-06-21: sunrise 06:14, sunset 21:38". Empty where the date cannot be read. */
export function sunText(date: string, lat: number, lon: number): string {
  const sun = sunTimes(date, lat, lon);
  if (sun === null) return "";
  if (sun === "day") return `${date}: the sun does not set`;
  if (sun === "night") return `${date}: the sun does not rise`;
  return `${date}: sunrise ${time(sun.rise)}, sunset ${time(sun.set)}`;
}

export function daylightText(date: string, { lat, lon, walk_s, isAtLeast, isLongestDay = false }: Walk): string {
  const sun = sunTimes(date, lat, lon);
  if (sun === null) return "Choose a day for sunrise and sunset.";
  if (sun === "day") return "The sun does not set that day.";
  if (sun === "night") return "The sun does not rise that day.";
  const light_s = (sun.set.getTime() - sun.rise.getTime()) / 1000;
  const latest = new Date(sun.set.getTime() - walk_s * 1000);
  const subject = isLongestDay ? "The longest day" : "The walk";
  const fits =
    walk_s > light_s
      ? `${subject} takes ${isAtLeast ? "at least " : ""}${clock(walk_s)}, which is longer than the daylight.`
      : isAtLeast
        ? `${subject} takes at least ${clock(walk_s)}: how much longer is not known, since some of the climb is not.`
        : `${isLongestDay ? "To end the longest day" : "To be back"} by sunset without any rest, start at ${time(latest)} at the latest.`;
  return (
    `Sunrise ${time(sun.rise)}, sunset ${time(sun.set)} by this device's clock; ` +
    `${duration(light_s)} of light. ${fits}`
  );
}
