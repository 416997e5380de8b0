import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packFolder } from "./packed_forms.js";

async function packedFolder(files) {
  const folder = await mkdtemp(path.join(tmpdir(), "loopgenie-packed-"));
  await mkdir(path.join(folder, "assets"));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await packFolder(folder);
  const names = (
    await Promise.all(
      ["", "assets"].map(async (sub) => (await readdir(path.join(folder, sub))).map((name) => path.join(sub, name))),
    )
  )
    .flat()
    .filter((name) => name !== "assets")
    .sort();
  const bytes = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  await rm(folder, { recursive: true });
  return Object.fromEntries(names.map((name, i) => [name, bytes[i]]));
}

const script = "const walk = 1;\n".repeat(200);

test("each file gets both packed forms, which unpack to it", async () => {
  const files = await packedFolder({ "index.html": script, "assets/app.js": script });
  for (const name of ["index.html", "assets/app.js"]) {
    expect(gunzipSync(files[`${name}.gz`]).toString()).toBe(script);
    expect(brotliDecompressSync(files[`${name}.br`]).toString()).toBe(script);
  }
});

test("no form that would be larger, and none of what is packed already", async () => {
  const files = await packedFolder({ "index.html": "a", "photo.png": script });
  expect(Object.keys(files)).toEqual(["index.html", "photo.png"]);
});

test("the same files give the same bytes", async () => {
  const [once, again] = [await packedFolder({ "a.css": script }), await packedFolder({ "a.css": script })];
  expect(again).toEqual(once);
  expect(Object.keys(once)).toEqual(["a.css", "a.css.br", "a.css.gz"]);
});
