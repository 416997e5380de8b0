// The main job: from opening the page to a GPX file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

const kSchema = new URL("../../support/gpx-1.1.xsd", import.meta.url).pathname;

/** Saves a downloaded GPX file, checks it, and returns its path. */
export async function checkedGpx(person, download) {
  const file = path.join(person.options.out, `${person.journey.width ?? 1280}-${download.suggestedFilename()}`);
  await download.saveAs(file);
  execFileSync("xmllint", ["--noout", "--schema", kSchema, file], { stdio: "pipe" });
  const text = readFileSync(file, "utf8");
  const points = text.match(/<trkpt /g) ?? [];
  assert.ok(points.length > 20, `a track of ${points.length} points`);
  const track = text.slice(text.indexOf("<trkseg>"));
  assert.equal((track.match(/<ele>/g) ?? []).length, points.length, "every track point carries its elevation");
  const [, author] = /<copyright author="([^"]+)"/.exec(text) ?? [];
  assert.match(author ?? "no copyright", /OpenStreetMap|demo region/);
  return file;
}

async function findPickAndTake(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  await person.picture("1-open");
  const place = await person.somePlace();
  await person.picture("2-search");
  await person.startFrom(place);
  await person.type("hike", 25);
  await person.firstLoops();
  await person.picture("3-first-loops");
  assert.match(await person.status(), /trailheads|in reach/);
  const found = await person.finished();
  assert.ok(found >= 1, "at least one loop");
  const names = await page.locator(".sign .called").allTextContents();
  assert.ok(names.length >= found && names.every((name) => /\p{L}/u.test(name)), "each loop has a name");
  assert.equal(new Set(names).size, names.length, "names differ");
  await person.picture("4-answer");

  await page
    .locator(".sign")
    .nth(Math.min(1, found - 1))
    .click();
  await page.waitForSelector(".profile-area");
  // The proof may still find a better loop: then the chosen one has another number and colour.
  const shareOfChosen = async () => {
    const rank = await page.textContent(".loop[data-open=true] .rank");
    const [share] = await person.mapShareOf([`--loop-${rank}`]);
    return share;
  };
  await person.eventually(shareOfChosen, (share) => share > 0.0008, "the chosen loop is drawn");
  const before = await page.textContent(".profile figcaption");
  await page.hover(".profile-area", { position: { x: 150, y: 50 } });
  assert.notEqual(await page.textContent(".profile figcaption"), before, "the profile reads a value");
  await page.waitForSelector(".point-marker");
  await person.picture("5-chosen");
  const sights = page.locator(".loop[data-open=true] .highlights button");
  if ((await sights.count()) > 0) {
    await page.mouse.move(1, 1);
    await page.waitForSelector(".point-marker", { state: "detached" });
    await sights.first().focus();
    await page.waitForSelector(".point-marker");
  }
  const called = await page.textContent(".loop[data-open=true] .called");
  const waiting = page.waitForEvent("download");
  await page.click("text=Download GPX");
  const file = await checkedGpx(person, await waiting);
  assert.ok(readFileSync(file, "utf8").includes("<trk><name>"), "the track has a name");
  const [word] = /[\p{L}\p{N}]+/u.exec(called) ?? [];
  assert.ok(path.basename(file).includes(`loop-${word.toLowerCase()}`), `${path.basename(file)} is named after ${called}`);
}

async function mapAndListPointAtEachOther(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 8);
  await person.type("hike", 15);
  assert.ok((await person.finished()) >= 1);
  const [, , first] = await person.mapShows(
    ["--map-land", "--map-path", "--loop-1"],
    ([ground, paths, first]) => ground > 0.05 && paths > 0.0005 && first > 0.0002,
    "ground, paths and the first loop are drawn",
  );
  await page.hover(".sign >> nth=0");
  await page.waitForFunction(() => document.querySelector(".loop").dataset.hovered === "true");
  await person.mapShows(
    ["--loop-1"],
    ([hovered]) => hovered > first,
    "the loop pointed at in the list stands out on the map",
  );

  // Over the map until some loop answers; then a click chooses it.
  const box = await page.locator(".map").boundingBox();
  let answered = false;
  for (let i = 1; i < 240 && !answered; ++i) {
    await page.mouse.move(
      box.x + (box.width * (i % 60)) / 60,
      box.y + box.height * (0.3 + (0.4 * ((i * 7) % 11)) / 11),
    );
    answered = (await page.locator(".loop[data-hovered=true]").count()) > 0;
  }
  assert.ok(answered, "a loop pointed at on the map stands out in the list");
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForSelector(".loop[data-open=true] .profile-area");
}

async function aClickOnTheMapSetsTheStart(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  await person.type("drive", 5);
  await person.type("hike", 12);
  const box = await page.locator(".map").boundingBox();
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.45);
  await page.waitForFunction(() => /^Point/.test(document.querySelector("#start").value));
  await page.waitForSelector(".start-marker");
  await page.waitForFunction(() => /at=/.test(location.hash));
}

async function aReloadBringsItBack(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  const place = await person.somePlace();
  await person.startFrom(place);
  await person.type("drive", 6);
  await person.type("hike", 14);
  const found = await person.finished();
  const first = await page.textContent(".sign >> nth=0");
  await person.address(/at=.*hike=14000/);
  await page.reload();
  assert.equal(await page.inputValue("#start"), place);
  assert.equal(await page.inputValue("#hike"), "14");
  assert.equal(await person.finished(), found);
  assert.equal(await page.textContent(".sign >> nth=0"), first, "the same loop comes first");
}

export const journeys = [
  { name: "search a place, watch loops appear, pick one, read its profile, take its GPX", walk: findPickAndTake },
  { name: "list and map point at each other, and the map is really drawn", walk: mapAndListPointAtEachOther },
  { name: "a click on the map sets the start", walk: aClickOnTheMapSetsTheStart },
  { name: "a reload brings question and answer back", walk: aReloadBringsItBack, noWebGl: true },
];
