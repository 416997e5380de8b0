// The query and the chosen loop as the fragment of the page's address: the part after #, which browsers never send. A
// reload, a bookmark or a link brings them back.
import { parseNumber } from "../format/numbers";
import { decodeLoop, encodeLoop } from "../plan/code";
import { fingerprintOf, fingerprintText, parseFingerprint } from "../plan/fingerprint";
import { kDirections, kKindsOfNights, kQueryLimits, kSacScales, kUngradedWays } from "../plan/generated";
import { loopKey, type Appeal, type Pace } from "../plan/types";
import type { LatLon } from "../worker/protocol";
import * as form from "./form";
import { linkedLoop, linkNote, type LinkedLoop } from "./linked_loop";
import { tidyFragment } from "./link_text";
import type { Step } from "./history";
import { isOwnPace, isSamePace, keepPace, keptPace, kPaceFactors, ownKeptPace } from "./pace";
import { reversedKeys, selected, selectedKey, setReversed, type NumberedLoop } from "./selection";

const kMaxWayLabel = 60;
const kMaxStartLabel = 80;

/** The query and the chosen loop. */
export const toFragment = () => withLoop(queryParts());

function withLoop(parts: URLSearchParams): string {
  const named = linkedLoop.value ?? (selected.value && linkTo(selected.value));
  if (named) {
    if (named.near) parts.set("near", positionText(named.near));
    if (named.isReversed) parts.set("walk", "back");
    if (named.was) parts.set("was", fingerprintText(named.was));
    parts.set("loop", encodeLoop(named.loop));
  }
  return asText(parts);
}

/** What a link to a loop holds. */
export function linkTo({ key, loop, trailhead }: NumberedLoop): LinkedLoop {
  return {
    loop,
    isReversed: reversedKeys.value.has(key),
    near: trailhead && { lat: trailhead.lat, lon: trailhead.lon },
    was: fingerprintOf(loop),
    isKept: false,
  };
}

const positionText = ({ lat, lon }: LatLon) =>
  `${lat.toFixed(form.kPositionDigits)},${lon.toFixed(form.kPositionDigits)}`;

const asText = (parts: URLSearchParams) => parts.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");

/** What undo and redo show again. It always names its pace: what is kept on the device may have changed by then. */
export function toStep(): Step {
  const parts = queryParts(true);
  const query = asText(parts); // before the loop is added to the parts
  return { query, fragment: withLoop(parts), kept: ownKeptPace() };
}

/** Shows a step again. What is kept on the device changes only where the pace was chosen between the two steps. */
export function restoreStep({ fragment, kept }: Step, left: Step) {
  if (!isSamePace(kept, left.kept)) keepPace(kept);
  readFragment(fragment, true);
}

/** Start, drive and hike, and of the rest what differs from its default: so links stay short. */
function queryParts(namesPace = isPaceNamed()): URLSearchParams {
  const parts = new URLSearchParams();
  const at = form.start.value;
  if (at) {
    parts.set("at", positionText(at));
    parts.set("from", at.label);
    if (at.trailhead) parts.set("trailhead", at.trailhead);
    if (at.isOnFoot) parts.set("foot", "yes");
  }
  if (form.driveBy.value === "time") parts.set("drivetime", String(form.driveTime.value.amount));
  else parts.set("drive", String(form.drive.value.amount));
  if (form.hikeBy.value === "time") parts.set("hiketime", String(form.hikeTime.value.amount));
  else parts.set("hike", String(form.hike.value.amount));
  if (namesPace) parts.set("pace", kPaceFactors.map((factor) => form.pace.value[factor]).join(","));
  if (form.tolerance.value !== form.kDefaults.tolerance) parts.set("within", String(form.tolerance.value));
  if (form.maxRetrace.value !== form.kDefaults.max_retrace) parts.set("twice", String(form.maxRetrace.value));
  if (form.maxAscent.value !== null) parts.set("climb", String(form.maxAscent.value));
  if (form.aboutAscent.value !== null) parts.set("aboutclimb", String(form.aboutAscent.value));
  if (form.maxSacScale.value !== form.kDefaults.max_sac_scale) parts.set("grade", form.maxSacScale.value);
  if (form.ungraded.value) parts.set("ungraded", form.ungraded.value);
  if (form.avoidRoads.value) parts.set("roads", "no");
  if (form.viaFerratas.value) parts.set("ferrata", "yes");
  if (form.bikeTrails.value) parts.set("bike", "yes");
  if (form.figureOfEight.value) parts.set("eight", "yes");
  nightParts(parts);
  if (form.direction.value) parts.set("towards", form.direction.value);
  const liked = form.kTopics.filter((topic) => form.appeal.value[topic] !== 100);
  if (liked.length > 0) parts.set("like", liked.map((topic) => `${topic}:${form.appeal.value[topic]}`).join(","));
  for (const [key, wish] of kWishKeys) {
    for (const way of form.ways.value) if (way.wish === wish) parts.append(key, `${way.id.toString(36)}:${way.label}`);
  }
  if (form.maxBytes.value !== form.kDefaults.max_bytes) parts.set("bytes", String(form.maxBytes.value));
  if (form.unit.value !== "km") parts.set("unit", form.unit.value);
  return parts;
}

/** A pace of one's own is part of the link, and so is the formula's where a pace is kept or hours are asked for: a link without
 * one means the pace that is kept where it is opened. */
const isPaceNamed = () =>
  isOwnPace(form.pace.value) || form.hikeBy.value === "time" || !isSamePace(form.pace.value, keptPace());

const kNoKinds = "none";

/** Days and nights; without nights, nothing. They are kept while the hike is asked for in hours. */
function nightParts(parts: URLSearchParams) {
  if (!form.wantsNights.value) return;
  const set = (key: string, value: number | null) => value !== null && parts.set(key, String(value));
  set("nights", form.nights.value);
  set("day", form.dayLength.value);
  const sleep = form.nightKinds.value.join(",") || kNoKinds;
  if (sleep !== form.kDefaults.night_kinds.join(",")) parts.set("sleep", sleep);
  set("longestday", form.longestDay.value);
  set("longestdaytime", form.longestDayTime.value);
  for (const [key, nights] of kNightKeys) for (const { id, label } of nights.value) parts.append(key, `${id}:${label}`);
  if (form.shortFirstDay.value) parts.set("shortfirst", "yes");
  if (form.shortLastDay.value) parts.set("shortlast", "yes");
  if (form.waterAtNight.value) parts.set("nightwater", "yes");
}

const kNightKeys = [
  ["keepnight", form.keptNights, kQueryLimits.keep_nights],
  ["notnight", form.avoidedNights, kQueryLimits.avoid_nights],
] as const;

const kWishKeys = [
  ["avoid", "avoid"],
  ["over", "require"],
] as const;

/** Sets the form from a fragment. A value that is missing leaves its default: links are typed by hand, too. So does one that
 * cannot be used, and that is said. With `isStep` it is a whole step of undo: without a start, there was none. */
export function readFragment(fragment: string, isStep = false) {
  const { parts, isCut } = tidyFragment(fragment);
  const unusable: string[] = [];
  const number: NumberOf = (key, { min, max }, otherwise) => {
    const text = parts.get(key);
    if (text === null) return otherwise;
    const value = parseNumber(text) ?? NaN;
    if (value >= min && value <= max) return value;
    unusable.push(`${key}=${text}`);
    return otherwise;
  };
  form.unit.value = parts.get("unit") === "mi" ? "mi" : "km";
  readDrive(parts, number);
  readHike(parts, number);
  form.pace.value = readPace(parts.get("pace")) ?? keptPace();
  form.tolerance.value = number("within", kQueryLimits.tolerance, form.kDefaults.tolerance);
  form.maxRetrace.value = number("twice", kQueryLimits.max_retrace, form.kDefaults.max_retrace);
  form.maxAscent.value = number("climb", kQueryLimits.max_ascent_m, null);
  form.aboutAscent.value = number("aboutclimb", kQueryLimits.about_ascent_m, null);
  form.maxSacScale.value = readGrade(parts) ?? form.kDefaults.max_sac_scale;
  form.ungraded.value = kUngradedWays.find((choice) => choice === parts.get("ungraded")) ?? null;
  form.avoidRoads.value = parts.get("roads") === "no";
  form.viaFerratas.value = parts.get("ferrata") === "yes";
  form.bikeTrails.value = parts.get("bike") === "yes";
  form.figureOfEight.value = parts.get("eight") === "yes";
  form.direction.value = kDirections.find((direction) => direction === parts.get("towards")) ?? null;
  readNights(parts, number);
  form.appeal.value = readAppeal(parts.get("like") ?? "");
  form.ways.value = readWays(parts);
  form.maxBytes.value = Math.round(number("bytes", { min: 0, max: form.kMostBytes }, form.kDefaults.max_bytes));
  if (isStep && !parts.has("at")) form.start.value = null;
  if (!readStart(parts)) unusable.push(`at=${parts.get("at")}`);
  if (parts.has("pace") && !readPace(parts.get("pace"))) unusable.push(`pace=${parts.get("pace")}`);
  if (parts.has("grade") && !readGrade(parts)) unusable.push(`grade=${parts.get("grade")}`);
  if (parts.has("sleep") && form.nightKinds.value.join(",") !== parts.get("sleep")!.replace(kNoKinds, ""))
    unusable.push(`sleep=${parts.get("sleep")}`);
  if (parts.has("towards") && !form.direction.value) unusable.push(`towards=${parts.get("towards")}`);
  const isLoopRead = readLinkedLoop(parts);
  linkNote.value = noteOf({ isCut, isLoopRead, unusable });
}

const readGrade = (parts: URLSearchParams) => kSacScales.find((grade) => grade === parts.get("grade"));

/** What to say of a link that is not understood as a whole. */
function noteOf(of: { isCut: boolean; isLoopRead: boolean; unusable: string[] }): string | null {
  const notes = [];
  if (!of.isLoopRead) notes.push("The loop of this link cannot be read: the link may have been cut short.");
  else if (of.isCut) notes.push("This link seems to have been cut short: its end cannot be read.");
  if (of.unusable.length > 0) {
    const shown = of.unusable.map((part) => part.slice(0, kMaxWayLabel)).join(", ");
    notes.push(`This link has values that cannot be used (${shown}); the usual ones are taken instead.`);
  }
  return notes.join(" ") || null;
}

/** The number of a part of the fragment, or `otherwise` where it is none within the limits. */
type NumberOf = <T extends number | null>(
  key: string,
  limits: { min: number; max: number },
  otherwise: T,
) => number | T;

function readDrive(parts: URLSearchParams, number: NumberOf) {
  const { drive, driveTime } = form.kLimits;
  form.driveBy.value = parts.has("drivetime") ? "time" : "way";
  // A link holds the one that limits the drive. The other one stays as it is.
  const drive_m = parts.has("drivetime") ? form.drive.peek().amount : form.kDefaults.drive_m;
  const drive_s = parts.has("drive") ? form.driveTime.peek().amount : form.kDefaults.drive_s;
  form.drive.value = { amount: number("drive", drive, drive_m), problem: null };
  form.driveTime.value = { amount: number("drivetime", driveTime, drive_s), problem: null };
}

function readHike(parts: URLSearchParams, number: NumberOf) {
  const { hike, hikeTime } = form.kLimits;
  form.hikeBy.value = parts.has("hiketime") ? "time" : "way";
  // A link holds the one that is asked for. The other one stays as it is.
  const hike_m = parts.has("hiketime") ? form.hike.peek().amount : form.kDefaults.hike_m;
  const hike_s = parts.has("hike") ? form.hikeTime.peek().amount : form.kDefaults.hike_s;
  form.hike.value = { amount: number("hike", hike, hike_m), problem: null };
  form.hikeTime.value = { amount: number("hiketime", hikeTime, hike_s), problem: null };
}

/** "1,1.25,0.9": on the flat, up, down. null where it is missing or cannot be used. */
function readPace(text: string | null): Pace | null {
  const { min, max } = kQueryLimits.pace;
  const [flat, up, down, ...more] = text === null ? [] : text.split(",").map((factor) => parseNumber(factor) ?? NaN);
  if (flat === undefined || up === undefined || down === undefined || more.length > 0) return null;
  return [flat, up, down].every((factor) => factor >= min && factor <= max) ? { flat, up, down } : null;
}

function readNights(parts: URLSearchParams, number: NumberOf) {
  const nights = number("nights", kQueryLimits.nights, null);
  const asked = (parts.get("sleep") ?? "").split(",");
  const kinds = kKindsOfNights.filter((kind) => asked.includes(kind));
  form.nights.value = nights && Math.round(nights);
  // The planner takes one of the two.
  form.dayLength.value = nights === null ? number("day", kQueryLimits.day_m, null) : null;
  form.nightKinds.value = kinds.length > 0 || asked[0] === kNoKinds ? kinds : form.kDefaults.night_kinds;
  for (const [key, chosen, { max }] of kNightKeys) chosen.value = readChosenNights(parts.getAll(key)).slice(0, max);
  form.longestDay.value = number("longestday", kQueryLimits.longest_day_m, null);
  form.longestDayTime.value = number("longestdaytime", kQueryLimits.longest_day_s, null);
  form.shortFirstDay.value = parts.get("shortfirst") === "yes";
  form.shortLastDay.value = parts.get("shortlast") === "yes";
  form.waterAtNight.value = parts.get("nightwater") === "yes";
}

function readChosenNights(texts: readonly string[]): form.ChosenNight[] {
  const nights = texts.flatMap((text) => {
    const [, id, label] = /^([nwr]\d{1,19})(?::(.*))?$/.exec(text) ?? [];
    return id ? [{ id, label: label?.slice(0, kMaxWayLabel) || "a place" }] : [];
  });
  return [...new Map(nights.map((night) => [night.id, night])).values()];
}

function readPosition(text: string | null): LatLon | null {
  const [, lat, lon] = /^(-?\d+\.?\d*),(-?\d+\.?\d*)$/.exec(text ?? "")?.map(Number) ?? [];
  if (lat === undefined || lon === undefined || !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
  return { lat, lon };
}

/** A fragment without a start leaves the one there is. False where what is there cannot be read. */
function readStart(parts: URLSearchParams): boolean {
  const at = readPosition(parts.get("at"));
  if (!at) return !parts.has("at");
  const trailhead = /^[nwr]\d{1,19}$/.exec(parts.get("trailhead") ?? "")?.[0];
  const label = (parts.get("from") ?? "").slice(0, kMaxStartLabel) || "Point from the link";
  const isOnFoot = !trailhead && parts.get("foot") === "yes";
  form.start.value = { ...at, label, ...(trailhead && { trailhead }), ...(isOnFoot && { isOnFoot }) };
  return true;
}

/** A loop that is chosen already stays so. Any other is looked for. False where what is there is no loop, or part of one. */
function readLinkedLoop(parts: URLSearchParams): boolean {
  const loop = decodeLoop(parts.get("loop") ?? "");
  const isReversed = parts.get("walk") === "back";
  if (loop && selected.value && loopKey(loop) === selected.value.key) {
    setReversed(selected.value.key, isReversed);
    return true;
  }
  if (!loop) selectedKey.value = null;
  linkedLoop.value = loop && {
    loop,
    isReversed,
    near: readPosition(parts.get("near")),
    was: parseFingerprint(parts.get("was") ?? ""),
    isKept: false,
  };
  return loop !== null || !["loop", "near", "was"].some((key) => parts.has(key));
}

function readAppeal(text: string): Appeal {
  const appeal = { ...form.kDefaultAppeal };
  for (const part of text.split(",")) {
    const [topic, percent] = part.split(":");
    const known = form.kTopics.find((name) => name === topic);
    const value = Number(percent);
    if (known && Number.isInteger(value) && value >= 0 && value <= kQueryLimits.appeal.max) appeal[known] = value;
  }
  return appeal;
}

function readWays(parts: URLSearchParams): form.ChosenWay[] {
  const ways = new Map<number, form.ChosenWay>();
  for (const [key, wish] of kWishKeys) {
    for (const text of parts.getAll(key).slice(0, form.kMaxWays[wish])) {
      const cut = (text + ":").indexOf(":");
      const id = /^[0-9a-z]+$/.test(text.slice(0, cut)) ? parseInt(text.slice(0, cut), 36) : NaN;
      if (!Number.isSafeInteger(id)) continue;
      ways.set(id, { id, wish, label: text.slice(cut + 1, cut + 1 + kMaxWayLabel) || "a way" });
    }
  }
  return [...ways.values()];
}
