// Question and chosen loop in the address's fragment, which browsers never send: a reload, a bookmark or a link brings
// them back.
import { decodeLoop, encodeLoop } from "../plan/code";
import { kQueryLimits, kSacScales } from "../plan/generated";
import { loopKey, type Appeal } from "../plan/types";
import { meta } from "./data";
import * as form from "./form";
import { linked, linkedNote, type Linked } from "./linked";
import { selected, selectedKey } from "./selection";

const kMaxLabel = 60;

/** Writes only what differs from its default, so that links stay short. */
export function toFragment(): string {
  const parts = questionParts();
  const loop = selected.value?.loop;
  const waiting = linked.value;
  if (loop && meta.value) {
    parts.set("loop", encodeLoop(loop));
    parts.set("data", meta.value.data.version);
  } else if (waiting) {
    parts.set("loop", encodeLoop(waiting.loop));
    if (waiting.version) parts.set("data", waiting.version);
  }
  return written(parts);
}

const written = (parts: URLSearchParams) => parts.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");

/** The question alone. */
export const questionFragment = () => written(questionParts());

function questionParts(): URLSearchParams {
  const parts = new URLSearchParams();
  const at = form.start.value;
  if (at) {
    parts.set("at", `${at.lat.toFixed(5)},${at.lon.toFixed(5)}`);
    parts.set("from", at.label);
    if (at.trailhead) parts.set("trailhead", at.trailhead);
  }
  if (form.driveBy.value === "time") parts.set("drivetime", String(form.driveTime.value.amount));
  else parts.set("drive", String(form.drive.value.amount));
  parts.set("hike", String(form.hike.value.amount));
  if (form.tolerance.value !== form.kDefaults.tolerance) parts.set("within", String(form.tolerance.value));
  if (form.maxRetrace.value !== form.kDefaults.max_retrace) parts.set("twice", String(form.maxRetrace.value));
  if (form.maxAscent.value !== null) parts.set("climb", String(form.maxAscent.value));
  if (form.maxSacScale.value) parts.set("grade", form.maxSacScale.value);
  if (form.avoidRoads.value) parts.set("roads", "no");
  if (form.viaFerratas.value) parts.set("ferrata", "yes");
  const liked = form.kTopics.filter((topic) => form.appeal.value[topic] !== 100);
  if (liked.length > 0) parts.set("like", liked.map((topic) => `${topic}:${form.appeal.value[topic]}`).join(","));
  for (const [key, wish] of kWishKeys) {
    for (const way of form.ways.value) if (way.wish === wish) parts.append(key, `${way.id.toString(36)}:${way.label}`);
  }
  if (form.maxBytes.value !== form.kDefaults.max_bytes) parts.set("bytes", String(form.maxBytes.value));
  if (form.unit.value !== "km") parts.set("unit", form.unit.value);
  return parts;
}

const kWishKeys = [
  ["avoid", "avoid"],
  ["over", "require"],
] as const;

/** Reads what is usable and leaves the rest at its default: links are typed by hand, too. */
export function readFragment(fragment: string) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const number = (key: string, { min, max }: { min: number; max: number }, otherwise: number) => {
    const value = Number(parts.get(key) ?? NaN);
    return value >= min && value <= max ? value : otherwise;
  };
  const { hike, drive, driveTime } = form.kLimits;
  form.unit.value = parts.get("unit") === "mi" ? "mi" : "km";
  const amount = (...wanted: Parameters<typeof number>) => ({ amount: number(...wanted), problem: null });
  form.driveBy.value = parts.has("drivetime") ? "time" : "way";
  // The one that does not count is not in a link: it stays as it is.
  const [m, s] = [form.drive.peek().amount, form.driveTime.peek().amount];
  form.drive.value = amount("drive", drive, parts.has("drivetime") ? m : form.kDefaults.drive_m);
  form.driveTime.value = amount("drivetime", driveTime, parts.has("drive") ? s : form.kDefaults.drive_s);
  form.hike.value = amount("hike", hike, form.kDefaults.hike_m);
  form.tolerance.value = number("within", kQueryLimits.tolerance, form.kDefaults.tolerance);
  form.maxRetrace.value = number("twice", kQueryLimits.max_retrace, form.kDefaults.max_retrace);
  form.maxAscent.value = parts.has("climb") ? number("climb", kQueryLimits.max_ascent_m, NaN) || null : null;
  form.maxSacScale.value = kSacScales.find((grade) => grade === parts.get("grade")) ?? null;
  form.avoidRoads.value = parts.get("roads") === "no";
  form.viaFerratas.value = parts.get("ferrata") === "yes";
  form.appeal.value = readAppeal(parts.get("like") ?? "");
  form.ways.value = readWays(parts);
  form.maxBytes.value = Math.round(number("bytes", { min: 0, max: form.kMostBytes }, form.kDefaults.max_bytes));
  const [lat, lon] = (parts.get("at") ?? "").split(",").map(Number);
  if (lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180) {
    const trailhead = /^[nwr]\d{1,19}$/.exec(parts.get("trailhead") ?? "")?.[0];
    const label = (parts.get("from") ?? "").slice(0, 80) || "Point from the link";
    form.start.value = { lat, lon, label, ...(trailhead && { trailhead }) };
  }
  const wanted = readLinked(parts);
  linkedNote.value =
    parts.has("loop") && !wanted ? "The loop of this link cannot be read: the link may have been cut short." : null;
  takeLinked(wanted);
}

/** A loop that is in the list already is chosen; another one is looked for once there is an answer. */
function takeLinked(wanted: Linked | null) {
  const same = wanted && selected.value && loopKey(wanted.loop) === selected.value.key;
  if (same) return;
  if (!wanted) selectedKey.value = null;
  linked.value = wanted;
}

function readAppeal(text: string): Appeal {
  const appeal = { ...form.kPlainAppeal };
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
      ways.set(id, { id, wish, label: text.slice(cut + 1, cut + 1 + kMaxLabel) || "a way" });
    }
  }
  return [...ways.values()];
}

function readLinked(parts: URLSearchParams): Linked | null {
  const loop = decodeLoop(parts.get("loop") ?? "");
  return loop && { loop, version: parts.get("data") };
}
