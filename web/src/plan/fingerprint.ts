// Whether a loop is still what it was: its length, and a number that changes when any point of its line moves. Both are the
// same in either direction. A link holds them, so that it is checked against the ways of its own loop alone.
import { hash32 } from "./code";
import type { Loop } from "./types";

export interface Fingerprint {
  length_m: number;
  line: number;
}

export function fingerprintOf({ length_m, geometry }: Pick<Loop, "length_m" | "geometry">): Fingerprint {
  let line = 0;
  // Points are counted without their order, so that it does not matter which way round the loop is walked.
  for (const [lon, lat] of geometry) line = (line + hash32(`${Math.round(lat * 1e7)},${Math.round(lon * 1e7)}`)) >>> 0;
  return { length_m, line };
}

export const isSame = (a: Fingerprint, b: Fingerprint) => a.length_m === b.length_m && a.line === b.line;

export const fingerprintText = ({ length_m, line }: Fingerprint) => `${length_m}.${line.toString(36)}`;

/** null where the text is none, as in older links. */
export function parseFingerprint(text: string): Fingerprint | null {
  const [, length, line] = /^(\d{1,7})\.([0-9a-z]{1,7})$/.exec(text) ?? [];
  return length && line ? { length_m: Number(length), line: parseInt(line, 36) } : null;
}
