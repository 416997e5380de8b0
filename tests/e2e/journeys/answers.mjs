// While a search runs: cancelling it, changing the query, and what leaves the device.
import assert from "node:assert/strict";
import { Skip } from "../person.mjs";

async function cancelKeepsWhatWasFound(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 60);
  // In a small region the search may end before it can be cancelled. Longer hikes take longer.
  for (const hike of [25, 40, 55, 30]) {
    await person.type("hike", hike);
    const cancelled = await page.waitForFunction(() => {
      const said = document.querySelector(".status p").textContent;
      const isUnderWay = /\d of \d+ trailheads/.test(said);
      if (isUnderWay) document.querySelector(".go").click();
      return isUnderWay ? "cancelled" : /in reach\./.test(said) && "over";
    });
    await page.waitForSelector(".go:has-text('Find loops')");
    if ((await cancelled.jsonValue()) === "over" || !/Cancelled/.test(await person.status())) continue;
    const kept = await person.loopCount();
    // The planner answers this after all that it would have found by then.
    if (kept > 0) await person.choose(0);
    assert.equal(await person.loopCount(), kept, "it has really stopped");
    await page.click(".go");
    await page.waitForFunction(() => !/Cancelled/.test(document.querySelector(".status p").textContent));
    return;
  }
  throw new Skip("every search here is over before it can be cancelled");
}

async function aChangedFieldSolvesAgain(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 60);
  await person.type("hike", 25);
  await person.firstLoops();
  const wasMarked = await person.noteWhether(".loops[data-stale=true] .loop");
  await person.type("hike", 12);
  await person.type("drive", 6);
  await person.finished();
  assert.ok(await wasMarked(), "the old answer stays until the next, marked as such");
  const lengths = await page.locator(".sign .length").allTextContents();
  assert.ok(lengths.length > 0);
  for (const text of lengths) assert.ok(Math.abs(parseFloat(text) - 12) <= 1.25, `${text} is about 12 km`);
}

async function milesAreMiles(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 6);
  await person.type("hike", 16);
  await person.finished();
  const solves = await page.textContent(".sign .length >> nth=0");
  await page.click(".segment:has-text('mi')");
  await page.waitForFunction(() => document.querySelector("#hike").value === "9.9");
  assert.match(await page.textContent(".sign .length >> nth=0"), / mi$/);
  await page.click(".segment:has-text('km')");
  await page.waitForFunction(() => document.querySelector("#hike").value === "16");
  assert.equal(await page.textContent(".sign .length >> nth=0"), solves);
}

async function nothingTypedLeavesTheDevice(person) {
  const { page } = person;
  await page.context().grantPermissions(["geolocation"]);
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  const place = await person.somePlace();
  await person.startFrom(place);
  await page.fill("#start", "a secret wish");
  await page.press("#start", "Enter");
  await person.startFrom(place);
  await person.type("drive", 6);
  await person.type("hike", 13);
  await person.finished();
  await person.address(/at=.*hike=13000/);
  const position = await page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("at"));
  const [lat, lon] = position.split(",").map((degrees) => degrees.slice(0, 5));
  for (const request of person.requests) {
    const url = decodeURIComponent(request.url()).replace(/#.*/, "");
    if (/^blob:/.test(url)) continue;
    assert.equal(request.method(), "GET");
    for (const told of [place, "secret", lat, lon]) assert.ok(!url.includes(told), `${url} tells ${told}`);
    const { pathname, search } = new URL(url);
    assert.match(
      pathname,
      /^\/($|index\.html|icon\.svg|needs\.js|favicon\.ico|assets\/|v1\/(meta|places\.json|tiles\/(index|trails|roads|ground|map|terrain)\/\d+\/\d+\/\d+)$)/,
    );
    // The hash of a tile, or the version of the ground.
    assert.match(search, /^(\?[hv]=[0-9a-f]{16})?$/);
  }
  await assertWholeBlocks(person);
}

const kBlockZoom = 10;

/** Of a block of zoom 10, all tiles of a layer are requested, or none: so the server learns the block, and nothing smaller. */
async function assertWholeBlocks({ options, requests }) {
  const asked = new Set(
    requests.map((request) => new URL(request.url()).pathname.match(/\/v1\/tiles\/(trails|roads)\/.+/)?.[0]).filter(Boolean),
  );
  const blocks = new Set();
  for (const tile of asked) {
    const [layer, z, x, y] = tile.split("/").slice(3);
    if (z >= kBlockZoom) blocks.add([layer, x >> (z - kBlockZoom), y >> (z - kBlockZoom)].join("/"));
  }
  assert.ok(asked.size > 0);
  for (const block of blocks) {
    const [layer, x, y] = block.split("/");
    for (let z = kBlockZoom; z <= 13; ++z) {
      const side = 2 ** (z - kBlockZoom);
      for (let i = 0; i < side * side; ++i) {
        const tile = `/v1/tiles/${layer}/${z}/${x * side + (i % side)}/${y * side + Math.floor(i / side)}`;
        if (asked.has(tile)) continue;
        const { status } = await fetch(options.url + tile, { method: "HEAD" });
        assert.notEqual(status, 200, `${tile} was left out of its block`);
      }
    }
  }
}

export const journeys = [
  { name: "cancel keeps what was found", walk: cancelKeepsWhatWasFound, noWebGl: true },
  { name: "a changed field ends the search and starts the next", walk: aChangedFieldSolvesAgain, noWebGl: true },
  { name: "miles and kilometres are the same walk", walk: milesAreMiles, noWebGl: true },
  { name: "nothing typed and no position leaves the device", walk: nothingTypedLeavesTheDevice },
];
