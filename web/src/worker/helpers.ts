// The planners that search, each in a worker of its own, so that the planner's worker itself is free to hear the next
// question. They share the trailheads of a question. They are a gain, never a need: while none of them is at work – none
// has started yet, or they died – the planner's worker searches, too.
import type { Query } from "../plan/types";
import type { HelperNews, HelperOrder, ProofRound, TileBytes } from "./protocol";

const kMaxHelpers = 4;

/** One for each processor, the page's own work aside where there are more than two. */
function helperCount(): number {
  if (typeof Worker === "undefined") return 0;
  const processors = navigator.hardwareConcurrency || 1;
  return Math.min(kMaxHelpers, processors <= 2 ? processors : processors - 1);
}

export class Helpers {
  readonly count = helperCount();
  #workers: Set<Worker> | null = null;
  /** Those that have answered before: their code is there and runs. */
  #proven = new Set<Worker>();
  /** Those that are not yet through with the question. */
  #busy = new Set<Worker>();
  /** Tiles that came before the helpers. */
  #waiting: TileBytes[] = [];
  #run = 0;
  #search = 0;
  #take: (index: number, answer: string) => void = () => {};
  #heard: () => void = () => {};

  /** Every tile that the planner here holds has to be given to the helpers, too. */
  addTile(tile: TileBytes) {
    if (this.count === 0) return;
    if (this.#workers) this.#tell({ tiles: [tile] });
    else this.#waiting.push(tile);
  }

  /** Begins to share a question, or a round of proofs about it: `take` gets the answers as they come, until `stop` or the
   * next question. */
  start(query: Query, proofs: ProofRound | null, signal: AbortSignal, take: (index: number, answer: string) => void) {
    this.#workers ??= this.#called();
    this.#take = take;
    signal.addEventListener("abort", () => this.#heard(), { once: true });
    const run = ++this.#run;
    if (!proofs) ++this.#search;
    const search = this.#search;
    this.#busy = new Set(this.#workers);
    [...this.#workers].forEach((worker, mine, { length: planners }) => {
      worker.postMessage({ question: { run, search, query, proofs, mine, planners } } satisfies HelperOrder);
    });
  }

  /** Some helper that is known to run is not through with the question. */
  get areAtWork(): boolean {
    return [...this.#busy].some((worker) => this.#proven.has(worker));
  }

  /** Resolves when a helper has answered, is through or is gone, or the question is given up. */
  news(): Promise<void> {
    return new Promise((resolve) => (this.#heard = resolve));
  }

  stop() {
    ++this.#run;
    this.#busy.clear();
    this.#tell({ question: null });
  }

  end() {
    for (const worker of this.#workers ?? []) worker.terminate();
    this.#workers = new Set();
  }

  #tell(order: HelperOrder) {
    for (const worker of this.#workers ?? []) worker.postMessage(order);
  }

  #lose(worker: Worker) {
    worker.terminate();
    this.#workers?.delete(worker);
    this.#busy.delete(worker);
    this.#heard();
  }

  #hear(worker: Worker, news: HelperNews) {
    if ("ended" in news) return this.#lose(worker);
    if (news.run !== this.#run) return;
    if ("through" in news) {
      this.#busy.delete(worker);
    } else {
      this.#proven.add(worker);
      this.#take(news.index, news.answer);
    }
    this.#heard();
  }

  #called(): Set<Worker> {
    const workers = Array.from({ length: this.count }, () => {
      const worker = new Worker(new URL("./helper.ts", import.meta.url), { type: "module", name: "helper" });
      worker.onmessage = ({ data }: MessageEvent<HelperNews>) => this.#hear(worker, data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#lose(worker);
      };
      worker.postMessage({ tiles: this.#waiting } satisfies HelperOrder);
      return worker;
    });
    this.#waiting = [];
    return new Set(workers);
  }
}
