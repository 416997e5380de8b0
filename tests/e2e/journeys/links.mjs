// Links: they bring the loop back before anything is searched for, and say what has become of it or of themselves.
import assert from "node:assert/strict";
import { atTwoWidths } from "../widths.mjs";
import { openSign, withChosenLoop } from "./keeping.mjs";

const kNote = ".notice[data-kind=link]";
const kOpen = ".loop[data-open=true]";

async function visitAnew(person, link) {
  await person.page.goto("about:blank");
  await person.visit(link);
}

/** The part of the link named `key`, changed by `change`. */
function withPart(link, key, change) {
  const parts = new URLSearchParams(link);
  parts.set(key, change(parts.get(key)));
  return parts.toString();
}

async function theLoopComesFirst(person) {
  const { page } = person;
  await withChosenLoop(person);
  await page.click("text=Walk it the other way");
  await page.waitForSelector(`${kOpen} [aria-pressed=true]:has-text('the other way')`);
  await page.waitForFunction(() => /this way round/.test(document.querySelector(".facts").textContent));
  await person.address(/walk=back/);
  const link = await page.evaluate(() => location.hash.slice(1));
  const sign = await openSign(page);
  const ways = await page.locator(".ways li").allTextContents();

  // No road is known before the loop is there: so nothing can have been searched.
  let roadsMayCome;
  const drawn = new Promise((resolve) => (roadsMayCome = resolve));
  const kRoads = "**/v1/tiles/roads/**";
  await page.context().route(kRoads, async (route) => {
    await drawn;
    await route.continue();
  });
  await visitAnew(person, link);
  await page.waitForSelector(`${kOpen} .ways`);
  const early = await openSign(page);
  assert.match(early, /★/);
  assert.match(await person.status(), /Finding|Loading|Opening/, "the search has not begun");
  await person.picture(`link-first-${person.journey.width ?? 1280}`);
  roadsMayCome();
  await person.finished();
  assert.equal(await openSign(page), sign, "the same loop in the list, later");
  assert.deepEqual(await page.locator(".ways li").allTextContents(), ways, "in the direction in which it was walked");
  assert.equal(await page.locator(kNote).count(), 0, "its ways have not changed, so nothing is said");
  await page.context().unroute(kRoads);
}

async function whatHasBecomeOfIt(person) {
  const { page } = person;
  const link = await withChosenLoop(person);
  const sign = await openSign(page);
  const noteOf = async (changed) => {
    await visitAnew(person, changed);
    await person.finished();
    await page.waitForSelector(kNote);
    return page.textContent(kNote);
  };

  // Older links name the version of all data, which says nothing of this loop.
  const older = new URLSearchParams(link);
  for (const key of ["was", "near"]) older.delete(key);
  older.set("data", "0123456789abcdef");
  older.set("loop", older.get("loop").replace(/\.\w+$/, ""));
  await visitAnew(person, older.toString());
  await person.finished();
  await page.waitForSelector(kOpen);
  assert.equal(await openSign(page), sign);
  assert.equal(await page.locator(kNote).count(), 0);

  const moved = await noteOf(withPart(link, "was", () => "12345.abc"));
  assert.match(moved, /ways of this loop have changed.*was 12\.3 km long and is now \d+\.\d km/);
  assert.equal(await openSign(page), sign);
  await person.picture("link-changed");

  // A shorter hike: the loop is not among the answers, but its ways are there.
  await visitAnew(person, withPart(link, "hike", () => "9000"));
  await person.finished();
  await page.waitForSelector(kOpen);
  assert.match(await openSign(page), /★/);
  assert.equal(await page.locator(kNote).count(), 0);

  assert.match(
    await noteOf(withPart(link, "loop", (loop) => `${loop.split(".")[0]}.CQ`)),
    /loop of this link is gone: some of its ways.*best loops for the same question/s,
  );
  assert.match(await noteOf(withPart(link, "loop", (loop) => `n1.${loop.split(".")[1]}`)), /gone: its trailhead/);
  assert.match(await noteOf(link.slice(0, -2)), /loop of this link cannot be read.*cut short/);
  assert.match(await noteOf(withPart(link, "hike", () => "70")), /values that cannot be used \(hike=70\)/);
}

async function onItsWayThroughAMail(person) {
  const { page } = person;
  const link = await withChosenLoop(person);
  const sign = await openSign(page);
  for (const [what, mangled] of [
    ["a sentence's end", `${link}).`],
    ["HTML", link.replaceAll("&", "&amp;")],
    ["encoded as a whole", encodeURIComponent(link)],
    ["encoded twice", encodeURIComponent(encodeURIComponent(link))],
  ]) {
    await visitAnew(person, mangled);
    await page.waitForSelector(kOpen);
    await person.finished();
    assert.equal(await openSign(page), sign, what);
    assert.equal(await page.locator(kNote).count(), 0, what);
  }
}

async function noSuchPage(person) {
  const { page } = person;
  const response = await page.goto(`${person.options.url}/%23at=42.5,1.5&hike=14000`);
  assert.equal(response.status(), 404);
  assert.match(response.headers()["content-type"], /^text\/html/);
  assert.match(await page.textContent("main"), /no such page.*%23/is);
  await person.picture("no-such-page");
  await page.click("main a");
  await page.waitForSelector("#start");
}

async function undoTheFirstStart(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.finished();
  await page.click(".history button >> nth=0");
  await page.waitForFunction(() => document.querySelector("#start").value === "");
  assert.equal(await person.loopCount(), 0, "no loops without a question");
  await page.waitForFunction(() => !location.hash.includes("at="));
  await page.click(".history button >> nth=1");
  assert.ok((await person.finished()) >= 1, "and redo brings it back");
}

export const journeys = [
  ...atTwoWidths({ name: "a link: the loop comes first", walk: theLoopComesFirst }),
  ...atTwoWidths({ name: "a link: what has become of the loop", walk: whatHasBecomeOfIt }),
  { name: "a link that came through a mail", walk: onItsWayThroughAMail, noWebGl: true },
  { name: "a page that does not exist", walk: noSuchPage, noWebGl: true, mayLog: /404/ },
  { name: "undo takes the first start back", walk: undoTheFirstStart, noWebGl: true },
];
