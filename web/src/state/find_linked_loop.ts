// Finds the loop of a link. It is drawn first, from the link alone: the search waits for it. Where its trailhead cannot be
// found without the question's answer, as with older links, it waits for that. Whether the loop is still what it was is told
// by its own ways, whatever else in the data has changed.
import { effect, untracked } from "@preact/signals";
import { length } from "../format/units";
import { fingerprintOf, isSame } from "../plan/fingerprint";
import { kFlatSecondsPerMetre, kQueryDefaults, kQueryLimits } from "../plan/generated";
import { loopKey, wantedOf, type Plan, type Query } from "../plan/types";
import { CallError } from "../worker/protocol";
import { knowsAllTrailheads, meta } from "./data";
import { errorText } from "./error_text";
import { hike, hikeBy, hikeTime, query, start, unit } from "./form";
import { linkedLoop, linkNote, type LinkedLoop } from "./linked_loop";
import { extraLoop, loops, selectedKey, setExtraLoop, setReversed } from "./selection";
import { activity, details, holdSearch, linked, plan, stale } from "./session";

/** The form's question from the loop's trailhead, or from the start on foot, without a drive, and for a hike that the loop is
 * within reach of. */
function queryOf({ loop, was }: LinkedLoop): Query {
  const asked = query.value ?? { ...kQueryDefaults, at: null, trailhead: null, start: null, ...hikeOf() };
  const onFoot = query.value?.start ?? null;
  return {
    ...asked,
    at: null,
    trailhead: onFoot ? null : loop.trailhead,
    start: onFoot,
    drive_m: null,
    drive_s: null,
    ...withinReach(asked, was?.length_m ?? 0),
  };
}

const hikeOf = () =>
  hikeBy.value === "time"
    ? { hike_m: null, hike_s: hikeTime.value.amount }
    : { hike_m: hike.value.amount, hike_s: null };

/** A wish that reaches as far as a loop of that length does. */
function withinReach(asked: Query, length_m: number): Pick<Query, "hike_m" | "hike_s"> {
  const isTime = asked.hike_s !== null;
  const wanted = wantedOf(asked);
  // A metre takes at least so long: what the planner takes for the fastest pace (core/cost/hiking_time.hpp).
  const least = length_m * (isTime ? kFlatSecondsPerMetre * Math.min(...Object.values(asked.pace)) : 1);
  const { min, max } = isTime ? kQueryLimits.hike_s : kQueryLimits.hike_m;
  const amount = Math.min(max, Math.max(min, least > wanted * (1 + asked.tolerance) ? least : wanted));
  return isTime ? { hike_m: null, hike_s: amount } : { hike_m: amount, hike_s: null };
}

function nearOf({ loop, near }: LinkedLoop) {
  if (near) return near;
  const from = start.value;
  return from?.trailhead === loop.trailhead ? { lat: from.lat, lon: from.lon } : null;
}

function show(wanted: LinkedLoop, answer: Plan) {
  const key = loopKey(wanted.loop);
  setReversed(key, wanted.isReversed);
  // A list that answers this question shows the loop itself. One that does not may be that of the data before.
  const isAnswer = !stale.value && activity.value.phase === "idle";
  const isListed = isAnswer && loops.value.some((entry) => entry.key === key && entry.rank > 0);
  if (!isListed) setExtraLoop(answer, wanted.isKept ? "renewal" : "link");
  selectedKey.value = key;
  linkedLoop.value = null;
  const note = changeOf(wanted, answer);
  if (note) addNote(note);
}

/** What has become of a loop that is there, in a sentence; null where its ways are what they were. */
function changeOf({ was, isKept }: LinkedLoop, answer: Plan): string | null {
  const [loop] = answer.loops;
  const since = isKept
    ? "The ways of the chosen loop have changed"
    : "The ways of this loop have changed since this link was made";
  if (!loop || !was || isSame(was, fingerprintOf(loop)))
    return isKept ? "The chosen loop is still there, with the same ways." : null;
  const before = length(was.length_m, unit.value);
  const now = length(loop.length_m, unit.value);
  return before === now ? `${since} a little.` : `${since}: it was ${before} long and is now ${now}.`;
}

/** Why the data no longer have the loop; null where that is not what the error says. */
function goneText({ was, isKept }: LinkedLoop, error: unknown): string | null {
  const code = error instanceof CallError ? error.problem?.code : undefined;
  const why =
    code === "trailhead_missing"
      ? "its trailhead is not in the data any more"
      : code === "loop_start_changed"
        ? "it does not begin at its trailhead any more"
        : code === "loop_changed"
          ? "some of its ways are not in the data any more"
          : null;
  if (!why) return null;
  if (isKept) return `The chosen loop is gone: ${why}.`;
  return `The loop of this link is gone: ${why}${was ? "" : ", or the link was cut short"}.`;
}

function tell(wanted: LinkedLoop, error: unknown) {
  linkedLoop.value = null;
  const gone = goneText(wanted, error) ?? `The loop of this link cannot be shown. ${errorText(error)}`;
  addNote(query.value ? `${gone} Below are the best loops for the same question now.` : gone);
}

function addNote(note: string) {
  linkNote.value = linkNote.value ? `${linkNote.value} ${note}` : note;
}

/** Whether the loop's trailhead may still be found once the question is answered. */
const mayComeLater = (wanted: LinkedLoop, error: unknown) =>
  error instanceof CallError &&
  error.problem?.code === "trailhead_missing" &&
  !nearOf(wanted) &&
  !knowsAllTrailheads.value &&
  query.value !== null;

async function find(wanted: LinkedLoop, isLast: boolean) {
  try {
    const { plan: answer } = await linked({ loop: wanted.loop, near: nearOf(wanted), query: queryOf(wanted) });
    if (linkedLoop.value === wanted) show(wanted, answer);
  } catch (error) {
    if (linkedLoop.value !== wanted) return;
    // A server that cannot be reached or has other data than before: what the page does about that brings the loop, too.
    if (isLast || (goneText(wanted, error) !== null && !mayComeLater(wanted, error))) tell(wanted, error);
  }
}

/** Once the question is answered, a loop of a link is described with its drive, if that reaches it. */
async function describeAgain() {
  const extra = extraLoop.value;
  if (!extra || extra.from === "earlier") return;
  if (loops.value.some(({ key, rank }) => rank > 0 && key === extra.entry.key)) return void (extraLoop.value = null);
  const answer = await details(extra.entry.loop).catch(() => null);
  if (answer && extraLoop.value === extra) setExtraLoop(answer.plan, extra.from);
}

export function watchLinkedLoop() {
  /** The loop that was looked for before its question was answered. */
  let early: LinkedLoop | null = null;
  effect(() => {
    const wanted = linkedLoop.value;
    if (!wanted || !meta.value || activity.value.phase === "opening" || wanted === early) return;
    early = wanted;
    untracked(() => holdSearch(find(wanted, false)));
  });
  effect(() => {
    const isAnswered = plan.value !== null && !stale.value && activity.value.phase === "idle";
    if (!isAnswered) return;
    untracked(() => {
      const wanted = linkedLoop.value;
      if (wanted && wanted === early) void find(wanted, true);
      else if (!wanted) void describeAgain();
    });
  });
}
