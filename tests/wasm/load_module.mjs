// The WebAssembly planner in Node: the module is an ES module that Node takes only under the name .mjs.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The module that the build left in the folder: loopgenie.js and loopgenie.wasm. */
export async function loadModule(folder) {
  const copy = mkdtempSync(join(tmpdir(), "loopgenie-wasm-"));
  try {
    copyFileSync(join(folder, "loopgenie.js"), join(copy, "loopgenie.mjs"));
    const { default: factory } = await import(join(copy, "loopgenie.mjs"));
    return await factory({ wasmBinary: readFileSync(join(folder, "loopgenie.wasm")) });
  } finally {
    rmSync(copy, { recursive: true });
  }
}
