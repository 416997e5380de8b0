// Understanding an answer and changing it: scores, ways to avoid and include, undo, the other direction, comparing.
import assert from "node:assert/strict";
import { Skip } from "../person.mjs";
import { atTwoWidths } from "../widths.mjs";

async function answered(person, { drive = 9, hike = 15, more = "" } = {}) {
  await person.visit(`drive=${drive * 1000}&hike=${hike * 1000}${more}`);
  await person.opened();
  await person.startFrom(await person.somePlace());
  assert.ok((await person.finished()) >= 1);
}

const edgesOf = (person) =>
  person.page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("loop")?.split(".")[1] ?? null);

async function whyItIsHere(person) {
  const { page } = person;
  await answered(person);
  await person.choose(0);
  const why = await page.textContent(".score-detail");
  assert.match(why, /\d+ of 100 points, number 1 of \d+/);
  assert.match(why, /(shorter|longer) than you want|exactly the length you want/);
  assert.match(why, /out and back the same way|nothing walked twice/);
  assert.match(await page.textContent(".proof"), /Proved|possible|Another idea/);
  const lost = await page.locator(".score-detail > ul:first-of-type b").allTextContents();
  const score = Number(/(\d+) of 100/.exec(why)[1]);
  const sum = lost.reduce((total, text) => total + Number(text.replace("−", "")), 0);
  assert.ok(Math.abs(100 - score - sum) <= 1, `the losses (${lost}) add up to what 100 points lack to ${score}`);
  await page.click(".ways summary");
  const rows = await page.locator(".ways li").count();
  assert.ok(rows >= 2, "the loop is described way by way");
  assert.match(await page.textContent(".ways li >> nth=0"), /start/);
  await person.picture(`why-${person.journey.width ?? 1280}`);
}

async function bestOfTheRange(person) {
  const { page } = person;
  await answered(person);
  const isBest = (await person.proved()) === "Proved: nothing is better.";
  await person.choose(0);
  assert.match(
    await page.textContent(".proof"),
    isBest ? /this is the best there is/ : /From any other trailhead in reach, at most \d+ points? better is possible/,
  );

  // Another query comes while better loops of this one are still looked for; that search is then stopped.
  await page.fill("#hike", "24");
  await person.finished();
  await page.fill("#hike", "25");
  await person.finished();
  const stop = page.locator(".status button");
  if (await stop.isVisible()) await stop.click({ timeout: 2_000 }).catch(() => {});
  assert.match(await person.proved(), /^(At most \d+ points? better is possible|Proved: nothing is better)\.$/);
  assert.equal(await stop.count(), 0);
}

async function avoidIncludeUndoRedo(person) {
  const { page } = person;
  await answered(person);
  await person.choose(0);
  await person.address(/loop=/);
  const before = await edgesOf(person);
  await page.click(".ways summary");
  const row = page.locator(".ways li").nth((await page.locator(".ways li").count()) >> 1);
  await row.locator("button:has-text('Avoid')").click();
  await page.waitForSelector("[data-wish=avoid] .chips li");
  await person.finished();
  // The loop with the avoided way stays until the new answer is whole. Then the address loses it, too.
  await page.waitForFunction((gone) => /avoid=/.test(location.hash) && !location.hash.includes(gone), before);
  const signs = () => page.locator(".sign").allTextContents();
  const without = await signs();

  await page.click(".history button >> nth=0");
  await page.waitForFunction(() => !document.querySelector(".chips li"));
  await person.finished();
  await page.waitForSelector(".loop[data-open=true]");
  await page.waitForFunction(() => /loop=/.test(location.hash) && !/avoid=/.test(location.hash));
  assert.equal(await edgesOf(person), before, "undo brings the question and the chosen loop back");

  await page.click(".history button >> nth=1");
  await page.waitForSelector("[data-wish=avoid] .chips li");
  await person.finished();
  assert.deepEqual(await signs(), without, "redo gives the same answer as before");

  await page.click(".chips button");
  await page.waitForFunction(() => !document.querySelector(".chips li"));
  await person.finished();
  await person.choose(0);
  await page.click(".ways summary");
  const included = page.locator(".ways li").nth((await page.locator(".ways li").count()) >> 1);
  await included.locator("button:has-text('Include')").click();
  await page.waitForSelector("[data-wish=require] .chips li");
  await person.finished();
  assert.ok((await person.loopCount()) >= 1, "a loop over the way that one had before");
  await person.picture(`include-${person.journey.width ?? 1280}`);
}

async function theOtherWayRound(person) {
  const { page } = person;
  await answered(person);
  await person.choose(0);
  const coordinates = async () => {
    const waiting = page.waitForEvent("download");
    await page.click("text=GeoJSON");
    const stream = await (await waiting).createReadStream();
    let text = "";
    for await (const chunk of stream) text += chunk;
    const feature = JSON.parse(text);
    assert.equal(feature.geometry.type, "LineString");
    return feature.geometry.coordinates;
  };
  const there = await coordinates();
  await page.click("text=Walk it the other way");
  await page.waitForSelector("[aria-pressed=true]:has-text('other way')");
  await page.waitForFunction(() => /this way round/.test(document.querySelector(".facts").textContent));
  await page.waitForSelector(".ways");
  assert.deepEqual(await coordinates(), [...there].reverse());
}

async function sideBySide(person) {
  const { page } = person;
  await answered(person, { drive: 8 });
  if ((await person.loopCount()) < 2) throw new Skip("only one loop to compare");
  for (const index of [0, 1]) {
    await person.choose(index);
    await page.click(".loop[data-open=true] button:has-text('Compare')");
  }
  await page.waitForSelector(".compare table");
  const rows = await page.locator(".compare tbody tr").count();
  assert.ok(rows >= 8);
  assert.ok((await page.locator(".compare [data-better=true]").count()) >= 1);
  assert.match(await page.textContent(".compare .hint"), /share/);
  await page.locator(".compare").scrollIntoViewIfNeeded();
  await person.picture(`compare-${person.journey.width ?? 1280}`);
  await page.click(".compare th button >> nth=0");
  await page.waitForFunction(() => !document.querySelector(".compare table"));
}

async function wishesAndOrder(person) {
  const { page } = person;
  await answered(person, { drive: 8 });
  await page.selectOption("#order", "climb");
  const climbs = async () =>
    (await page.locator(".sign .climb").allTextContents()).map((text) => Number(text.replaceAll(/\D/g, "")));
  const ascending = await climbs();
  assert.ok(ascending.length >= 2, "there is something to order");
  assert.deepEqual(
    ascending,
    [...ascending].sort((a, b) => a - b),
    "least climb first, without a new search",
  );
  await page.click(".more summary");
  await page.selectOption("#climb", "900");
  await person.address(/climb=900/);
  await person.settle();
  const within = await climbs();
  assert.ok(within.length > 0, "loops are found within the limit");
  for (const climb of within) assert.ok(climb <= 900, `${climb} m is within the limit`);
  const wishes = page.getByRole("group", { name: "What makes a good walk" });
  await wishes.getByRole("slider", { name: "Roads and towns" }).focus();
  await page.keyboard.press("ArrowRight");
  await person.address(/like=roads:125/);
  await person.settle();
  await wishes.getByRole("button", { name: "Back to normal" }).click();
  await page.waitForFunction(() => !/like=/.test(location.hash));
}

async function theSmallestChangeThatHelps(person) {
  const { page } = person;
  await person.visit("drive=4000&hike=15000&climb=50");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.settle();
  if ((await person.loopCount()) > 0) throw new Skip("this region has a loop without any climb");
  await page.waitForSelector(".suggestions li button");
  await page.waitForFunction(() => !/Trying/.test(document.querySelector(".suggestions").textContent));
  await person.picture(`suggestions-${person.journey.width ?? 1280}`);
  assert.match(await page.textContent(".suggestions"), /finds a loop of [\d.]+ km/);
  await page.click(".suggestions li button >> nth=0");
  await person.firstLoops();
}

async function aWayClickedOnTheMap(person) {
  const { page } = person;
  await answered(person);
  await person.mapDrawn();
  await person.choose(0);
  await person.mapShows(["--loop-1"], ([loop]) => loop > 0.0008, "the chosen loop is drawn");
  // Only the map knows where the chosen loop is drawn: the pointer is moved until it becomes a hand.
  const box = await page.locator(".map").boundingBox();
  await page.click(".maplibregl-ctrl-zoom-in");
  let opened = false;
  for (let i = 1; i < 720 && !opened; ++i) {
    const [x, y] = [
      box.x + box.width * (0.1 + 0.75 * ((i * 0.618) % 1)),
      box.y + box.height * (0.15 + 0.7 * ((i * 0.414) % 1)),
    ];
    await page.mouse.move(x, y);
    const onLoop = await page.evaluate(() => document.querySelector(".maplibregl-canvas").style.cursor === "pointer");
    if (!onLoop) continue;
    // A click on another loop chooses it. A click on the chosen loop opens the menu.
    await page.mouse.click(x, y);
    opened = (await page.locator(".way-menu").count()) > 0;
  }
  assert.ok(opened, "a click on a way of the chosen loop offers what can be done with it");
  await person.picture("way-menu");
  await page.click(".way-menu button:has-text('Avoid this way')");
  await page.waitForSelector("[data-wish=avoid] .chips li");
  await page.waitForFunction(() => /avoid=/.test(location.hash));
  await person.finished();
}

export const journeys = [
  ...atTwoWidths({ name: "why a loop is here, in plain words that add up", walk: whyItIsHere }),
  ...atTwoWidths({ name: "the best loop of all trailheads in reach, proved", walk: bestOfTheRange }),
  ...atTwoWidths({ name: "avoid a way, undo, redo, include a way", walk: avoidIncludeUndoRedo }),
  ...atTwoWidths({ name: "a loop walked the other way round", walk: theOtherWayRound }),
  ...atTwoWidths({ name: "two loops side by side", walk: sideBySide }),
  ...atTwoWidths({ name: "order and wishes", walk: wishesAndOrder }),
  ...atTwoWidths({
    name: "nothing found: the smallest change that helps",
    walk: theSmallestChangeThatHelps,
    isLong: true,
  }),
  { name: "a way clicked on the map is avoided", walk: aWayClickedOnTheMap, isLong: true },
];
