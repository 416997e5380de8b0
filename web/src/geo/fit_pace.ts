// A walker's pace from recorded walks: for the flat, up and down a factor each of the hiking formula's time. The formula is the
// planner's, which is asked for its times; they are linear in the factors. Least squares with small weights for what is far off
// (Huber; Holland and Welsch, "Robust regression using iteratively reweighted least-squares", 1977).
import type { Step } from "./timed_walk";

/** The formula's seconds of a stretch, as the sum of what each factor multiplies. */
export type Parts = readonly [flat: number, up: number, down: number];
export type Factors = Parts;
export type Stretch = Pick<Step, "length_m" | "rise_m">;
/** Asks the formula for many stretches at once. */
export type Formula = (stretches: readonly Stretch[]) => Promise<Parts[]>;

export interface FittedPace {
  factors: Factors;
  /** By how much of it a walk's time is off, on a usual day. */
  spread: number;
  walks: number;
  length_m: number;
  /** What pauses took, beyond the formula's time of their steps. */
  paused_s: number;
}

/** A step that takes so many times as long as the formula says, and at least so long, holds a pause. */
const kPauseTimes = 4;
const kLeastPauseS = 75;
/** Nobody walks so much faster than the formula says: it was a ride. */
const kRideTimes = 0.3;
/** Steps are gathered to stretches of this length, whose rise is known well enough. */
const kStretchM = 250;
/** Less than this of walking says nothing. */
export const kLeastWalkM = 2_000;
/** A factor of which so many seconds of the formula were walked counts as much as what is known of all three together. */
const kPriorS = 900;
/** How far a stretch may be off before it weighs less: a share of its formula's time. */
const kHuberShare = 0.15;
const kRounds = 12;
/** The walker is not the same every day, however well one recording fits. */
const kLeastSpread = 0.05;
const kFewWalks = 3;
const kLeastSpreadOfFew = 0.1;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const timeOf = (parts: Parts, factors: Factors) => sum(parts.map((part, index) => part * factors[index]!));
const kOne: Factors = [1, 1, 1];

interface Walked extends Step {
  parts: Parts;
}

/** Moving steps of a walk, gathered to stretches. A gap or a ride ends one; a step with a pause is left out of it. */
function stretchesOf(steps: readonly (Step | null)[], parts: ReadonlyMap<Step, Parts>) {
  const stretches: Step[] = [];
  let paused_s = 0;
  let current: Step = { length_m: 0, rise_m: 0, time_s: 0 };
  const end = () => {
    if (current.length_m >= kStretchM) stretches.push(current);
    current = { length_m: 0, rise_m: 0, time_s: 0 };
  };
  for (const step of steps) {
    const formula_s = step && timeOf(parts.get(step)!, kOne);
    if (!step || formula_s === null || step.time_s < kRideTimes * formula_s) {
      end();
    } else if (step.time_s > Math.max(kLeastPauseS, kPauseTimes * formula_s)) {
      paused_s += step.time_s - formula_s;
    } else {
      current = {
        length_m: current.length_m + step.length_m,
        rise_m: current.rise_m + step.rise_m,
        time_s: current.time_s + step.time_s,
      };
      if (current.length_m >= kStretchM) end();
    }
  }
  return { stretches, paused_s };
}

/** Solves a symmetric system of three equations by Cramer's rule. */
function solved(m: readonly (readonly number[])[], right: readonly number[]): number[] {
  const det = (a: readonly (readonly number[])[]) =>
    a[0]![0]! * (a[1]![1]! * a[2]![2]! - a[1]![2]! * a[2]![1]!) -
    a[0]![1]! * (a[1]![0]! * a[2]![2]! - a[1]![2]! * a[2]![0]!) +
    a[0]![2]! * (a[1]![0]! * a[2]![1]! - a[1]![1]! * a[2]![0]!);
  const whole = det(m);
  return right.map(
    (_, column) => det(m.map((row, i) => row.map((cell, j) => (j === column ? right[i]! : cell)))) / whole,
  );
}

/** The factors, drawn towards one for all where little was walked of a kind. */
function fit(stretches: readonly Walked[]): Factors {
  const formula_s = sum(stretches.map(({ parts }) => timeOf(parts, kOne)));
  const overall = median(stretches.map(({ parts, time_s }) => time_s / timeOf(parts, kOne)));
  const typical_s = formula_s / stretches.length;
  let factors: Factors = [overall, overall, overall];
  for (let round = 0; round < kRounds; ++round) {
    const m = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? kPriorS * typical_s : 0)));
    const right = [0, 1, 2].map(() => kPriorS * typical_s * overall);
    for (const { parts, time_s } of stretches) {
      const off = Math.abs(time_s - timeOf(parts, factors)) / timeOf(parts, kOne);
      const weight = off > kHuberShare ? kHuberShare / off : 1;
      for (const i of [0, 1, 2]) {
        right[i]! += weight * parts[i]! * time_s;
        for (const j of [0, 1, 2]) m[i]![j]! += weight * parts[i]! * parts[j]!;
      }
    }
    factors = solved(m, right) as unknown as Factors;
  }
  return factors;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 1;
}

/** How far the walks' times are off those of the factors: the root of the mean square, over one walk less than there are, and at
 * least what days differ by. */
function spreadOf(walks: readonly (readonly Walked[])[], factors: Factors): number {
  const off = walks.map((stretches) => {
    const formula_s = sum(stretches.map(({ parts }) => timeOf(parts, factors)));
    return sum(stretches.map(({ time_s }) => time_s)) / formula_s - 1;
  });
  const deviation = Math.sqrt(sum(off.map((share) => share * share)) / Math.max(1, off.length - 1));
  return Math.max(walks.length < kFewWalks ? kLeastSpreadOfFew : kLeastSpread, deviation);
}

/** The pace of walks, each the steps of its segments. null where less than kLeastWalkM of them can be used. */
export async function fitPace(
  walks: readonly (readonly (Step | null)[])[],
  formula: Formula,
): Promise<FittedPace | null> {
  const steps = walks.flatMap((walk) => walk.filter((step) => step !== null));
  const ofSteps = await formula(steps);
  const parts = new Map(steps.map((step, index) => [step, ofSteps[index]!]));
  const gathered = walks.map((walk) => stretchesOf(walk, parts));
  const ofStretches = await formula(gathered.flatMap(({ stretches }) => stretches));
  let next = 0;
  const walked = gathered
    .map(({ stretches }) => stretches.map((stretch): Walked => ({ ...stretch, parts: ofStretches[next++]! })))
    .filter((stretches) => stretches.length > 0);
  const length_m = sum(walked.flat().map((stretch) => stretch.length_m));
  if (length_m < kLeastWalkM) return null;
  const factors = fit(walked.flat());
  return {
    factors,
    spread: spreadOf(walked, factors),
    walks: walked.length,
    length_m,
    paused_s: sum(gathered.map(({ paused_s }) => paused_s)),
  };
}
