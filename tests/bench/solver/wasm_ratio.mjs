// The solver in WebAssembly against the native one: the same plans from the same tiles, taken in turns, in time on the
// processor. Also the first feasible route and the memory in WebAssembly.
//   node wasm_ratio.mjs --module build/wasm --plan PROGRAM --compiler NAME --tiles FOLDER [--quick]
// What starting, loading and preparing cost is taken off by a second run with an effort of one step.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadModule } from "../../wasm/load_module.mjs";

const { values: options } = parseArgs({
  options: {
    module: { type: "string" },
    plan: { type: "string" },
    compiler: { type: "string" },
    tiles: { type: "string" },
    quick: { type: "boolean", default: false },
  },
});
const AT = "42.5063,1.5218";
const LENGTHS_M = [8000, 15000, 25000, 40000, 60000];
const ROUNDS = options.quick ? 1 : 3;
const EFFORT = 1_000_000;

function cpuSeconds(work) {
  const before = process.cpuUsage();
  const result = work();
  const used = process.cpuUsage(before);
  return { result, seconds: (used.user + used.system) / 1e6 };
}

function natively(hike, drive, effort) {
  const flags = ["--tiles", options.tiles, "--at", AT, "--drive", drive, "--hike", hike, "--effort", String(effort), "--json"];
  const ran = spawnSync("bash", ["-c", 'TIMEFORMAT="%U %S"; time "$@"', "bash", options.plan, ...flags], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (ran.status !== 0) throw new Error(`${options.plan}: ${ran.stderr}`);
  const [user, system] = ran.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { plan: JSON.parse(ran.stdout), seconds: user + system };
}

function must(error) {
  if (error) throw new Error(JSON.stringify(error));
}

class WasmPlanner {
  constructor(module) {
    this.planner = new module.Planner();
  }
  load(query) {
    for (;;) {
      const answer = JSON.parse(this.planner.missingTiles(query));
      must(answer.error);
      if (answer.tiles.length === 0) return;
      for (const { layer, z, x, y } of answer.tiles) {
        const path = join(options.tiles, "v1", "tiles", layer, String(z), String(x), String(y));
        must(this.planner.addTile(layer, z, x, y, existsSync(path) ? new Uint8Array(readFileSync(path)) : new Uint8Array()));
      }
    }
  }
  plan(query) {
    this.consider(query);
    return this.prove();
  }
  consider(query) {
    must(this.planner.startPlan(query));
    let step;
    do {
      step = JSON.parse(this.planner.stepPlan());
      must(step.error);
    } while (step.solved < step.of);
  }
  prove() {
    while (!JSON.parse(this.planner.progressJson()).done) this.planner.stepPlan();
    return JSON.parse(this.planner.planJson());
  }
  // The time of the one step only: the search from one trailhead.
  search(query) {
    must(this.planner.startPlan(query));
    const { seconds } = cpuSeconds(() => this.planner.stepPlan());
    return { plan: JSON.parse(this.planner.planJson()), seconds };
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];
const ms = (seconds) => `${(seconds * 1000).toFixed(1)} ms`;

const module = await loadModule(options.module);
const rows = [];
const ratios = [];
let agree = true;
let trailheads = [];
for (const [hike, drive] of [
  ["8km", "4km"],
  ["25km", "4km"],
  ["60km", "4km"],
]) {
  const nativeTimes = [];
  const wasmTimes = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const whole = natively(hike, drive, EFFORT);
    const rest = natively(hike, drive, 1);
    nativeTimes.push(whole.seconds - rest.seconds);
    const planner = new WasmPlanner(module);
    planner.load(whole.plan.query);
    if (round === 0) planner.plan({ ...whole.plan.query, effort: 1000 }); // compiled by now
    const searched = cpuSeconds(() => planner.plan(whole.plan.query));
    const around = cpuSeconds(() => planner.plan({ ...whole.plan.query, effort: 1 }));
    wasmTimes.push(searched.seconds - around.seconds);
    agree &&= JSON.stringify(searched.result.trailheads) === JSON.stringify(whole.plan.trailheads);
    trailheads = whole.plan.trailheads;
    planner.planner.delete();
  }
  const ratio = median(wasmTimes) / median(nativeTimes);
  ratios.push(ratio);
  rows.push(`  ${hike.padStart(5)} from ${String(trailheads.length).padStart(3)} trailheads: native ${ms(median(nativeTimes))}, WebAssembly ${ms(median(wasmTimes))}, ratio ${ratio.toFixed(2)}`);
}

const firstTimes = [];
const planner = new WasmPlanner(module);
const base = natively("25km", "20km", 1).plan;
const drawn = base.trailheads.filter((_, i) => i % Math.ceil(base.trailheads.length / (options.quick ? 4 : 20)) === 0);
for (const trailhead of drawn) {
  for (const hike_m of LENGTHS_M) {
    const query = { ...base.query, hike_m };
    planner.load(query); // the index tiles that know the trailhead, and more trail tiles than it needs
    for (let effort = 1000; effort <= 128_000_000; effort *= 2) {
      const one = { ...query, at: null, drive_m: null, trailhead: trailhead.id, effort };
      const { plan, seconds } = planner.search(one);
      if (plan.loops.length > 0) {
        firstTimes.push(seconds);
        break;
      }
      if (plan.trailheads[0].status === "none_exists") break;
    }
  }
}
const everywhere = { ...base.query, drive_m: 200_000, effort: EFFORT };
planner.load(everywhere);
const considered = cpuSeconds(() => planner.consider(everywhere));
const all = cpuSeconds(() => planner.prove());

const worst = Math.max(...ratios);
const p95 = quantile(firstTimes, 0.95);
const verdict = (floor, goal) => (goal ? "pass, goal reached" : floor ? "pass" : "MISS");
console.log(`\nWebAssembly (node ${process.version}) against native (${options.compiler}), ${EFFORT} steps per trailhead, median of ${ROUNDS}; the plans ${agree ? "agree" : "DIFFER"}`);
for (const row of rows) console.log(row);
console.log(`  WebAssembly / native: worst ${worst.toFixed(2)} (floor 2.0, goal 1.3): ${verdict(worst <= 2, worst <= 1.3)}`);
console.log(`  first feasible route in WebAssembly, ${firstTimes.length} cases (smallest doubled effort that gives one): p50 ${ms(quantile(firstTimes, 0.5))}, p95 ${ms(p95)} (floor 100 ms, goal 20 ms): ${verdict(p95 <= 0.1, p95 <= 0.02)}`);
console.log(`  one 25 km query over all ${all.result.trailheads.length} trailheads of Andorra in WebAssembly, one worker: ${considered.seconds.toFixed(2)} s (goal 3 s on two workers), and ${all.seconds.toFixed(2)} s for the proof that the first is the best: reported`);
console.log(`  memory of the module after all this: ${module.HEAPU8 ? `${(module.HEAPU8.length / 1e6).toFixed(1)} MB (floor 256 MB, goal 64 MB): ${verdict(module.HEAPU8.length <= 256e6, module.HEAPU8.length <= 64e6)}` : "not measured, the module does not show it"}`);
