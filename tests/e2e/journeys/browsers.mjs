// What the page needs of a browser, and what it does where something is missing or breaks: no WebGL, a graphics card that
// forgets, a translator, plain http.
import assert from "node:assert/strict";
import { withChosenLoop } from "./keeping.mjs";

const without = (what) => async (person) => {
  const { page } = person;
  await page.addInitScript(what);
  await page.goto(person.options.url);
  return page;
};

async function withoutWebAssembly(person) {
  const page = await without(() => delete globalThis.WebAssembly)(person);
  const said = await page.textContent("[role=alert]");
  assert.match(said, /cannot run in this one.*WebAssembly.*Chrome or Edge from \d+, Firefox from \d+, Safari from/s);
  assert.equal(await page.locator("#start").count(), 0, "the page does not begin what it cannot end");
  await person.picture("no-webassembly");
}

async function withoutOthers(person) {
  await person.page.addInitScript(() => {
    delete globalThis.DecompressionStream;
    delete AbortSignal.timeout;
  });
  await person.page.goto(person.options.url);
  assert.match(await person.page.textContent("[role=alert]"), /It lacks DecompressionStream, AbortSignal\.timeout\./);
}

/** AbortSignal.any is of 2024; the page needs nothing newer than 2023. */
async function aBrowserOf2023(person) {
  const { page } = person;
  await page.addInitScript(() => delete AbortSignal.any);
  // A worker has a global object of its own.
  await page.context().route("**/assets/*worker*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete AbortSignal.any;${await response.text()}` });
  });
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  assert.ok((await person.finished()) >= 1);
}

async function aLostGraphicsCard(person) {
  const { page } = person;
  await withChosenLoop(person);
  await person.mapDrawn();
  const isDrawn = () =>
    person.mapShows(["--map-path", "--map-land"], ([paths, land]) => paths > 0.0005 && land > 0.05, "the map is drawn");
  await isDrawn();
  const last = await person.loopCount();
  const chosen = `--loop-${last <= 7 ? last : "rest"}`;
  await person.mapShows([chosen], ([seen]) => seen > 0.0005, "the chosen loop is drawn");
  await page.evaluate(() => {
    const gl = document.querySelector(".map-frame canvas").getContext("webgl2");
    window.lost = gl.getExtension("WEBGL_lose_context");
    window.lost.loseContext();
  });
  await page.waitForSelector(".map-frame:not([data-ready])");
  // The page goes on meanwhile.
  await page.click(".loop[data-open=true] .sign");
  await page.click(".loop >> nth=0 >> .sign");
  await page.evaluate(() => window.lost.restoreContext());
  await person.mapDrawn();
  await person.mapShows(["--loop-1"], ([seen]) => seen > 0.0005, "the loop that was chosen meanwhile is drawn");
  await isDrawn();
  assert.equal(await page.locator(".trailhead-marker").count(), 1);
  assert.equal(await page.locator(".start-marker").count(), 1);
  await person.picture("context-restored");
}

async function withoutWebGl(person) {
  const { page } = person;
  await withChosenLoop(person);
  const map = page.locator(".map .line-map");
  await map.waitFor();
  assert.match(await page.textContent(".map-trouble"), /no WebGL/);
  assert.ok((await map.locator(".line").count()) >= 1, "the loops");
  assert.equal(await map.locator(".line[data-chosen=true]").count(), 1);
  assert.ok((await map.locator("text").count()) >= 2, "places and scale");
  assert.match(await map.locator(".scale text").textContent(), /^\d[\d.,]* k?m$/);
  await page.click(".segment:has-text('miles')");
  assert.match(await map.locator(".scale text").textContent(), /(mi|ft)$/);
  await person.picture(`line-map-${person.journey.width ?? 1280}`);
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.click(".loop[data-open=true] button:has-text('Print')");
  await page.waitForFunction(() => window.printed);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".sheet .line-map .line").count(), 1);
  assert.match(await page.locator(".sheet .scale text").textContent(), /(mi|ft)$/);
  await person.picture("line-map-print");
  await page.emulateMedia({ media: "screen" });
}

/** As Chrome translates: every text is put into elements of the translator's, and later ones as well. */
function translator() {
  const translate = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!text.data.trim() || !parent || parent.closest("font, script, style, option, textarea, svg, title")) continue;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = text.data.toUpperCase();
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  window.translate = () => {
    document.documentElement.classList.add("translated-ltr");
    translate(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node.parentElement && node.nodeName !== "FONT") translate(node.nodeType === 3 ? node.parentElement : node);
    }).observe(document.body, { childList: true, subtree: true });
  };
}

async function aTranslatedPage(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  const place = await person.somePlace();
  await page.evaluate(`(${translator})(); window.translate()`);
  await page.waitForSelector(".top font");
  await person.startFrom(place);
  const summary = /LOOPS? FROM .* IN REACH/;
  const first = await person.eventually(() => person.status(), (text) => summary.test(text), "the status is translated");
  const lengths = () => page.locator(".sign .length").allTextContents();
  for (const length of await lengths()) assert.match(length, /^1[2-5]\.\d KM$/);
  await person.type("hike", 9);
  await person.eventually(lengths, (all) => all.length > 0 && all.every((text) => /^(8|9)\.\d KM$/.test(text)), "figures move on");
  await person.eventually(() => person.status(), (text) => summary.test(text) && text !== first, "the status moves on");
  await page.click(".segment >> nth=1");
  await person.eventually(lengths, (all) => all.every((text) => / MI$/.test(text)), "units change");
  for (const climb of await page.locator(".sign .climb").allTextContents()) assert.match(climb, /[\d,]+ FT$/);
  await page.locator(".sign").first().click();
  await page.waitForSelector(".loop[data-open=true] .ways");
  await person.picture("translated");
}

async function overPlainHttp(person) {
  const { page } = person;
  // To a browser, plain http is no secure context, but for addresses of its own device: they are treated alike here.
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "isSecureContext", { value: false });
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
    Object.defineProperty(Navigator.prototype, "geolocation", { value: undefined });
    document.execCommand = () => window.allowed ?? false;
  });
  await withChosenLoop(person);
  await page.click("button:has-text('Copy link')");
  await page.waitForSelector(".loop-actions .problem");
  assert.match(await page.textContent(".loop-actions .problem"), /plain http.*only over https.*address of this page/s);
  await page.evaluate(() => (window.allowed = true));
  await page.click("button:has-text('Copy link')");
  await page.waitForFunction(() => /Link copied/.test(document.querySelector(".loop-actions .hint").textContent));
  await page.click(".near");
  assert.match(await page.textContent("#start-note"), /plain http.*only over https.*Type a place/s);
  await person.picture("plain-http");
}

export const journeys = [
  { name: "a browser without WebAssembly", walk: withoutWebAssembly, noWebGl: true },
  { name: "a browser without other things the page needs", walk: withoutOthers, noWebGl: true },
  { name: "a browser of 2023", walk: aBrowserOf2023, noWebGl: true },
  { name: "a graphics card that forgets", walk: aLostGraphicsCard, mayLog: /WebGL|CONTEXT_LOST/i },
  { name: "no WebGL: a map in lines, on the page and on paper", walk: withoutWebGl, noWebGl: true },
  { name: "a translated page", walk: aTranslatedPage, noWebGl: true },
  { name: "over plain http", walk: overPlainHttp, noWebGl: true },
];
