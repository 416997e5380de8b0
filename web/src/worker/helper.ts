// A helper: a worker with a planner that searches. It fetches nothing but its code: tiles and tasks come from the planner's
// worker, to which it reports what it found.
import createModule from "loopgenie-wasm/loopgenie.js";
import wasmUrl from "loopgenie-wasm/loopgenie.wasm?url";
import { orderHandler } from "./helper_orders";
import type { HelperOrder } from "./protocol";

const opened = createModule({ locateFile: () => wasmUrl }).then((module) => new module.Planner());
const handleOrder = orderHandler(opened, (report) => postMessage(report));
onmessage = ({ data }: MessageEvent<HelperOrder>) => handleOrder(data);
