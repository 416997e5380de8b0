// The plan document of WebAssembly against the native one, field by field, with the same tiles and the same query.
//   node compare.mjs --module build/wasm --plan build/release/tests/loopgenie-plan --url http://127.0.0.1:8080 [--at LAT,LON]
// Plans from the middle of the region unless told.
// Lengths and times must agree in whole metres and seconds, everything else exactly. Prints TAP lines.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadModule } from "./load_module.mjs";

const { values: options } = parseArgs({
  options: { module: { type: "string" }, plan: { type: "string" }, url: { type: "string" }, at: { type: "string" } },
});

async function planByWasm(module, query) {
  const planner = new module.Planner();
  for (;;) {
    const answer = JSON.parse(planner.missingTiles(query));
    if (answer.error) throw new Error(JSON.stringify(answer.error));
    if (answer.tiles.length === 0) break;
    for (const { layer, z, x, y } of answer.tiles) {
      const address = `${options.url}/v1/tiles/${layer}/${z}/${x}/${y}`;
      // The server may have ended a connection that was idle while the native program planned: then asked once more.
      const response = await fetch(address).catch(() => fetch(address));
      if (!response.ok) throw new Error(`tile ${layer}/${z}/${x}/${y}: HTTP ${response.status}`);
      const error = planner.addTile(layer, z, x, y, new Uint8Array(await response.arrayBuffer()));
      if (error) throw new Error(error);
    }
  }
  const error = planner.startPlan(query);
  if (error) throw new Error(error);
  let step;
  do {
    step = JSON.parse(planner.stepPlan());
    if (step.error) throw new Error(JSON.stringify(step.error));
  } while (!step.done);
  const plan = JSON.parse(planner.planJson());
  planner.delete();
  return plan;
}

// The paths at which two documents differ, the first few of them.
function differences(native, wasm, path = "", found = []) {
  if (found.length >= 10) return found;
  if (typeof native === "number" && typeof wasm === "number") {
    const whole = /_(m|s)$/.test(path);
    if (whole ? Math.round(native) !== Math.round(wasm) : native !== wasm) found.push(`${path}: ${native} natively, ${wasm} in WebAssembly`);
  } else if (native && wasm && typeof native === "object" && typeof wasm === "object") {
    for (const key of new Set([...Object.keys(native), ...Object.keys(wasm)])) differences(native[key], wasm[key], path ? `${path}.${key}` : key, found);
  } else if (native !== wasm) {
    found.push(`${path}: ${JSON.stringify(native)} natively, ${JSON.stringify(wasm)} in WebAssembly`);
  }
  return found;
}

/** The middle of the served region, as LAT,LON. */
async function middleOf(url) {
  const { extent } = await (await fetch(`${url}/v1/meta`)).json();
  const [west, south, east, north] = extent;
  return `${((south + north) / 2).toFixed(5)},${((west + east) / 2).toFixed(5)}`;
}

const at = options.at ?? (await middleOf(options.url));
const module = await loadModule(options.module);
let failed = false;
const drive = ["--at", at, "--drive", "10km"];
for (const [hike, ...asked] of [
  ["12km", ...drive],
  ["25km", ...drive],
  ["15km", "--start", at],
  ["4h", "--pace", "1.1,0.9,1.2", ...drive],
  ["12km", "--about-ascent", "600m", "--direction", "N", "--figure-of-eight", ...drive],
  ["30km", "--nights", "1", ...drive],
]) {
  const flags = ["--tiles", options.url, ...asked, "--hike", hike, "--json"];
  const native = JSON.parse(execFileSync(options.plan, flags, { maxBuffer: 1 << 28 }));
  const wasm = await planByWasm(module, native.query);
  const found = differences(native, wasm);
  const name = `--hike ${hike} ${asked.join(" ")}: ${native.loops.length} loops from ${native.trailheads.length} trailheads agree`;
  if (found.length === 0) {
    console.log(`ok - ${name}`);
  } else {
    failed = true;
    console.log(`not ok - ${name}\n${found.map((line) => `  # ${line}`).join("\n")}`);
  }
}
process.exit(failed ? 1 : 0);
