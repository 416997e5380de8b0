import { expect, test } from "vitest";
import { fingerprintOf, fingerprintText, isSame, parseFingerprint } from "./fingerprint";
import type { Position } from "./types";

const line: Position[] = [
  [1.5, 42.5, 1000],
  [1.6, 42.5, null],
  [1.6, 42.6, 1200],
  [1.5, 42.5, 1000],
];
const of = (geometry: Position[], length_m = 14_200) => fingerprintOf({ length_m, geometry });

test("it is the same in both directions and after a link, whatever the heights", () => {
  expect(of([...line].reverse())).toEqual(of(line));
  expect(of(line.map(([lon, lat]) => [lon, lat, null]))).toEqual(of(line));
  expect(parseFingerprint(fingerprintText(of(line)))).toEqual(of(line));
});

test("a point that has moved, a point more and another length are noticed", () => {
  const moved = line.map(([lon, lat, ele], i): Position => [lon + (i === 1 ? 1e-7 : 0), lat, ele ?? null]);
  expect(isSame(of(moved), of(line))).toBe(false);
  expect(isSame(of([...line, [1.5, 42.5, 1000]]), of(line))).toBe(false);
  expect(isSame(of(line, 14_210), of(line))).toBe(false);
});

test("what is cut short is no fingerprint", () => {
  for (const text of ["", "14200", "14200.", ".abc", "14200.ABC"]) expect(parseFingerprint(text)).toBeNull();
});
