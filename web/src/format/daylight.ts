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
