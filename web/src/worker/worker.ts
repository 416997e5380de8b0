// The planner's worker: it answers the calls of protocol.ts. Solving is cut into slices, so that other calls are answered
// meanwhile.
import createModule, { type LoopgenieModule } from "loopgenie-wasm/loopgenie.js";
import wasmUrl from "loopgenie-wasm/loopgenie.wasm?url";
import { DataSet } from "./data_set";
import { trustNoCache } from "./fetching";
import { hikingTimes } from "./hiking_times";
import { CallError, kKeepFound, type Calls, type Failure, type Request, type Response } from "./protocol";
import { PaintWait } from "./paint_wait";
import { detailsOf, driveLineOf, linkedOf, solve, trackOf, trySearch } from "./solving";

const loadModule = () => createModule({ locateFile: () => wasmUrl });

const running = new Map<number, AbortController>();
let module: LoopgenieModule | null = null;
let data: DataSet | null = null;
let solving: Promise<unknown> = Promise.resolve();
const paintWait = new PaintWait();

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

function dataSet(): DataSet {
  if (!data) throw new CallError("data", "The data is not loaded yet.");
  return data;
}

const handlers: Handlers = {
  open({ base, isAgain }, signal) {
    return oneAfterAnother(async () => {
      module = await loadModule();
      data?.close();
      if (isAgain) trustNoCache();
      data = await DataSet.open(new module.Planner(), base);
      return data.loadIndex(signal);
    });
  },
  renewed: () => dataSet().renewed(),
  mapData: (_params, signal) => dataSet().loadIfSmall(signal),
  drive: ({ query }, signal) => dataSet().drive(query, signal),
  driveLine: async ({ query, trailhead }) => driveLineOf(dataSet(), query, trailhead),
  async solve({ query }, signal, report) {
    return oneAfterAnother(() => solve(dataSet(), query, signal, report, paintWait));
  },
  async painted() {
    paintWait.painted();
    return null;
  },
  // Its run is beside the one that is solved: it need not wait for that.
  linked: (params, signal) => linkedOf(dataSet(), params, signal),
  details: async (loop) => detailsOf(dataSet(), loop),
  track: async ({ format, ...loop }) => trackOf(dataSet(), format, loop),
  hikingTimes: async ({ stretches }) => hikingTimes((module ??= await loadModule()), stretches),
  trySearch: ({ query }, signal) => oneAfterAnother(() => trySearch(dataSet(), query, signal)),
};

function asFailure(error: unknown): Failure {
  if (error instanceof CallError) return { code: error.code, message: error.message, problem: error.problem };
  const why = error instanceof Error ? error.message : String(error);
  return { code: "planner", message: `The planner failed: ${why}`, problem: null };
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
