// Finds the loop of a link once the link's query is answered. A loop of the list is chosen there. Any other is asked for by
// its edges and put before the list. Where the data has changed since, that is said.
import { effect, untracked } from "@preact/signals";
import { loopKey } from "../plan/types";
import { CallError } from "../worker/protocol";
import { meta } from "./data";
import { linkedLoop, linkNote, type LinkedLoop } from "./linked_loop";
import { loops, selectedKey, setExtraLoop } from "./selection";
import { activity, details, plan, stale } from "./session";

const kChanged = "The map data has changed since this link was made";

const hasDataChanged = ({ version }: LinkedLoop) =>
  version !== null && meta.value !== null && version !== meta.value.data.version;

async function find(wanted: LinkedLoop) {
  const key = loopKey(wanted.loop);
  const hasChanged = hasDataChanged(wanted);
  linkNote.value = null;
  if (!loops.value.some((entry) => entry.key === key)) {
    try {
      setExtraLoop((await details(wanted.loop)).plan, "link");
    } catch (error) {
      if (linkedLoop.value !== wanted) return;
      linkedLoop.value = null;
      linkNote.value =
        (hasChanged ? `${kChanged}, and its loop is no longer there. ` : "The loop of this link is not in the data. ") +
        `These are the best loops for the same question now. ` +
        `(${error instanceof CallError ? error.message : String(error)})`;
      return;
    }
  }
  if (linkedLoop.value !== wanted) return;
  linkedLoop.value = null;
  if (hasChanged) linkNote.value = `${kChanged}, but its loop is still there unchanged.`;
  selectedKey.value = key;
}

export function watchLinkedLoop() {
  effect(() => {
    const wanted = linkedLoop.value;
    const isAnswered = plan.value !== null && !stale.value && activity.value.phase === "idle";
    if (wanted && isAnswered) untracked(() => void find(wanted));
  });
}
