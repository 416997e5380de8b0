// The pace that was learnt from walks of the person's own: GPX files with times. Files and what is learnt stay on this device.
import { signal } from "@preact/signals";
import { kQueryLimits } from "../plan/generated";
import type { Pace } from "../plan/types";
import type { GpxReport } from "../worker/gpx_worker";
import { length } from "../format/units";
import { unit } from "./form";
import { readGpxFile } from "./gpx_files";
import { loadPart } from "./load_part";
import { isSamePace, isUsablePace, setPace } from "./pace";
import { hikingTimes } from "./session";
import { keep, kept } from "./storage";

const kKey = "loopgenie.learnt-pace";

export interface LearntPace {
  pace: Pace;
  /** By how much of it a walk's time is off, on a usual day. */
  spread: number;
  walks: number;
  length_m: number;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function keptLearntPace(): LearntPace | null {
  const { pace, spread, walks, length_m } = (kept(kKey) ?? {}) as Partial<LearntPace>;
  const isUsable =
    isUsablePace(pace) && isNumber(spread) && spread > 0 && spread < 1 && isNumber(walks) && isNumber(length_m);
  return isUsable ? { pace, spread, walks, length_m } : null;
}

export const learntPace = signal<LearntPace | null>(keptLearntPace());
/** Sentences about the files that were read last. */
export const learningProblems = signal<readonly string[]>([]);
export const isLearning = signal(false);

/** By how much a walking time at a pace is off, where it is the one that was learnt; null where that is not known. */
export const learntSpread = (pace: Pace): number | null =>
  learntPace.value && isSamePace(learntPace.value.pace, pace) ? learntPace.value.spread : null;

function setLearntPace(learnt: LearntPace | null) {
  learntPace.value = learnt;
  // Where the browser keeps nothing, it holds for this page.
  keep(kKey, learnt);
}

export const forgetLearntPace = () => setLearntPace(null);

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
    for (const report of reports) {
      if ("problem" in report) say(report.problem);
      if ("notes" in report) report.notes.forEach(say);
    }
    const walks = reports.flatMap((report) => ("steps" in report ? [report.steps] : []));
    if (walks.length === 0) return;
    const { fitPace, kLeastWalkM } = await loadPart(() => import("../geo/fit_pace"));
    const found = await fitPace(walks, hikingTimes);
    if (!found)
      return void say(
        `There is less than ${length(kLeastWalkM, unit.value)} of walking in these files: too little to learn from.`,
      );
    const [flat, up, down] = found.factors.map(asFactor) as [number, number, number];
    setLearntPace({ pace: { flat, up, down }, spread: found.spread, walks: found.walks, length_m: found.length_m });
    setPace({ flat, up, down });
  } catch (error) {
    say(`Nothing could be learnt from these files: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    isLearning.value = false;
  }
}
