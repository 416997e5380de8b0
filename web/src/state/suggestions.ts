// For a query without any loop: changes of one setting that give one. The planner tries each, the smallest change of a
// setting first; once one has helped, larger changes of the same setting are not tried.
import { effect, signal, untracked } from "@preact/signals";
import { duration, height, length, type Unit } from "../format/units";
import { gradeName } from "../format/words";
import { kQueryDefaults, kQueryLimits, kSacScales } from "../plan/generated";
import { wantedOf, type Loop, type Query, type SacScale } from "../plan/types";
import { driveByOf, driveText, limitOf, withLimit } from "./drive";
import * as form from "./form";
import { activity, failure, plan, stale, trySearch } from "./session";

interface Change {
  /** The setting that it changes. */
  setting: string;
  label: string;
  /** The query after the change. */
  query: Query;
  /** Makes the change in the form. */
  apply: () => void;
}

/** A change that was tried, and a loop that it gives. */
interface Suggestion {
  change: Change;
  loop: Loop;
}

export const suggestions = signal<readonly Suggestion[]>([]);
export const isTrying = signal(false);

const percent = (share: number) => `${Math.round(share * 100)} %`;
const wholeFiveMinutes = (s: number) => Math.round(s / 300) * 300;
const wholeQuarters = (s: number) => Math.max(900, Math.round(s / 900) * 900);
const wholeKilometres = (m: number) => Math.max(1000, Math.round(m / 1000) * 1000);

function waysChanges(query: Query): Change[] {
  if (query.require_edges.length + query.avoid_edges.length === 0) return [];
  return [
    {
      setting: "ways",
      label: "Take back the ways you chose",
      query: { ...query, require_edges: [], avoid_edges: [] },
      apply: () => (form.ways.value = []),
    },
  ];
}

function directionChanges(query: Query): Change[] {
  if (query.direction === null) return [];
  return [
    {
      setting: "direction",
      label: "Go in any direction",
      query: { ...query, direction: null },
      apply: () => (form.direction.value = null),
    },
  ];
}

function climbChanges(query: Query, unit: Unit): Change[] {
  const climb = query.max_ascent_m;
  if (climb === null) return [];
  const higher = [1.25, 1.5, 2].map((factor) => Math.ceil((climb * factor) / 50) * 50);
  return [...higher, null].map((max_ascent_m) => ({
    setting: "climb",
    label: max_ascent_m === null ? "Allow any climb" : `Climb up to ${height(max_ascent_m, unit)}`,
    query: { ...query, max_ascent_m },
    apply: () => (form.maxAscent.value = max_ascent_m),
  }));
}

function aboutClimbChanges(query: Query, unit: Unit): Change[] {
  const climb = query.about_ascent_m;
  if (climb === null) return [];
  const others = [0.75, 1.35, 0.5, 1.8].map((factor) => Math.round((climb * factor) / 50) * 50);
  const { max } = kQueryLimits.about_ascent_m;
  return [...others.filter((m) => m !== climb && m > 0 && m <= max), null].map((about_ascent_m) => ({
    setting: "about climb",
    label: about_ascent_m === null ? "Drop the wanted climb" : `Climb about ${height(about_ascent_m, unit)}`,
    query: { ...query, about_ascent_m },
    apply: () => (form.aboutAscent.value = about_ascent_m),
  }));
}

function gradeChanges(query: Query): Change[] {
  const harder = kSacScales.slice(kSacScales.indexOf(query.max_sac_scale) + 1);
  return harder.map((max_sac_scale) => ({
    setting: "grade",
    label: `Allow ${gradeName(max_sac_scale)}`,
    query: { ...query, max_sac_scale },
    apply: () => (form.maxSacScale.value = max_sac_scale),
  }));
}

function ungradedChanges(query: Query): Change[] {
  const isFine = query.ungraded === "fine" || (query.ungraded === null && !isBelowT3(query.max_sac_scale));
  if (isFine) return [];
  return [
    {
      setting: "ungraded",
      label: "Allow paths without a grade",
      query: { ...query, ungraded: "fine" },
      apply: () => (form.ungraded.value = "fine"),
    },
  ];
}

const isBelowT3 = (grade: SacScale) => kSacScales.indexOf(grade) < kSacScales.indexOf("demanding_mountain_hiking");

function roadChanges(query: Query): Change[] {
  if (!query.avoid_roads) return [];
  return [
    {
      setting: "roads",
      label: "Allow stretches along a main road",
      query: { ...query, avoid_roads: false },
      apply: () => (form.avoidRoads.value = false),
    },
  ];
}

function figureOfEightChanges(query: Query): Change[] {
  if (query.figure_of_eight) return [];
  return [
    {
      setting: "figure of eight",
      label: "Let the walk come back to a place already passed",
      query: { ...query, figure_of_eight: true },
      apply: () => (form.figureOfEight.value = true),
    },
  ];
}

const nightCount = (query: Query) =>
  query.nights ?? Math.max(0, Math.round((query.hike_m ?? 0) / (query.day_m ?? Infinity)) - 1);

/** Fewer nights, or days of other limits. */
function nightChanges(query: Query): Change[][] {
  const count = nightCount(query);
  if (count === 0) return [];
  const fewer = [count - 1, 0].map((nights) => ({
    setting: "nights",
    label: nights === 0 ? "Walk it in one day" : nights === 1 ? "Sleep one night" : `Sleep ${nights} nights`,
    query: { ...query, nights, day_m: null },
    apply: () => {
      form.dayLength.value = null;
      form.nights.value = nights || null;
    },
  }));
  const hasDayLimit = query.longest_day_m !== null || query.longest_day_s !== null;
  const days = {
    setting: "longest day",
    label: "Let days be as long as they come",
    query: { ...query, longest_day_m: null, longest_day_s: null },
    apply: () => {
      form.longestDay.value = null;
      form.longestDayTime.value = null;
    },
  };
  const water = {
    setting: "night water",
    label: "Carry water to nights without any",
    query: { ...query, water_at_night: false },
    apply: () => (form.waterAtNight.value = false),
  };
  const usualKinds = kQueryDefaults.night_kinds;
  const kinds = {
    setting: "night kinds",
    label: "Sleep at huts, shelters and camps of any kind",
    query: { ...query, night_kinds: [...usualKinds] },
    apply: () => (form.nightKinds.value = usualKinds),
  };
  const ends = {
    setting: "short days",
    label: "Let the first and the last day be short",
    query: { ...query, short_first_day: true, short_last_day: true },
    apply: () => {
      form.shortFirstDay.value = true;
      form.shortLastDay.value = true;
    },
  };
  return [
    hasDayLimit ? [days] : [],
    query.water_at_night ? [water] : [],
    usualKinds.every((kind) => query.night_kinds.includes(kind)) ? [] : [kinds],
    query.short_first_day && query.short_last_day ? [] : [ends],
    count > 1 ? fewer : fewer.slice(1),
  ];
}

const toleranceChanges = (query: Query): Change[] =>
  [0.2, 0.3]
    .filter((tolerance) => tolerance > query.tolerance)
    .map((tolerance) => ({
      setting: "tolerance",
      label: `Let the length differ by ${percent(tolerance)}`,
      query: { ...query, tolerance },
      apply: () => (form.tolerance.value = tolerance),
    }));

const retraceChanges = (query: Query): Change[] =>
  [0.15, 0.3, kQueryLimits.max_retrace.max]
    .filter((share) => share > query.max_retrace)
    .map((max_retrace) => ({
      setting: "twice",
      label: `Let ${percent(max_retrace)} be walked twice`,
      query: { ...query, max_retrace },
      apply: () => (form.maxRetrace.value = max_retrace),
    }));

function lengthChanges(query: Query, unit: Unit): Change[] {
  const isTime = query.hike_s !== null;
  const { min, max } = isTime ? form.kLimits.hikeTime : form.kLimits.hike;
  const wanted = wantedOf(query);
  const whole = isTime ? wholeQuarters : wholeKilometres;
  const shorter = [0.85, 0.7, 0.5, 0.3, 0.15, 0.08].map((factor) => whole(wanted * factor));
  return [...new Set(shorter)]
    .filter((amount) => amount !== wanted && amount >= min && amount <= max)
    .map((amount) => {
      const asked = isTime ? { hike_s: amount } : { hike_m: amount };
      return {
        setting: "length",
        label: isTime ? `Hike for about ${duration(amount)}` : `Hike about ${length(amount, unit)}`,
        query: { ...query, ...asked },
        apply: () => form.hikeAbout(amount),
      };
    });
}

function driveChanges(query: Query, unit: Unit): Change[] {
  if (query.at === null) return [];
  const by = driveByOf(query);
  const drive = limitOf(query);
  const farther =
    by === "time"
      ? [wholeFiveMinutes(drive * 1.3 + 300), wholeFiveMinutes(drive * 2 + 600)]
      : [wholeKilometres(drive * 1.3 + 2000), wholeKilometres(drive * 2 + 5000)];
  return farther.map((limit) => ({
    setting: "drive",
    label: `Drive up to ${driveText(limit, by, unit)}`,
    query: withLimit(query, limit),
    apply: () => form.driveUpTo(limit),
  }));
}

/** What could be changed in a query: a list for each setting, its smallest change first. Pure. */
export const changesOf = (query: Query, unit: Unit): Change[][] =>
  [
    waysChanges(query),
    directionChanges(query),
    climbChanges(query, unit),
    aboutClimbChanges(query, unit),
    gradeChanges(query),
    ungradedChanges(query),
    roadChanges(query),
    figureOfEightChanges(query),
    ...nightChanges(query),
    toleranceChanges(query),
    retraceChanges(query),
    lengthChanges(query, unit),
    driveChanges(query, unit),
  ].filter((changes) => changes.length > 0);

/** Which run of `tryAll` may still write to the signals: the last one. */
let lastRun = 0;

async function tryAll(query: Query) {
  const run = ++lastRun;
  isTrying.value = true;
  suggestions.value = [];
  for (const changes of changesOf(query, form.unit.peek())) {
    for (const change of changes) {
      const loop = await trySearch(change.query).catch(() => null);
      if (run !== lastRun) return;
      if (!loop) continue;
      suggestions.value = [...suggestions.value, { change, loop }];
      break;
    }
  }
  isTrying.value = false;
}

/** Looks for suggestions whenever a search has ended without a loop. */
export function watchEmptyAnswers() {
  effect(() => {
    const answer = plan.value;
    const isEmpty =
      answer !== null &&
      answer.loops.length === 0 &&
      answer.status === "complete" &&
      !stale.value &&
      !failure.value &&
      activity.value.phase === "idle";
    untracked(() => {
      const query = form.query.value;
      if (isEmpty && query) return void tryAll(query);
      ++lastRun;
      isTrying.value = false;
      suggestions.value = [];
    });
  });
}
