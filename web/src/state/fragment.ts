// The query in the address's fragment, which browsers never send: a reload, a bookmark or a link brings it back.
import { kGrades } from "../format/words";
import * as form from "./form";

/** Writes only what differs from its default, so that links stay short. */
export function toFragment(): string {
  const parts = new URLSearchParams();
  const at = form.start.value;
  if (at) {
    parts.set("at", `${at.lat.toFixed(5)},${at.lon.toFixed(5)}`);
    parts.set("from", at.label);
  }
  parts.set("drive", String(form.drive.value.m));
  parts.set("hike", String(form.hike.value.m));
  if (form.tolerance.value !== form.kDefaults.tolerance) parts.set("within", String(form.tolerance.value));
  if (form.maxRetrace.value !== form.kDefaults.max_retrace) parts.set("twice", String(form.maxRetrace.value));
  if (form.maxSacScale.value) parts.set("grade", form.maxSacScale.value);
  if (form.avoidRoads.value) parts.set("roads", "no");
  if (form.unit.value !== "km") parts.set("unit", form.unit.value);
  return parts.toString().replaceAll("%2C", ",");
}

/** Reads what is usable and leaves the rest at its default: links are typed by hand, too. */
export function readFragment(fragment: string) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const number = (key: string, min: number, max: number, otherwise: number) => {
    const value = Number(parts.get(key) ?? NaN);
    return value >= min && value <= max ? value : otherwise;
  };
  const { hike, drive } = form.kLimits;
  form.unit.value = parts.get("unit") === "mi" ? "mi" : "km";
  form.drive.value = { m: number("drive", drive.min, drive.max, form.kDefaults.drive_m), problem: null };
  form.hike.value = { m: number("hike", hike.min, hike.max, form.kDefaults.hike_m), problem: null };
  form.tolerance.value = number("within", 0.01, 0.5, form.kDefaults.tolerance);
  form.maxRetrace.value = number("twice", 0, 0.5, form.kDefaults.max_retrace);
  form.maxSacScale.value = kGrades.find((grade) => grade === parts.get("grade")) ?? null;
  form.avoidRoads.value = parts.get("roads") === "no";
  const [lat, lon] = (parts.get("at") ?? "").split(",").map(Number);
  if (lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180) {
    form.start.value = { lat, lon, label: (parts.get("from") ?? "").slice(0, 80) || "Point from the link" };
  }
}
