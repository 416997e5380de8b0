// What the WebAssembly module makes of the objects it is given, and how large it is. Prints TAP lines.
//   node given.mjs --module build/wasm
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { loadModule } from "./load_module.mjs";

const { values: options } = parseArgs({ options: { module: { type: "string" } } });
const planner = new (await loadModule(options.module)).Planner();
let failed = false;

function test(name, check) {
  try {
    check();
    console.log(`ok - ${name}`);
  } catch (error) {
    failed = true;
    console.log(`not ok - ${name}\n${String(error.message).replace(/^/gm, "  # ")}`);
  }
}

const asked = { at: [42.5, 1.5], drive_m: 1000, hike_m: 9000 };
/** What is wrong, in short: where it breaks the format, or the code and its field. */
function said(error) {
  if (!error) return "no error";
  return error.code === "unreadable" ? error.detail : [error.code, error.subject].join(" ");
}
const errorOf = (query) => said(JSON.parse(planner.missingTiles(query)).error);
const plain = JSON.parse(planner.missingTiles(asked));

test("a query is answered with the tiles it takes", () => {
  assert.equal(plain.tiles[0].layer, "index");
});

test("members that are undefined count as absent, NaN and infinities as null", () => {
  assert.deepEqual(JSON.parse(planner.missingTiles({ ...asked, nonsense: undefined, max_ascent_m: NaN })), plain);
  assert.deepEqual(JSON.parse(planner.missingTiles({ ...asked, max_ascent_m: -Infinity })), plain);
});

test("what is no query is an error that names what was got", () => {
  for (const [given, said] of [
    [undefined, "got null"],
    [null, "got null"],
    ["{}", 'got "{}"'],
    [[1, "è", true], 'got [1,"è",true]'],
    [{ ...asked, at: [[42.5], 1.5] }, "got [[42.5],1.5]"],
    [{ ...asked, hike_m: "far" }, 'got "far"'],
    [{ ...asked, hike_m: 0.25 }, "out_of_limits hike_m"],
    [{ ...asked, avoid_edges: [2 ** 53] }, "an array of edge ids"],
    [{ ...asked, hike_km: 9 }, 'no field "hike_km"'],
  ]) {
    assert.ok(errorOf(given).includes(said), `${errorOf(given)} does not say ${said}`);
  }
});

test("a query without bottom is refused like any other", () => {
  const circle = { ...asked };
  circle.appeal = { roads: circle };
  assert.match(errorOf(circle), /appeal must be an object/);
  let deep = [];
  for (let i = 0; i < 100_000; ++i) deep = [deep];
  assert.match(errorOf({ ...asked, at: deep }), /at must be \[latitude, longitude\]/);
});

test("an answer or a loop that is none is refused", () => {
  assert.match(said(JSON.parse(planner.takeAnswer(0, {})).error), /no plan was started/);
  assert.match(said(JSON.parse(planner.details({ trailhead: "n1", edges: [] })).error), /no plan was started/);
});

test("the module has at most 200 kB gzipped", () => {
  const size = gzipSync(readFileSync(join(options.module, "loopgenie.wasm")), { level: 9 }).length;
  assert.ok(size <= 200_000, `${size} bytes`);
});

process.exit(failed ? 1 : 0);
