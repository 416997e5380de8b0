// The planner's worker: the only code that touches WASM. It answers the calls of protocol.ts; solving is cut into slices,
// so that calls interleave, and a new query ends the one before it.
import createModule from "loopgenie-wasm/loopgenie.js";
import wasmUrl from "loopgenie-wasm/loopgenie.wasm?url";
import { DataSet } from "./data_set";
import { CallError, kKeepFound, type Calls, type Failure, type Request, type Response } from "./protocol";
import { Sight } from "./sight";
import { detailsOf, driveLineOf, solve, trackOf, trySearch } from "./solving";

const running = new Map<number, AbortController>();
let data: DataSet | null = null;
let solving: Promise<unknown> = Promise.resolve();
const sight = new Sight();

/** The planner holds one run at a time. */
function oneAfterAnother<T>(work: () => Promise<T>): Promise<T> {
  const mine = solving.catch(() => {}).then(work);
  solving = mine;
  return mine;
}

type Handlers = {
  [K in keyof Calls]: (
    params: Calls[K]["params"],
    signal: AbortSignal,
    report: (progress: Calls[K]["progress"]) => void,
  ) => Promise<Calls[K]["result"]>;
};

function opened(): DataSet {
  if (!data) throw new CallError("data", "The data is not loaded yet.");
  return data;
}

const handlers: Handlers = {
  async open({ base }, signal) {
    const module = await createModule({ locateFile: () => wasmUrl });
    data?.close();
    data = await DataSet.open(new module.Planner(), base);
    return data.opened(signal);
  },
  survey: (_params, signal) => opened().surveyAll(signal),
  drive: ({ query }, signal) => opened().drive(query, signal),
  driveLine: async ({ query, trailhead }) => driveLineOf(opened(), query, trailhead),
  async solve({ query }, signal, report) {
    return oneAfterAnother(() => solve(opened(), query, signal, report, sight));
  },
  async seen() {
    sight.come();
    return null;
  },
  details: async (loop) => detailsOf(opened(), loop),
  track: async ({ format, ...loop }) => trackOf(opened(), format, loop),
  trySearch: ({ query }, signal) => oneAfterAnother(() => trySearch(opened(), query, signal)),
};

function asFailure(error: unknown): Failure {
  if (error instanceof CallError) return { code: error.code, message: error.message };
  return { code: "planner", message: `The planner failed: ${error instanceof Error ? error.message : String(error)}` };
}

async function answer<K extends keyof Calls>(request: { id: number; kind: K; params: Calls[K]["params"] }) {
  const { id, kind, params } = request;
  const controller = new AbortController();
  running.set(id, controller);
  const send = (response: Response) => postMessage(response);
  try {
    const result = await handlers[kind](params, controller.signal, (progress) => send({ id, progress }));
    send({ id, result });
  } catch (error) {
    send({ id, failure: asFailure(error) });
  } finally {
    running.delete(id);
  }
}

onmessage = (event: MessageEvent<Request>) => {
  const request = event.data;
  if ("abort" in request) running.get(request.id)?.abort(request.abort === "keep" ? kKeepFound : undefined);
  else void answer(request);
};
