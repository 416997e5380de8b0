// Faults of network and server: each is reported, can be tried again, and loses nothing that was there.
import assert from "node:assert/strict";

const kTrailTiles = "**/v1/tiles/trails/**";

async function aDamagedTile(person) {
  const { page } = person;
  let damaged = 0;
  await page.context().route(kTrailTiles, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1] ^= 4;
    ++damaged;
    await route.fulfill({ response, body });
  });
  await person.visit("drive=6000&hike=15000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.failed();
  assert.ok(damaged > 0);
  assert.match(await person.notice().textContent(), /Tile trails\/\d+\/\d+\/\d+ .*Try again/s);
  await person.picture("damaged-tile");
  await page.context().unroute(kTrailTiles);
  await page.click(".notice button");
  assert.ok((await person.finished()) >= 1, "the second try goes round the cache");
}

async function aVanishedServer(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=15000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  assert.ok((await person.finished()) >= 1);
  await page.context().route("**/v1/**", (route) => route.abort("connectionrefused"));
  // All that is loaded still works.
  await person.type("hike", 12);
  assert.ok((await person.finished()) >= 1);
  await person.address(/at=.*hike=12000/);
  await page.reload();
  await person.notice().waitFor();
  assert.match(await person.notice().textContent(), /server cannot be reached/);
  await person.picture("vanished-server");
  await page.context().unroute("**/v1/**");
  await page.click(".notice button");
  assert.ok((await person.finished()) >= 1);
}

/** A hotel's network, which answers everything with a page of its own until one has signed in. */
async function aSignInPage(person) {
  const { page } = person;
  let asked = 0;
  await page.context().route(kTrailTiles, async (route) => {
    ++asked;
    await route.fulfill({ status: 200, contentType: "text/html; charset=utf-8", body: "<!doctype html><h1>Welcome</h1>" });
  });
  await person.visit("drive=6000&hike=15000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.failed();
  assert.ok(asked > 0);
  assert.match(await person.notice().textContent(), /A web page came instead of map data.*sign in/s);
  await person.picture("sign-in-page");
  await page.context().unroute(kTrailTiles);
  await page.click(".notice button");
  assert.ok((await person.finished()) >= 1, "what the network answered before is not kept");
}

async function slowTiles(person) {
  const { page } = person;
  await page.context().route(kTrailTiles, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue();
  });
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await page.waitForFunction(() => /Loading trails: \d+ of \d+/.test(document.querySelector(".status p").textContent));
  assert.ok((await person.finished()) >= 1);
}

export const journeys = [
  { name: "a damaged tile is named and fetched anew", walk: aDamagedTile, noWebGl: true },
  { name: "a vanished server", walk: aVanishedServer, allowErrors: true, noWebGl: true },
  { name: "a network's sign-in page instead of tiles", walk: aSignInPage, noWebGl: true },
  { name: "tiles that take three seconds each", walk: slowTiles, noWebGl: true },
];
