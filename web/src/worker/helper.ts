// A planner that searches. It is told tiles and questions by the planner's worker, fetches nothing but its code, and
// sends what it found from each trailhead.
import createModule from "loopgenie-wasm/loopgenie.js";
import wasmUrl from "loopgenie-wasm/loopgenie.wasm?url";
import { takingOrders } from "./helping";
import type { HelperOrder } from "./protocol";

const opened = createModule({ locateFile: () => wasmUrl }).then((module) => new module.Planner());
const take = takingOrders(opened, (news) => postMessage(news));
onmessage = ({ data }: MessageEvent<HelperOrder>) => take(data);
