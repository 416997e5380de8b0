// What a helper does with its orders: it keeps the tiles, works on its share of the question, and tells what it found.
import type { Planner } from "loopgenie-wasm/loopgenie.js";
import { nextTurn } from "./next_turn";
import type { HelperNews, HelperOrder, HelperQuestion } from "./protocol";
import { turnsOf } from "./turns";

/** Takes one order after another; `send` gets the news, also after an order was given. */
export function takingOrders(opened: Promise<Planner>, send: (news: HelperNews) => void): (order: HelperOrder) => void {
  /** The question to work on; another one, or none, ends the work on it. */
  let current: HelperQuestion | null = null;
  /** The search that the planner was started for. */
  let started = 0;

  async function help(question: HelperQuestion) {
    const planner = await opened;
    if (question !== current) return;
    if (question.search !== started) {
      // What is wrong with a question is said by the planner's worker, which runs it too.
      if (planner.startPlan(question.query)) return;
      started = question.search;
    }
    const { run, proofs, mine, planners } = question;
    const { of } = JSON.parse(planner.progressJson()) as { of: number };
    for (const turn of turnsOf(mine, planners, proofs?.rivals.length ?? of)) {
      await nextTurn();
      if (question !== current) return;
      const index = proofs?.rivals[turn] ?? turn;
      if (!proofs) planner.solveTrailhead(index);
      const answer = proofs ? planner.proofJson(index, proofs.below_cdm, proofs.steps) : planner.answerJson(index);
      send({ run, index, answer });
    }
  }

  /** Nothing is known of a planner that failed in the middle of something. */
  const end = () => send({ ended: true });

  return (order) => {
    if ("tiles" in order) {
      opened
        .then((planner) => {
          for (const { tile, bytes } of order.tiles) planner.addTile(tile.layer, tile.z, tile.x, tile.y, bytes);
        })
        .catch(end);
      return;
    }
    current = order.question;
    const question = current;
    if (question) help(question).then(() => send({ run: question.run, through: true }), end);
  };
}
