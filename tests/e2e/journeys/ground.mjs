// The ground under the loops: relief, contours, water, icons; what is asked of the server for it; maps on paper.
import assert from "node:assert/strict";
import { Skip } from "../person.mjs";
import { readPdf } from "../pdf_lines.mjs";

/** A visit to a server whose data have the ground. */
async function onGround(person) {
  const meta = await (await fetch(`${person.options.url}/v1/meta`)).json();
  if (!meta.layers.map || !meta.layers.terrain) throw new Skip("these data have no ground");
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  return meta;
}

const layerCheck = (page, name) => page.locator(".map-layers label", { hasText: name }).locator("input");

const scaleBar = () => document.querySelector(".maplibregl-ctrl-scale").outerHTML;

/** Each step waits for the map's scale: without motion it is there at once. */
export async function zoomIn(page, times) {
  for (let i = 0; i < times; ++i) {
    // Not a click by the mouse, which waits for frames: without a graphics card the map takes them all.
    const scale = await page.evaluate(scaleBar);
    await page.locator(".maplibregl-ctrl-zoom-in").dispatchEvent("click");
    await page.waitForFunction((before) => document.querySelector(".maplibregl-ctrl-scale").outerHTML !== before, scale);
  }
}

/** Water, contours and what the relief darkens are seen, and go when they are switched off. */
async function seen(person) {
  const { page } = person;
  await onGround(person);
  await zoomIn(page, 3);
  const share = () => person.mapShareOf(["--ground-contour", "--ground-waterline"]);
  const [contours, water] = await person.eventually(share, ([a, b]) => a > 0.004 && b > 0.001, "contours and water");
  await person.picture("ground");
  await page.click(".map-layers summary");
  await layerCheck(page, "Contours").uncheck();
  await person.eventually(share, ([a]) => a < contours / 2, "contours, switched off");
  assert.ok(water > 0);
  const land = () => person.mapShareOf(["--map-land"]);
  const before = await land();
  await layerCheck(page, "Relief").uncheck();
  await person.eventually(land, ([a]) => a > before[0], "land without shadows");
  await layerCheck(page, "Relief").check();
  await layerCheck(page, "Slopes").check();
  await person.mapShows(["--ground-slope-45"], () => true, "slopes");
  assert.match(await page.textContent(".map-layers"), /\d+ m apart.*Short steep places\s+are missed/s);
  await layerCheck(page, "3D").check();
  await page.waitForSelector(".map-frame[data-turned=true] .maplibregl-ctrl-compass");
  await layerCheck(page, "3D").uncheck();
  await page.waitForSelector(".map-frame[data-turned=false]");
}

/** The deepest zoom that was asked for in the layers of the ground. */
export const deepest = (requests) =>
  Math.max(0, ...requests.map((request) => Number(/\/v1\/tiles\/(?:map|terrain)\/(\d+)\//.exec(request.url())?.[1] ?? 0)));

/** A region that is small is shown whole, whatever is looked for. */
export const isSmall = ({ extent: [west, south, east, north] }) =>
  Math.max((east - west) / 360, (north - south) / 360) * 2 ** 11 < 1;

/** A start that is chosen moves the map, and tells the server no more than a question does. */
async function coarseStart(person) {
  const { page } = person;
  const meta = await onGround(person);
  const name = await person.somePlace();
  await person.quiet();
  const already = deepest(person.requests);
  await person.startFrom(name);
  await person.firstLoops().catch(() => {});
  await person.settle();
  assert.ok(deepest(person.requests) <= Math.max(10, isSmall(meta) ? already : 0), `asked for zoom ${deepest(person.requests)}`);
  await zoomIn(page, 3);
  await person.eventually(() => deepest(person.requests), (zoom) => zoom > 10, "deeper tiles, once the person zooms");
}

/** A browser that falsifies what a canvas reads gets no relief, and is told. */
async function falsified(person) {
  const { page } = person;
  await page.addInitScript(() => {
    const real = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...box) {
      const image = real.apply(this, box);
      for (let i = 0; i < image.data.length; i += 4) image.data[i] ^= 1;
      return image;
    };
  });
  await onGround(person);
  await said(page, /Relief, contours, slopes and 3D are off: this browser changes/);
  assert.ok(await layerCheck(page, "Relief").isDisabled());
  await person.quiet();
  assert.ok(!person.requests.some((request) => /\/tiles\/terrain\//.test(request.url())), "no heights are asked for");
}

/** Squares that cannot be loaded are told on the map, and are asked for again by a click. */
async function missingSquares(person) {
  const { page } = person;
  let refused = 0;
  const deep = /\/v1\/tiles\/map\/1[1-3]\//;
  await page.context().route(deep, (route) => {
    ++refused;
    return route.abort("connectionrefused");
  });
  await onGround(person);
  await zoomIn(page, 3);
  const said = () => page.textContent(".map-notes");
  await person.eventually(said, (text) => /Part of the map could not be loaded/.test(text), "what is missing is told");
  assert.ok(refused > 0);
  await person.picture("missing-squares");
  await page.context().unroute(deep);
  await page.locator(".map-notes button").dispatchEvent("click");
  await person.eventually(said, (text) => text === "", "nothing is missing any more");
}

/** The map's own button for one's position says what is wrong with it, and leaves the start alone. */
async function positionRefused(person) {
  const { page } = person;
  await onGround(person);
  await page.locator(".position-button").dispatchEvent("click");
  await person.eventually(
    () => page.textContent(".map-notes"),
    (text) => /may not give your position/.test(text),
    "the map says why there is no position",
  );
  assert.equal(await page.getAttribute("#start", "aria-invalid"), "false");
}

/** What a person can see, without opening anything. */
const said = (page, text) => page.locator(".map-notes p", { hasText: text }).waitFor({ state: "visible" });

/** Data of an import without the ground: the page plans as ever, and says what the map lacks. */
async function without(person) {
  const { page } = person;
  const meta = await (await fetch(`${person.options.url}/v1/meta`)).json();
  const { ground: _, ...rest } = meta;
  const plan = async (layers, lacks) => {
    await page.context().unroute("**/v1/meta");
    const left = Object.fromEntries(Object.entries(meta.layers).filter(([name]) => !layers.includes(name)));
    await page.context().route("**/v1/meta", (route) => route.fulfill({ json: { ...rest, layers: left } }));
    await page.goto("about:blank");
    const asked = person.requests.length;
    await person.visit("hike=8000");
    await person.opened();
    await person.mapDrawn();
    await said(page, lacks);
    await person.startFrom(await person.somePlace());
    await person.firstLoops();
    const tiles = new RegExp(`/v1/tiles/(${layers.join("|")})/`);
    assert.ok(!person.requests.slice(asked).some((request) => tiles.test(request.url())), "no such tiles are asked for");
  };
  await plan(["map", "terrain", "ground"], /nothing to draw under the loops: no relief, water/);
  await person.picture("without-ground");
  await plan(["terrain"], /no elevation for the map: no relief, contours, slopes or 3D/);
}

/** A hut or spring of the chosen loop's list is shown in the profile and on the map, by the keyboard alone. */
async function linked(person) {
  const { page } = person;
  await person.visit("hike=14000");
  await person.opened();
  await person.mapDrawn();
  await person.startFrom(await person.somePlace());
  const found = await person.finished();
  const places = page.locator(".loop[data-open=true] .facts [data-place] button");
  for (let index = 0; index < found && (await places.count()) === 0; ++index) {
    if ((await page.locator(".loop").nth(index).getAttribute("data-open")) !== "true") await person.choose(index);
  }
  if ((await places.count()) === 0) throw new Skip("no loop of this list passes water or a place to sleep");
  await page.locator(".loop[data-open=true] .facts a, .loop[data-open=true] .facts button").first().focus();
  for (let tab = 0; tab < 30 && !(await places.first().evaluate((one) => one === document.activeElement)); ++tab)
    await page.keyboard.press("Tab");
  await page.waitForSelector(".loop[data-open=true] .facts li[data-pointed=true] button:focus");
  await page.waitForSelector(".loop[data-open=true] .profile .dot");
  await page.waitForSelector(".map .point-marker");
  await page.keyboard.press("Shift+Tab");
  await page.waitForFunction(() => !document.querySelector(".facts li[data-pointed=true], .map .point-marker"));
}

/** Another ground under the same data: what was drawn stays until the new squares are there, and nothing is asked again. */
async function renewedGround(person) {
  const { page } = person;
  const meta = await onGround(person);
  await zoomIn(page, 2);
  const kColours = ["--ground-waterline", "--ground-primary", "--ground-wood"];
  const share = () => person.mapShareOf(kColours);
  let before = await share();
  await person.eventually(
    async () => [before, (before = await share())],
    ([a, b]) => a.some((part) => part > 0.002) && a.join() === b.join(),
    "the ground is drawn",
  );
  const renewed = { ...meta, ground: { ...meta.ground, version: "00000000000000aa" } };
  await page.context().route("**/v1/meta", (route) => route.fulfill({ json: renewed }));
  const held = [];
  await page.context().route(/v1\/tiles\/(map|terrain|ground)\/.*v=00000000000000aa$/, (route) => void held.push(route));
  const asked = person.requests.length;
  // The page looks for other data at most every five seconds.
  const lookAgain = async () => {
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    return held.length;
  };
  await person.eventually(lookAgain, (count) => count > 0, "the new squares are asked for");
  const meanwhile = await share();
  for (const [index, part] of before.entries())
    assert.ok(meanwhile[index] >= part * 0.9, `${kColours[index]}: ${part} before, ${meanwhile[index]} meanwhile`);
  await page.context().unroute(/v1\/tiles\/(map|terrain|ground)\/.*v=00000000000000aa$/);
  await Promise.all(held.map((route) => route.continue()));
  await person.eventually(share, (now) => now.every((part, index) => part >= before[index] * 0.9), "they are drawn");
  const others = person.requests.slice(asked).filter((request) => /\/v1\/(places|tiles\/(index|trails|roads))/.test(request.url()));
  assert.deepEqual(others.map((request) => request.url()), [], "nothing else is asked for");
}

/** Where the ink of the map's text is around the middle of the map, in pixels: how much there is, its middle, and the middle of
 * what is in its lowest three rows. */
async function inkInTheMiddle(person, halfWidth, halfHeight) {
  const { page } = person;
  const map = await page.locator(".map").boundingBox();
  const [x, y] = [map.x + map.width / 2 - halfWidth, map.y + map.height / 2 - halfHeight];
  const png = await page.screenshot({ clip: { x, y, width: 2 * halfWidth, height: 2 * halfHeight } });
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--map-text").trim();
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    const ink = [];
    for (let i = 0; i < pixels.length; i += 4) {
      const away = Math.abs(pixels[i] - r) + Math.abs(pixels[i + 1] - g) + Math.abs(pixels[i + 2] - b);
      if (away < 150) ink.push([(i / 4) % image.width, Math.floor(i / 4 / image.width)]);
    }
    const columns = ink.map(([column]) => column);
    const lowest = Math.max(...ink.map(([, row]) => row));
    const below = ink.filter(([, row]) => row > lowest - 3).map(([column]) => column);
    const mean = (all) => all.reduce((sum, one) => sum + one, 0) / all.length;
    return { count: ink.length, middle: (Math.min(...columns) + Math.max(...columns)) / 2, below: mean(below) };
  }, png.toString("base64"));
}

/** A Hebrew name of five letters that stay above the line, and then five that reach down to it: those are on the left. */
async function rightToLeft(person) {
  const { page } = person;
  const { ground: _, ...meta } = await (await fetch(`${person.options.url}/v1/meta`)).json();
  const layers = Object.fromEntries(Object.entries(meta.layers).filter(([name]) => /^(index|trails|roads)$/.test(name)));
  const [west, south, east, north] = meta.extent;
  const mercator = (lat) => Math.asinh(Math.tan((lat * Math.PI) / 180));
  const lat = (Math.atan(Math.sinh((mercator(south) + mercator(north)) / 2)) * 180) / Math.PI;
  const city = { id: "n1", name: "\u05d9".repeat(5) + "\u05dd".repeat(5), name_en: "", kind: "city", population: 1e6 };
  const places = [{ ...city, lat, lon: (west + east) / 2 }];
  await page.context().route("**/v1/meta", (route) => route.fulfill({ json: { ...meta, layers } }));
  await page.context().route("**/v1/places.json", (route) => route.fulfill({ json: { places } }));
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  const ink = await person.eventually(() => inkInTheMiddle(person, 42, 12), ({ count }) => count > 40, "the name is drawn");
  await person.picture("right-to-left");
  assert.ok(ink.below < ink.middle - 5, `the last letters are on the left: ${JSON.stringify(ink)}`);
}

const kPointMm = 25.4 / 72;
/** The colour of the grid in print.css. */
const kGridStroke = [0x1d, 0x6f, 0xa5].join();

/** The distances of neighbouring parallel lines, measured at the middle of each. */
function spacings(lines, axis) {
  const at = lines
    .map(({ points }) => {
      const [a, b] = [points[0], points[points.length - 1]];
      return { isMine: Math.abs(b[axis] - a[axis]) < Math.abs(b[1 - axis] - a[1 - axis]), a, b };
    })
    .filter(({ isMine }) => isMine);
  const middle = Math.max(...at.map(({ a, b }) => (a[1 - axis] + b[1 - axis]) / 2));
  const places = at
    .map(({ a, b }) => a[axis] + ((b[axis] - a[axis]) * (middle - a[1 - axis])) / (b[1 - axis] - a[1 - axis]))
    .sort((x, y) => x - y);
  return places.slice(1).map((place, index) => (place - places[index]) * kPointMm);
}

async function paper(person) {
  const { page } = person;
  const meta = await onGround(person);
  await page.goto("about:blank");
  await person.visit("hike=8000");
  await person.opened();
  await person.mapDrawn();
  await person.startFrom(await person.somePlace());
  await person.finished();
  await person.choose(0);
  await page.evaluate(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)));
  for (const [scale, paperName, width, height] of [
    [25_000, "A4", 210, 297],
    [50_000, "Letter", 215.9, 279.4],
  ]) {
    await page.locator(".print-choice select").nth(0).selectOption(String(scale));
    await page.locator(".print-choice select").nth(1).selectOption(paperName);
    const printed = await page.evaluate(() => window.printed ?? 0);
    await page.click(".loop[data-open=true] button:has-text('Print')");
    await page.waitForFunction((before) => (window.printed ?? 0) > before, printed);
    const file = `${person.options.out}/sheet-${paperName}.pdf`;
    const pages = readPdf(await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true }));
    assert.ok(Math.abs(pages[0].width * kPointMm - width) < 0.5 && Math.abs(pages[0].height * kPointMm - height) < 0.5, "the paper");
    const maps = pages.filter(({ lines }) => lines.some(({ stroke }) => stroke === kGridStroke));
    assert.equal(maps.length, await page.locator(".map-sheet").count(), "each map is on a page of its own");
    const measured = maps.flatMap(({ lines }) => {
      const grid = lines.filter(({ stroke }) => stroke === kGridStroke);
      return [...spacings(grid, 0), ...spacings(grid, 1)];
    });
    assert.ok(measured.length >= 4, `${measured.length} squares of the grid`);
    const wanted = 1_000_000 / scale;
    for (const mm of measured) assert.ok(Math.abs(mm / wanted - 1) < 0.005, `a kilometre is ${mm} mm at 1:${scale}`);
    const [least, most] = [Math.min(...measured), Math.max(...measured)];
    console.log(`  # 1 km at 1:${scale} on ${paperName}: ${least.toFixed(2)} to ${most.toFixed(2)} mm, ${maps.length} maps`);
  }
  const sheet = await page.textContent(".sheet");
  assert.doesNotMatch(sheet, /missing/);
  assert.match(sheet, /UTM zone \d+[A-Z]/);
  assert.match(sheet, /Contours every 20 m/);
  for (const { attribution } of meta.sources) assert.ok(!attribution || sheet.includes(attribution), attribution);

  // Squares that do not come: no blank sheet without a word.
  await page.context().route("**/v1/tiles/map/**", (route) => route.abort("connectionrefused"));
  const printed = await page.evaluate(() => window.printed);
  await page.click(".loop[data-open=true] button:has-text('Print')");
  await page.waitForFunction((before) => window.printed > before, printed);
  assert.match(await page.textContent(".sheet"), /Parts of (the printed|this) map are missing/);
  assert.match(await page.textContent(".loop-actions .problem"), /Parts of the printed map are missing/);
}

export const journeys = [
  { name: "the ground is seen: relief, contours, water, slopes, 3D", walk: seen },
  { name: "a start asks for no small squares of the map", walk: coarseStart },
  { name: "a browser that falsifies pictures shows no relief, and says so", walk: falsified },
  { name: "squares of the map that cannot be loaded are told", walk: missingSquares, mayLog: /ERR_CONNECTION_REFUSED|Failed to fetch/ },
  { name: "a position that is not given says nothing of the start", walk: positionRefused },
  { name: "without the ground the page plans, and says what the map lacks", walk: without },
  { name: "huts and water of the list are shown on profile and map by the keyboard", walk: linked },
  { name: "a name that is written from right to left is drawn so", walk: rightToLeft },
  { name: "a renewed ground is drawn without a blank in between", walk: renewedGround },
  { name: "maps on paper are true to scale", walk: paper, mayLog: /ERR_CONNECTION_REFUSED|Failed to fetch/ },
].map((journey) => ({ relief: true, ...journey }));
