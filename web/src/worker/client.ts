// The page's side of the worker: calls that return promises. When the worker itself dies, every open call fails and the
// next one starts a new worker.
import { CallError, kKeepFound, type Calls, type Request, type Response } from "./protocol";

interface Open {
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
  #open = new Map<number, Open>();
  #nextId = 1;

  call<K extends keyof Calls>(
    kind: K,
    params: Calls[K]["params"],
    options: CallOptions<K> = {},
  ): Promise<Calls[K]["result"]> {
    const id = this.#nextId++;
    const worker = this.#running();
    return new Promise((resolve, reject) => {
      this.#open.set(id, {
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
      this.#die(event.message || "its code could not be loaded");
    };
    this.#worker = worker;
    return worker;
  }

  #receive(response: Response) {
    const open = this.#open.get(response.id);
    if (!open) return;
    if ("progress" in response) return open.progress(response.progress);
    this.#open.delete(response.id);
    if ("failure" in response) open.reject(new CallError(response.failure.code, response.failure.message));
    else open.resolve(response.result);
  }

  #die(reason: string) {
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#open.values()];
    this.#open.clear();
    for (const open of waiting) open.reject(new CallError("planner", `The planner stopped working: ${reason}.`));
  }
}
