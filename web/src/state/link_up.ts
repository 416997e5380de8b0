// Finds the loop of a link once its question is answered.
import { effect, untracked } from "@preact/signals";
import { loopKey } from "../plan/types";
import { CallError } from "../worker/protocol";
import { meta } from "./data";
import { linked, linkedNote, type Linked } from "./linked";
import { bring, loops, selectedKey } from "./selection";
import { activity, details, plan, stale } from "./session";

const kChanged = "The map data has changed since this link was made";

/** What to say of the data a link was made with; null where they are the ones of now. */
function changed({ version }: Linked): string | null {
  return version && meta.value && version !== meta.value.data.version ? kChanged : null;
}

async function find(wanted: Linked) {
  const key = loopKey(wanted.loop);
  const news = changed(wanted);
  linkedNote.value = null;
  if (!loops.value.some((entry) => entry.key === key)) {
    try {
      bring((await details(wanted.loop)).plan, "link");
    } catch (error) {
      if (linked.value !== wanted) return;
      linked.value = null;
      linkedNote.value =
        (news ? `${kChanged}, and its loop is no longer there. ` : "The loop of this link is not in the data. ") +
        `These are the best loops for the same question now. ` +
        `(${error instanceof CallError ? error.message : String(error)})`;
      return;
    }
  }
  if (linked.value !== wanted) return;
  linked.value = null;
  if (news) linkedNote.value = `${kChanged}; its loop is still there as it was.`;
  selectedKey.value = key;
}

export function watchLink() {
  effect(() => {
    const wanted = linked.value;
    const isAnswered = plan.value !== null && !stale.value && activity.value.phase === "idle";
    if (wanted && isAnswered) untracked(() => void find(wanted));
  });
}
