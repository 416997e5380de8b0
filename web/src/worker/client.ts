// The page's side of the planner's worker: each call returns a promise. If the worker dies, all calls that wait for it fail,
// and the next call starts a new worker.
import { CallError, kKeepFound, type Calls, type Request, type Response } from "./protocol";

interface OpenCall {
  resolve(result: unknown): void;
  reject(error: Error): void;
  progress(report: unknown): void;
}

interface CallOptions<K extends keyof Calls> {
  signal?: AbortSignal;
  onProgress?: (report: Calls[K]["progress"]) => void;
}

export class PlannerClient {
  #worker: Worker | null = null;
  #calls = new Map<number, OpenCall>();
  #nextId = 1;

  call<K extends keyof Calls>(
    kind: K,
    params: Calls[K]["params"],
    options: CallOptions<K> = {},
  ): Promise<Calls[K]["result"]> {
    const id = this.#nextId++;
    const worker = this.#running();
    return new Promise((resolve, reject) => {
      this.#calls.set(id, {
        resolve: (result) => resolve(result as Calls[K]["result"]),
        reject,
        progress: (report) => options.onProgress?.(report as Calls[K]["progress"]),
      });
      const { signal } = options;
      signal?.addEventListener(
        "abort",
        () => worker.postMessage({ id, abort: signal.reason === kKeepFound ? "keep" : "drop" } satisfies Request),
        { once: true },
      );
      worker.postMessage({ id, kind, params } satisfies Request<K>);
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "planner" });
    worker.onmessage = (event: MessageEvent<Response>) => this.#receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "its code could not be loaded");
    };
    this.#worker = worker;
    return worker;
  }

  #receive(response: Response) {
    const call = this.#calls.get(response.id);
    if (!call) return;
    if ("progress" in response) return call.progress(response.progress);
    this.#calls.delete(response.id);
    if ("failure" in response) {
      const { code, message, problem } = response.failure;
      call.reject(new CallError(code, message, problem));
    } else call.resolve(response.result);
  }

  #fail(reason: string) {
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of waiting) call.reject(new CallError("planner", `The planner stopped working: ${reason}.`));
  }
}
