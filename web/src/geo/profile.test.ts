import { describe, expect, it, test } from "vitest";
import { circle, distanceM } from "./distance";
import type { Position } from "../plan/types";
import { metresAlong, pointAt, profileAt, profileOf } from "./profile";

describe("distanceM", () => {
  it("matches a degree of latitude", () => {
    expect(distanceM(42, 1.5, 43, 1.5)).toBeCloseTo(111_195, -1);
  });
  it("is the radius of every point of a circle", () => {
    for (const [lon, lat] of circle(42.5, 1.5, 15_000)) expect(distanceM(42.5, 1.5, lat, lon)).toBeCloseTo(15_000, 0);
  });
});

describe("profileOf", () => {
  const geometry: [number, number, number][] = [
    [1.5, 42.5, 1000],
    [1.51, 42.5, 1200],
    [1.51, 42.51, 1100],
    [1.5, 42.5, 1000],
  ];
  it("runs from 0 to the measured length and never back", () => {
    const profile = profileOf(geometry, 5000)!;
    expect(profile[0]!.at_m).toBe(0);
    expect(profile.at(-1)!.at_m).toBeCloseTo(5000);
    for (let i = 1; i < profile.length; ++i) expect(profile[i]!.at_m).toBeGreaterThan(profile[i - 1]!.at_m);
  });
  it("is unknown where one elevation is", () => {
    expect(profileOf([...geometry, [1.5, 42.5, null]], 5000)).toBeNull();
    expect(profileOf([[1.5, 42.5, 1000]], 5000)).toBeNull();
  });
  it("is read between its points, and at its ends beyond them", () => {
    const profile = profileOf(geometry, 5000)!;
    const half = profileAt(profile, (profile[0]!.at_m + profile[1]!.at_m) / 2);
    expect(half.ele_m).toBeCloseTo(1100);
    expect(half.lon).toBeCloseTo(1.505);
    expect(profileAt(profile, -5).ele_m).toBe(1000);
    expect(profileAt(profile, 9e9).ele_m).toBe(1000);
  });
});

test("a point of the line is between the vertices that it lies between", () => {
  const line: Position[] = [
    [1, 42],
    [1, 42.01],
    [1.01, 42.01],
  ];
  const along = metresAlong(line, 3000);
  expect(pointAt(line, along, 0)).toEqual({ lon: 1, lat: 42 });
  expect(pointAt(line, along, along[1]! / 2)).toEqual({ lon: 1, lat: expect.closeTo(42.005, 6) });
  expect(pointAt(line, along, 3001)).toEqual({ lon: 1.01, lat: 42.01 });
  expect(pointAt(line, along, 3000)).toEqual({ lon: 1.01, lat: 42.01 });
  expect(pointAt([], [], 0)).toBeNull();
});
