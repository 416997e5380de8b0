// Sunrise and sunset by the equations of NOAA's solar calculator (gml.noaa.gov/grad/solcalc, after Meeus, Astronomical
// Algorithms): when the sun's upper edge is on a flat horizon, with mean refraction (zenith 90.833°). Outside the polar
// regions right to about a minute. In a valley the sun rises later and sets earlier than this.
const kZenith = 90.833;
const rad = (degrees: number) => (degrees * Math.PI) / 180;
const deg = (radians: number) => (radians * 180) / Math.PI;

interface SunTimes {
  rise: Date;
  set: Date;
}

/** Declination in degrees and equation of time in minutes, at a moment in Julian centuries since 2000. */
function sunAt(t: number): { declination: number; equation: number } {
  const longitude = (280.46646 + t * (36000.76983 + t * 0.0003032)) % 360;
  const anomaly = 357.52911 + t * (35999.05029 - 0.0001537 * t);
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
  const centre =
    Math.sin(rad(anomaly)) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
    Math.sin(rad(2 * anomaly)) * (0.019993 - 0.000101 * t) +
    Math.sin(rad(3 * anomaly)) * 0.000289;
  const node = rad(125.04 - 1934.136 * t);
  const apparent = rad(longitude + centre - 0.00569 - 0.00478 * Math.sin(node));
  const tilt = rad(
    23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 + 0.00256 * Math.cos(node),
  );
  const y = Math.tan(tilt / 2) ** 2;
  const l = rad(longitude);
  const m = rad(anomaly);
  const equation =
    4 *
    deg(
      y * Math.sin(2 * l) -
        2 * eccentricity * Math.sin(m) +
        4 * eccentricity * y * Math.sin(m) * Math.cos(2 * l) -
        0.5 * y * y * Math.sin(4 * l) -
        1.25 * eccentricity * eccentricity * Math.sin(2 * m),
    );
  return { declination: deg(Math.asin(Math.sin(tilt) * Math.sin(apparent))), equation };
}

/** `date`: as "2025-06-21", of the place. "day" where the sun does not set that day, "night" where it does not rise, null
 * where the date cannot be read. */
export function sunTimes(date: string, lat: number, lon: number): SunTimes | "day" | "night" | null {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight)) return null;
  const moment = (side: -1 | 1): number | "day" | "night" => {
    let minutes = 720 - 4 * lon;
    // Twice: the first time with the sun's position at noon, then with that at the moment found.
    for (let i = 0; i < 2; ++i) {
      const days = midnight / 86_400_000 + minutes / 1440 + 2440587.5 - 2451545;
      const { declination, equation } = sunAt(days / 36525);
      const cosine =
        Math.cos(rad(kZenith)) / (Math.cos(rad(lat)) * Math.cos(rad(declination))) -
        Math.tan(rad(lat)) * Math.tan(rad(declination));
      if (cosine > 1) return "night";
      if (cosine < -1) return "day";
      minutes = 720 - 4 * lon - equation + side * 4 * deg(Math.acos(cosine));
    }
    return midnight + minutes * 60_000;
  };
  const rise = moment(-1);
  const set = moment(1);
  if (typeof rise === "string") return rise;
  if (typeof set === "string") return set;
  return { rise: new Date(rise), set: new Date(set) };
}
