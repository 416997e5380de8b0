// The pace that was learnt from walks of the person's own: GPX files with times. Files and what is learnt stay on this device.
import { computed, signal } from "@preact/signals";
import { kQueryLimits } from "../plan/generated";
import type { Pace } from "../plan/types";
import type { GpxReport } from "../worker/gpx_worker";
import { length } from "../format/units";
import { pace, unit } from "./form";
import { readGpxFile } from "./gpx_files";
import { loadPart } from "./load_part";
import { isSamePace, isUsablePace, setPace } from "./pace";
import { hikingTimes } from "./session";

const kKey = "loopgenie.learnt-pace";

export interface LearntPace {
  pace: Pace;
  /** By how much of it a walk's time is off, on a usual day. */
  spread: number;
  walks: number;
  length_m: number;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function kept(): LearntPace | null {
  try {
    const value = JSON.parse(localStorage.getItem(kKey) ?? "null") as Partial<LearntPace> | null;
    const { pace, spread, walks, length_m } = value ?? {};
    if (isUsablePace(pace) && isNumber(spread) && spread > 0 && spread < 1 && isNumber(walks) && isNumber(length_m))
      return { pace, spread, walks, length_m };
  } catch {
    // It cannot be read: as if there were none.
  }
  return null;
}

export const learntPace = signal<LearntPace | null>(kept());
/** Sentences about the files that were read last. */
export const learningProblems = signal<readonly string[]>([]);
export const isLearning = signal(false);

/** By how much a walking time at this pace is off, where it is the one that was learnt. */
export const learntSpread = computed(() =>
  learntPace.value && isSamePace(learntPace.value.pace, pace.value) ? learntPace.value.spread : null,
);

function keep(learnt: LearntPace | null) {
  learntPace.value = learnt;
  try {
    if (learnt) localStorage.setItem(kKey, JSON.stringify(learnt));
    else localStorage.removeItem(kKey);
  } catch {
    // A browser without storage: it holds for this page.
  }
}

export const forgetLearntPace = () => keep(null);

/** To hundredths, within what the planner takes. */
function asFactor(value: number): number {
  const { min, max } = kQueryLimits.pace;
  return Math.round(Math.min(max, Math.max(min, value)) * 100) / 100;
}

/** Learns from these files, in place of what was learnt before, and takes the pace into the question. */
export async function learnPace(files: readonly File[]) {
  isLearning.value = true;
  learningProblems.value = [];
  const say = (problem: string) => (learningProblems.value = [...learningProblems.value, problem]);
  try {
    const reports: GpxReport[] = [];
    for (const file of files) reports.push(await readGpxFile(file, "steps"));
    for (const report of reports) if ("problem" in report) say(report.problem);
    const walks = reports.flatMap((report) => ("steps" in report ? [report.steps] : []));
    if (walks.length === 0) return;
    const { fitPace, kLeastWalkM } = await loadPart(() => import("../geo/fit_pace"));
    const found = await fitPace(walks, hikingTimes);
    if (!found)
      return void say(
        `There is less than ${length(kLeastWalkM, unit.value)} of walking in these files: too little to learn from.`,
      );
    const [flat, up, down] = found.factors.map(asFactor) as [number, number, number];
    keep({ pace: { flat, up, down }, spread: found.spread, walks: found.walks, length_m: found.length_m });
    setPace({ flat, up, down });
  } catch (error) {
    say(`Nothing could be learnt from these files: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    isLearning.value = false;
  }
}
