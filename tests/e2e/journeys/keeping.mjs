// Keeping a loop: as a saved plan, on paper; and a GPX file of one's own on the map.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { atTwoWidths } from "../widths.mjs";
import { checkedGpx } from "./loops.mjs";

export async function withChosenLoop(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  const found = await person.finished();
  await person.choose(found - 1);
  await person.address(/was=.*loop=/);
  return page.evaluate(() => location.hash.slice(1));
}

export const openSign = (page) => page.textContent(".loop[data-open=true] .sign");

async function savedOnThisDevice(person) {
  const { page } = person;
  await withChosenLoop(person);
  const sign = await openSign(page);
  await page.click(".loop[data-open=true] button:has-text('Save')");
  await page.waitForFunction(() => document.querySelector(".on-this-device .count").textContent === "1");
  await page.goto("about:blank");
  await person.visit();
  await person.opened();
  await page.click(".on-this-device summary");
  await page.click(".on-this-device .row-main");
  await person.finished();
  await page.waitForSelector(".loop[data-open=true]");
  assert.equal(await openSign(page), sign);

  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.click("text=Walk it the other way");
  await page.click(".loop[data-open=true] button:has-text('Save')");
  await page.waitForSelector(".loop-actions .problem");
  assert.match(await page.textContent(".loop-actions .problem"), /no room.*GPX.*link/s);
  assert.equal(await page.textContent(".on-this-device .count"), "1", "what could not be kept is not shown as kept");
  await person.picture("full-storage");
}

async function onPaper(person) {
  const { page } = person;
  await withChosenLoop(person);
  await person.mapDrawn();
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.click(".loop[data-open=true] button:has-text('Print')");
  await page.waitForFunction(() => window.printed);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible(".sheet"));
  assert.ok(!(await page.isVisible(".panel")), "the page itself is not printed");
  const colours = await page.evaluate(() => {
    const image = document.querySelector(".sheet img");
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return new Set(pixels.filter((_, index) => index % 7 === 0)).size;
  });
  assert.ok(colours > 20, `the map is really drawn on it (${colours} colours)`);
  const sheet = await page.textContent(".sheet");
  assert.match(sheet, /OpenStreetMap contributors|made up by Loop Genie/);
  assert.match(sheet, /Not a survey of the ground/);
  assert.ok((await page.locator(".sheet tbody tr").count()) >= 2, "with its ways");
  await person.picture("print");
  await page.emulateMedia({ media: "screen" });
}

async function aGpxOverTheMap(person) {
  const { page } = person;
  await withChosenLoop(person);
  await person.mapDrawn();
  const waiting = page.waitForEvent("download");
  await page.click("text=Download GPX");
  const file = await checkedGpx(person, await waiting);
  const asked = person.requests.length;
  await page.setInputFiles(".file input", file);
  await page.waitForSelector(".overlays .rows li");
  assert.match(await page.textContent(".overlays .rows"), /km, only on this page/);
  await page.locator(".sign").first().click();
  await person.mapShows(["--map-text"], ([drawn]) => drawn > 0.0005, "the walk is drawn");
  // Tiles of the region around, or the page's icon, may still be on their way.
  const kPlain = /^blob:|\/icon\.svg$|\/v1\/tiles\/trails\/\d+\/\d+\/\d+\?h=\w+$/;
  for (const request of person.requests.slice(asked)) {
    const isPlain = request.method() === "GET" && kPlain.test(request.url());
    assert.ok(isPlain, `the file stays on this device: ${request.url()}`);
  }
  for (const [name, text, why] of [
    ["no.gpx", "<html></html>", /not a GPX/],
    ["broken.gpx", "<gpx><trk>", /not a GPX/],
    ["empty.gpx", '<gpx xmlns="http://www.topografix.com/GPX/1/1"/>', /no track/],
  ]) {
    const wrong = path.join(person.options.out, name);
    await writeFile(wrong, text);
    await page.setInputFiles(".file input", wrong);
    await person.eventually(
      () => page.locator(".overlays .problem").allTextContents(),
      ([said]) => said?.includes(name) && why.test(said),
      "why the file cannot be read",
    );
  }
  assert.equal(await page.locator(".overlays .rows li").count(), 1);
  await page.click(".overlays .rows button");
  await page.waitForFunction(() => !document.querySelector(".overlays .rows li"));
}

async function daylightAndHonesty(person) {
  const { page } = person;
  await withChosenLoop(person);
  await page.fill(".daylight input", "2025-06-21");
  const longDay = await page.textContent(".daylight p");
  assert.match(longDay, /Sunrise \d\d:\d\d, sunset \d\d:\d\d by this device's clock; 1\d h/);
  await page.fill(".daylight input", "2025-12-21");
  assert.match(await page.textContent(".daylight p"), /; 9 h|; 8 h/);
  const madeUp = (await page.locator(".made-up").count()) > 0;
  const links = await page.locator(".detail a").evaluateAll((all) => all.map((a) => a.href));
  if (!madeUp)
    assert.ok(links.some((href) => /openstreetmap\.org\/note\/new#map=16\/-?\d+\.\d+\/-?\d+\.\d+$/.test(href)));
  assert.match(await page.textContent(".data-note"), /not a survey of the ground/);
  if (!person.journey.noWebGl) {
    await page.click(".map-key summary");
    assert.match(await page.textContent(".map-key"), /nobody has graded: unknown, not easy/);
  }
  assert.ok(await page.isVisible(".attribution"));
  await person.picture(`honest-${person.journey.width ?? 1280}`);
}

// Chromium words its complaint about broken XML as a styled document, and then complains of the style.
const kBrokenXml = /^Applying inline style violates/;

export const journeys = [
  ...atTwoWidths({ name: "saved on this device, and a full storage", walk: savedOnThisDevice }),
  ...atTwoWidths({ name: "on paper: map, profile and ways", walk: onPaper }, { withMap: true }),
  ...atTwoWidths(
    { name: "a GPX file over the map", walk: aGpxOverTheMap, mayLog: kBrokenXml, isLong: true },
    { withMap: true },
  ),
  ...atTwoWidths({ name: "daylight, sources and where to report an error", walk: daylightAndHonesty, isLong: true }),
];
