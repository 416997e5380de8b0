// Walks that are made up from a pace, with a receiver's noise and rests: the pace is found again. The formula is the planner's.
import createModule from "loopgenie-wasm/loopgenie.js";
import wasm from "loopgenie-wasm/loopgenie.wasm?url&inline";
import { describe, expect, it } from "vitest";
import { hikingTimes } from "./hiking_times";
import { fitPace, type Factors, type Formula } from "../geo/fit_pace";
import type { TimedPoint } from "../geo/read_gpx";
import { stepsOf } from "../geo/timed_walk";

const module = await createModule({ wasmBinary: await (await fetch(wasm)).arrayBuffer() });
const formula: Formula = (stretches) => Promise.resolve(hikingTimes(module, stretches));

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Recording {
  factors: Factors;
  /** Slopes, each over so many metres. */
  slopes: readonly number[];
  each_m: number;
  seed: number;
  /** Of positions and elevations, in metres; what a receiver is off changes slowly. */
  noise_m?: number;
  /** Rests of ten minutes. */
  rests?: number;
  everyS?: number;
}

function recorded({ factors, slopes, each_m, seed, noise_m = 0, rests = 0, everyS = 2 }: Recording): TimedPoint[] {
  const random = randomOf(seed);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const total = slopes.length * each_m;
  const restsAt = Array.from({ length: rests }, (_, index) => ((index + 1) * total) / (rests + 1));
  const off = [0, 0, 0];
  const kLasting = 0.97;
  const points: TimedPoint[] = [];
  let [at_m, ele_m, time_s, rest_s] = [0, 1000, 0, 0];
  while (at_m < total) {
    const slope = slopes[Math.min(slopes.length - 1, Math.floor(at_m / each_m))]!;
    for (const axis of [0, 1, 2])
      off[axis] = off[axis]! * kLasting + gauss() * noise_m * Math.sqrt(1 - kLasting * kLasting);
    points.push({
      lat: 42.5 + (at_m + off[0]!) / 111_195,
      lon: 1.5 + off[1]! / (111_195 * Math.cos((42.5 * Math.PI) / 180)),
      ele_m: ele_m + off[2]!,
      time_s: 1.7e9 + time_s,
    });
    time_s += everyS;
    if (restsAt[0] !== undefined && at_m >= restsAt[0]) {
      rest_s = 600;
      restsAt.shift();
    }
    if (rest_s > 0) {
      rest_s -= everyS;
      continue;
    }
    const step_m = (100 * everyS) / module.hikingTime(100, 100 * slope, ...(factors as [number, number, number]));
    at_m += step_m;
    ele_m += step_m * slope;
  }
  return points;
}

const kDay = [0, 0.02, 0.15, 0.2, 0.12, 0.18, 0, -0.02, -0.2, -0.15, -0.1, -0.25, 0, 0.01];

describe("fitPace", () => {
  it.each([[[1, 1, 1]], [[1.1, 1.35, 0.85]], [[0.8, 0.9, 1.3]]] as [Factors][])(
    "finds %j again, through noise and rests",
    async (factors) => {
      const walks = [1, 2, 3].map((seed) =>
        stepsOf(recorded({ factors, slopes: kDay, each_m: 800, seed, noise_m: 4, rests: 3 })),
      );
      const found = (await fitPace(walks, formula))!;
      found.factors.forEach((factor, index) => expect(Math.abs(factor / factors[index]! - 1)).toBeLessThan(0.07));
      expect(found.walks).toBe(3);
      expect(found.length_m / (3 * 800 * kDay.length)).toBeGreaterThan(0.9);
      expect(found.length_m / (3 * 800 * kDay.length)).toBeLessThan(1.05);
      expect(found.paused_s).toBeGreaterThan(3 * 3 * 500);
      expect(found.spread).toBeGreaterThanOrEqual(0.05);
      expect(found.spread).toBeLessThan(0.08);
    },
  );
  it("takes the flat's factor for slopes that nobody walked", async () => {
    const walk = stepsOf(recorded({ factors: [1.4, 1, 1], slopes: [0, 0, 0, 0], each_m: 1000, seed: 4, noise_m: 3 }));
    const found = (await fitPace([walk], formula))!;
    for (const factor of found.factors) expect(factor).toBeCloseTo(1.4, 1);
    expect(found.spread).toBe(0.1);
  });
  it("leaves a ride out", async () => {
    const walk = recorded({ factors: [1, 1, 1], slopes: kDay, each_m: 400, seed: 5, noise_m: 3 });
    const ride = recorded({ factors: [0.1, 0.1, 0.1], slopes: [0.01], each_m: 20_000, seed: 6 });
    const found = (await fitPace([[...stepsOf(walk), null, ...stepsOf(ride)]], formula))!;
    expect(found.length_m).toBeLessThan(6_000);
    for (const factor of found.factors) expect(Math.abs(factor - 1)).toBeLessThan(0.1);
  });
  it("learns from walks that differ how far a time may be off", async () => {
    const walks = [0.8, 1, 1.25].map((speed, seed) =>
      stepsOf(recorded({ factors: [speed, speed, speed], slopes: kDay, each_m: 500, seed, noise_m: 3 })),
    );
    expect((await fitPace(walks, formula))!.spread).toBeGreaterThan(0.15);
  });
  it("says nothing of a walk that is too short, or has no elevations", async () => {
    const short = recorded({ factors: [1, 1, 1], slopes: [0], each_m: 1000, seed: 7 });
    expect(await fitPace([stepsOf(short)], formula)).toBeNull();
    const flat = recorded({ factors: [1, 1, 1], slopes: kDay, each_m: 1000, seed: 8 });
    expect(stepsOf(flat.map((point) => ({ ...point, ele_m: null }))).every((step) => step === null)).toBe(true);
    expect(await fitPace([], formula)).toBeNull();
  });
});
