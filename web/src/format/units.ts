// Values as they are shown and typed: in kilometres, miles, minutes or hours. Everywhere else they are metres and seconds.
export type Unit = "km" | "mi";
/** The units that a field can have. */
export type FieldUnit = Unit | "min" | "h";

export const kMetresInMile = 1609.344;
export const kMetresInFoot = 0.3048;
const kIn: Record<FieldUnit, number> = { km: 1000, mi: kMetresInMile, min: 60, h: 3600 };

/** With thousands separated by commas: "2,340". */
export const grouped = (value: number, digits: number) =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** "24.6 km", "0.4 mi"; a short length in metres or feet: "430 m", "150 ft". */
export function length(metres: number, unit: Unit): string {
  if (unit === "km" && metres < 1000) return `${grouped(Math.round(metres / 10) * 10, 0)} m`;
  if (unit === "mi" && metres < 320) return `${grouped(Math.round(metres / kMetresInFoot / 50) * 50, 0)} ft`;
  const value = metres / kIn[unit];
  return `${grouped(value, value < 100 ? 1 : 0)} ${unit}`;
}

/** An elevation or a climb: "1,240 m", "4,068 ft". */
export function height(metres: number, unit: Unit): string {
  return unit === "km" ? `${grouped(metres, 0)} m` : `${grouped(metres / kMetresInFoot, 0)} ft`;
}

export const metresIn = (unit: Unit) => kIn[unit];
export const inUnit = (amount: number, unit: FieldUnit) => amount / kIn[unit];

/** The number a field shows: at most one decimal, no unit. */
export const fieldText = (amount: number, unit: FieldUnit) => String(Math.round(inUnit(amount, unit) * 10) / 10);

export const fromUnit = (value: number, unit: FieldUnit) => Math.round(value * kIn[unit]);

/** "20 MB", "0.4 MB". */
export const megabytes = (bytes: number) => `${grouped(bytes / 1e6, bytes < 1e6 ? 2 : 0)} MB`;

/** "7 h 10", "55 min": rounded to five minutes; below ten minutes to one. */
export function duration(seconds: number): string {
  const step = seconds < 10 * 60 ? 1 : 5;
  const minutes = Math.round(seconds / 60 / step) * step;
  const h = Math.floor(minutes / 60);
  if (minutes === 0) return seconds > 0 ? "under 1 min" : "0 min";
  return h === 0 ? `${minutes} min` : `${h} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** By how much of it a time at a person's own pace is off on a usual day: a judgement. */
const kPaceSpread = 0.1;

/** "4 h 30 – 5 h 30": what a time at somebody's pace comes to. `spread`: by how much of it, where that is known. */
export const timeRange = (seconds: number, spread: number | null = null) =>
  [-1, 1].map((sign) => duration(seconds * (1 + sign * (spread ?? kPaceSpread)))).join(" – ");

/** "45 min", "1 h 30 min". Whole minutes, rounded down unless `round` says otherwise. */
export function minutes(seconds: number, round = Math.floor): string {
  const whole = round(seconds / 60);
  return whole < 60 ? `${whole} min` : clock(whole * 60);
}

/** "7 h 05 min", rounded to the minute. */
export function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
