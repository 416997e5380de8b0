// More planners, each in a worker of its own, that share the trailheads of a question. They are a gain, never a need: one
// that does not start, or dies, is not missed, because the planner's worker goes on to whatever has no answer yet.
import type { Query } from "../plan/types";
import type { HelperAnswer, HelperOrder, TileBytes } from "./protocol";

const kMaxPlanners = 4;

/** One for each processor, the page's own work aside where there are more than two. */
function plannerCount(): number {
  const processors = navigator.hardwareConcurrency || 1;
  return Math.min(kMaxPlanners, processors <= 2 ? processors : processors - 1);
}

export class Helpers {
  /** All planners, the one of this worker included. */
  readonly planners = typeof Worker === "undefined" ? 1 : plannerCount();
  #workers: Worker[] | null = null;
  /** Tiles that came before the helpers. */
  #waiting: TileBytes[] = [];
  #run = 0;
  #take: (index: number, answer: string) => void = () => {};

  /** Every tile that the planner here holds has to be given to the helpers, too. */
  addTile(tile: TileBytes) {
    if (this.planners === 1) return;
    if (this.#workers) this.#tell({ tiles: [tile] });
    else this.#waiting.push(tile);
  }

  /** Begins to share a question: `take` gets the answers of others as they come, until `stop` or the next question. */
  start(query: Query, take: (index: number, answer: string) => void) {
    if (this.planners === 1) return;
    this.#workers ??= this.#called();
    this.#take = take;
    const run = ++this.#run;
    this.#workers.forEach((worker, at) => {
      worker.postMessage({ question: { run, query, mine: at + 1, planners: this.planners } } satisfies HelperOrder);
    });
  }

  stop() {
    ++this.#run;
    this.#tell({ question: null });
  }

  end() {
    for (const worker of this.#workers ?? []) worker.terminate();
    this.#workers = [];
  }

  #tell(order: HelperOrder) {
    for (const worker of this.#workers ?? []) worker.postMessage(order);
  }

  #called(): Worker[] {
    const workers = Array.from({ length: this.planners - 1 }, () => {
      const worker = new Worker(new URL("./helper.ts", import.meta.url), { type: "module", name: "helper" });
      worker.onmessage = ({ data }: MessageEvent<HelperAnswer>) => {
        if (data.run === this.#run) this.#take(data.index, data.answer);
      };
      worker.onerror = (event) => event.preventDefault();
      worker.postMessage({ tiles: this.#waiting } satisfies HelperOrder);
      return worker;
    });
    this.#waiting = [];
    return workers;
  }
}
