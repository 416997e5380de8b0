// Reads the lines of a GPX file: its tracks and routes.
import type { Position } from "../plan/types";
import { distanceM } from "./distance";

export interface GpxWalk {
  name: string;
  lines: Position[][];
  length_m: number;
}

export const kMaxGpxBytes = 20_000_000;

/** `parsed`: the file as XML. Returns the walk, or a sentence that says why the file cannot be used. */
export function readGpx(parsed: Document, fileName: string): GpxWalk | string {
  const root = parsed.documentElement;
  if (parsed.querySelector("parsererror") || root.localName !== "gpx") return `“${fileName}” is not a GPX file.`;
  const lines: Position[][] = [];
  for (const segment of [...root.getElementsByTagNameNS("*", "trkseg"), ...root.getElementsByTagNameNS("*", "rte")]) {
    const line = [...segment.children].flatMap((point) => {
      if (point.localName !== "trkpt" && point.localName !== "rtept") return [];
      const lat = Number(point.getAttribute("lat") ?? NaN);
      const lon = Number(point.getAttribute("lon") ?? NaN);
      const height = [...point.children].find((child) => child.localName === "ele")?.textContent;
      const ele = height ? Number(height) : NaN;
      const position: Position = [lon, lat, Number.isFinite(ele) ? ele : null];
      return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [position] : [];
    });
    if (line.length > 1) lines.push(line);
  }
  if (lines.length === 0) return `“${fileName}” has no track and no route in it.`;
  let length_m = 0;
  for (const line of lines) {
    for (let i = 1; i < line.length; ++i)
      length_m += distanceM(line[i - 1]![1], line[i - 1]![0], line[i]![1], line[i]![0]);
  }
  const named = [...root.getElementsByTagNameNS("*", "name")].find((element) =>
    /^(trk|rte|metadata)$/.test(element.parentElement?.localName ?? ""),
  );
  return { name: named?.textContent?.trim() || fileName, lines, length_m };
}
