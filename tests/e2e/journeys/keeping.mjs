// Keeping a loop: as a saved plan, and on paper.
import assert from "node:assert/strict";
import { atTwoWidths } from "../widths.mjs";

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
  const colours = await page.evaluate(async () => {
    const image = new Image();
    image.src = document.querySelector(".map-sheet image").href.baseVal;
    await image.decode();
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

export const journeys = [
  ...atTwoWidths({ name: "saved on this device, and a full storage", walk: savedOnThisDevice }),
  ...atTwoWidths({ name: "on paper: map, profile and ways", walk: onPaper }, { withMap: true }),
  ...atTwoWidths({ name: "daylight, sources and where to report an error", walk: daylightAndHonesty, isLong: true }),
];
