// The data on the server are replaced while the page is open. It notices when it is asked, and keeps the chosen loop if the new
// data still have its ways.
import assert from "node:assert/strict";
import { execSync } from "node:child_process";
import { Skip } from "../person.mjs";
import { withChosenLoop } from "./keeping.mjs";

const kNote = ".notice[data-kind=link]";

function importAnew(person, name, ways = []) {
  execSync(`${person.options.import} "${name}" ${ways.join(" ")}`, { stdio: "pipe" });
}

async function served(person, name) {
  await person.eventually(
    async () => (await (await fetch(`${person.options.url}/v1/meta`)).json()).name,
    (now) => now === name,
    "the server has the new data",
  );
}

/** The OpenStreetMap ways of a loop in a link (web/src/plan/code.ts). */
function waysOf(link) {
  const bytes = Buffer.from(new URLSearchParams(link).get("loop").split(".")[1], "base64url");
  const ways = new Set();
  let id = 0n;
  for (let i = 0; i < bytes.length; ) {
    let value = 0n;
    let shift = 0n;
    let byte;
    do {
      byte = bytes[i++];
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
    } while (byte & 128);
    const zigzag = value >> 1n;
    id += zigzag & 1n ? -((zigzag + 1n) >> 1n) : zigzag >> 1n;
    ways.add(Number(id >> 16n));
  }
  return [...ways];
}

const lengthOf = (page) => page.textContent(".loop[data-open=true] .sign .length");

/** Asks a slightly other question, later than the page last looked. */
async function askAgain(person, hike) {
  await person.page.waitForTimeout(5_500);
  await person.type("hike", hike);
}

async function theLoopStays(person) {
  if (!person.options.import) throw new Skip("./loopgenie test renewal walks it");
  const { page } = person;
  const link = await withChosenLoop(person);
  const length = await lengthOf(page);
  importAnew(person, "Once");
  importAnew(person, "Twice");
  await served(person, "Twice");
  await askAgain(person, 14.1);
  await page.waitForSelector(kNote);
  await person.eventually(
    () => page.textContent(kNote),
    (said) => /renewed while this page was open.*still there, with the same ways/.test(said),
    "the person is told",
  );
  await person.finished();
  assert.equal(await page.textContent(".region"), "Twice");
  assert.equal(await lengthOf(page), length, "the chosen loop stays chosen");
  await page.waitForSelector(".loop[data-open=true] .ways");
  await person.picture("renewed-data");

  // In a new tab the same link is the same loop, and nothing is said.
  await page.goto("about:blank");
  await person.visit(link);
  await page.waitForSelector(".loop[data-open=true]");
  await person.finished();
  assert.equal(await page.locator(kNote).count(), 0);
}

async function theLoopIsGone(person) {
  if (!person.options.import) throw new Skip("./loopgenie test renewal walks it");
  const { page } = person;
  const link = await withChosenLoop(person);
  const ways = waysOf(link);
  importAnew(person, "Without a way", [ways[ways.length >> 1]]);
  await served(person, "Without a way");
  await askAgain(person, 14.1);
  await person.eventually(
    () => page.locator(kNote).allTextContents(),
    ([said]) => /chosen loop is gone: some of its ways are not in the data any more/.test(said ?? ""),
    "the person is told",
  );
  assert.ok((await person.finished()) >= 1, "there are others");
  assert.equal(await page.locator(".loop[data-open=true]").count(), 0, "nothing old is left chosen");
  assert.doesNotMatch((await page.locator(".loop .rank").allTextContents()).join(), /★/, "or listed");
  await person.picture("renewed-data-gone");
}

export const journeys = [
  { name: "renewed data: the chosen loop stays", walk: theLoopStays, noWebGl: true },
  { name: "renewed data: the chosen loop is gone", walk: theLoopIsGone, noWebGl: true },
];
