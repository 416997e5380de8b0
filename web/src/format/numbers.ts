// Numbers and amounts as people type them: with a decimal point or comma, with thousands grouped in the ways of many
// countries, in any script's digits, with a unit behind.
import { kMetresInFoot, kMetresInMile, type FieldUnit } from "./units";

/** Metres and seconds in a unit. Each name is written as `unitOf` folds it. */
const kMetres: Record<string, number> = {
  km: 1000,
  kms: 1000,
  kilometre: 1000,
  kilometres: 1000,
  kilometer: 1000,
  kilometers: 1000,
  m: 1,
  metre: 1,
  metres: 1,
  meter: 1,
  meters: 1,
  mi: kMetresInMile,
  mile: kMetresInMile,
  miles: kMetresInMile,
  ft: kMetresInFoot,
  foot: kMetresInFoot,
  feet: kMetresInFoot,
};
const kSeconds: Record<string, number> = {
  s: 1,
  sec: 1,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
  hours: 3600,
};

/** The value of a decimal digit in any script. In Unicode each script has its ten digits in one run, from zero up. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) ++before;
  return before % 10;
}

/** Plain digits, signs and separators for those of other scripts and fonts. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/[\u2212\u2010-\u2013]/g, "-")
    .replace(/\u066B/g, ".")
    .replace(/[\u066C\u2019\u02BC`´]/g, "'")
    .replace(/\u060C/g, ",")
    .trim();
}

/** Groups of three behind the first, or of two before the last three, as in India. */
const isGrouped = (text: string, by: string) => {
  const groups = text.split(by);
  const first = groups.shift()!;
  const last = groups.pop()!;
  const isSized = groups.every(({ length }) => length === 3) || groups.every(({ length }) => length === 2);
  return /^\d{1,3}$/.test(first) && !/^0/.test(first) && last.length === 3 && isSized;
};

/** "1,000" is a thousand and "12,5" twelve and a half. "1.000" is one: the page itself writes a decimal point. */
export function parseNumber(typed: string): number | null {
  const text = plain(typed);
  const [, sign, body] = /^([+-]?)\s*([\d.,' ]*\d[.,]?|[.,]\d+)$/.exec(text) ?? [];
  if (body === undefined) return null;
  const value = unsigned(body);
  return value === null ? null : sign === "-" ? -value : value;
}

function unsigned(body: string): number | null {
  const marks = [...body.replace(/\d/g, "")];
  const mark = marks[marks.length - 1];
  if (mark === undefined) return Number(body);
  const isOneKind = marks.every((other) => other === mark);
  // The last mark is that of the decimals, unless it groups like all before it.
  const isGroupingOnly =
    isOneKind &&
    (mark === " " || mark === "'" || marks.length > 1 || mark === ",") &&
    (mark !== "," || isGrouped(body, mark) || marks.length > 1);
  if (isGroupingOnly) return isGrouped(body, mark) ? Number(body.replaceAll(mark, "")) : null;
  if (mark === " " || mark === "'") return null;
  const at = body.lastIndexOf(mark);
  const whole = body.slice(0, at);
  const grouping = [...new Set(whole.replace(/\d/g, ""))];
  if (grouping.length > 1 || grouping[0] === mark || (grouping[0] && !isGrouped(whole, grouping[0]))) return null;
  return Number(`${grouping[0] ? whole.replaceAll(grouping[0], "") : whole}.${body.slice(at + 1)}`);
}

/** Metres of a length, or seconds of a time: "25", "25 km", "1,000 m", "1 h 30 min", "1:30". A number without a unit is in
 * the field's. null where the text is no such amount. */
export function parseAmount(typed: string, field: FieldUnit): number | null {
  const text = plain(typed).toLowerCase();
  const isTime = field === "min" || field === "h";
  const units = isTime ? kSeconds : kMetres;
  const whole = (amount: number) => Math.round(amount);
  const clock = isTime
    ? /^(\d{1,3})\s*(?::|h(?:ours?|rs?)?)\s*(\d{1,2})(?:\s*m(?:in(?:utes?)?)?\.?)?$/.exec(text)
    : null;
  if (clock && Number(clock[2]) < 60) return Number(clock[1]) * 3600 + Number(clock[2]) * 60;
  const [, number, unit] = /^(.*?)\s*([a-z]*)\.?$/.exec(text) ?? [];
  const factor = unit ? units[unit] : units[field];
  // A point at the end belongs to the number: it is being typed.
  const value = parseNumber(unit ? (number ?? "") : text);
  return value === null || factor === undefined ? null : whole(value * factor);
}
