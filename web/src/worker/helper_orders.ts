// What a helper does with its orders: it adds tiles to its planner, works on its task, and reports what it found.
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import { yieldToMessages } from "./yield_to_messages";
import type { HelperReport, HelperOrder, HelperTask } from "./protocol";
import { workOrder } from "./work_order";

/** Returns a function that takes the orders. `send` gets the reports; they may come long after an order. */
export function orderHandler(
  opened: Promise<Planner>,
  send: (report: HelperReport) => void,
): (order: HelperOrder) => void {
  /** The task to work on. Another one, or null, ends the work on it. */
  let current: HelperTask | null = null;
  /** The `search` of the task that the planner was started with. */
  let started = 0;

  async function workOn(task: HelperTask) {
    const planner = await opened;
    if (task !== current) return;
    if (task.search !== started) {
      // The planner's worker starts the same query and reports what is wrong with it.
      if (planner.startPlan(task.query)) return;
      started = task.search;
    }
    const { run, proofs, share, shares } = task;
    const { of } = JSON.parse(planner.progressJson()) as { of: number };
    for (const next of workOrder(share, shares, proofs?.rivals.length ?? of)) {
      await yieldToMessages();
      if (task !== current) return;
      const index = proofs?.rivals[next] ?? next;
      if (!proofs) planner.solveTrailhead(index);
      const answer = proofs ? planner.proofJson(index, proofs.below_cdm, proofs.steps) : planner.answerJson(index);
      send({ run, index, answer });
    }
  }

  /** A planner that has failed in the middle of something cannot be trusted any more. */
  const fail = () => send({ failed: true });

  return (order) => {
    if ("tiles" in order) {
      opened
        .then((planner) => {
          for (const { tile, bytes } of order.tiles) planner.addTile(tile.layer, tile.z, tile.x, tile.y, bytes);
        })
        .catch(fail);
      return;
    }
    current = order.task;
    const task = current;
    if (task) workOn(task).then(() => send({ run: task.run, done: true }), fail);
  };
}
