// The helpers: planners that search, each in a worker of its own. They share the trailheads of a task. So the planner's worker
// does not search and hears the next query at once. It can do without them: while no helper works, because none has started
// yet or all have died, it searches by itself.
import type { Query } from "../plan/types";
import type { HelperReport, HelperOrder, ProofRound, TileBytes } from "./protocol";

const kMaxHelpers = 4;

/** One for each processor; with more than two processors, one is left to the page. */
function helperCount(): number {
  if (typeof Worker === "undefined") return 0;
  const processors = navigator.hardwareConcurrency || 1;
  return Math.min(kMaxHelpers, processors <= 2 ? processors : processors - 1);
}

export class Helpers {
  readonly count = helperCount();
  #workers: Set<Worker> | null = null;
  /** Those that have answered before: they are known to run. */
  #running = new Set<Worker>();
  /** Those that are not done with the task. */
  #busy = new Set<Worker>();
  /** Tiles for helpers that are not started yet. */
  #tilesForLater: TileBytes[] = [];
  #run = 0;
  #search = 0;
  #onAnswer: (index: number, answer: string) => void = () => {};
  #wake: () => void = () => {};

  /** To be called for every tile that the planner of this worker gets. */
  addTile(tile: TileBytes) {
    if (this.count === 0) return;
    if (this.#workers) this.#send({ tiles: [tile] });
    else this.#tilesForLater.push(tile);
  }

  /** Gives the helpers a search, or a round of proofs of its plan. `onAnswer` gets their answers until `stop` or the next
   * start. */
  start(
    query: Query,
    proofs: ProofRound | null,
    signal: AbortSignal,
    onAnswer: (index: number, answer: string) => void,
  ) {
    this.#workers ??= this.#startWorkers();
    this.#onAnswer = onAnswer;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    const run = ++this.#run;
    if (!proofs) ++this.#search;
    const search = this.#search;
    this.#busy = new Set(this.#workers);
    [...this.#workers].forEach((worker, share, { length: shares }) => {
      worker.postMessage({ task: { run, search, query, proofs, share, shares } } satisfies HelperOrder);
    });
  }

  /** A helper that is known to run is not done with the task. */
  get areWorking(): boolean {
    return [...this.#busy].some((worker) => this.#running.has(worker));
  }

  /** Resolves when a helper has answered, is done or has died, or when the query is given up. */
  nextReport(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  stop() {
    ++this.#run;
    this.#busy.clear();
    this.#send({ task: null });
  }

  end() {
    for (const worker of this.#workers ?? []) worker.terminate();
    this.#workers = new Set();
  }

  #send(order: HelperOrder) {
    for (const worker of this.#workers ?? []) worker.postMessage(order);
  }

  #remove(worker: Worker) {
    worker.terminate();
    this.#workers?.delete(worker);
    this.#busy.delete(worker);
    this.#wake();
  }

  #receive(worker: Worker, report: HelperReport) {
    if ("failed" in report) return this.#remove(worker);
    if (report.run !== this.#run) return;
    if ("done" in report) {
      this.#busy.delete(worker);
    } else {
      this.#running.add(worker);
      this.#onAnswer(report.index, report.answer);
    }
    this.#wake();
  }

  #startWorkers(): Set<Worker> {
    const workers = Array.from({ length: this.count }, () => {
      const worker = new Worker(new URL("./helper.ts", import.meta.url), { type: "module", name: "helper" });
      worker.onmessage = ({ data }: MessageEvent<HelperReport>) => this.#receive(worker, data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#remove(worker);
      };
      worker.postMessage({ tiles: this.#tilesForLater } satisfies HelperOrder);
      return worker;
    });
    this.#tilesForLater = [];
    return new Set(workers);
  }
}
