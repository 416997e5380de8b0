// Damage on the way: each fault is said, can be tried again, and costs nothing that was there.
import assert from "node:assert/strict";

const kTrailTiles = "**/v1/tiles/trails/**";

// Each field asks anew after a pause, so a first notice may still belong to a question that another one replaces.
async function theLastNotice(page) {
  for (let attempt = 0; attempt < 10; ++attempt) {
    const button = await page.waitForSelector(".notice button");
    await page.waitForTimeout(2000);
    if (await button.evaluate((element) => element.isConnected)) return;
  }
  assert.fail("the notice keeps changing");
}

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
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 6);
  await person.type("hike", 15);
  await theLastNotice(page);
  assert.ok(damaged > 0);
  assert.match(await person.notice().textContent(), /Tile trails\/\d+\/\d+\/\d+ .*Try again/s);
  await person.picture("damaged-tile");
  await page.context().unroute(kTrailTiles);
  await page.click(".notice button");
  assert.ok((await person.finished()) >= 1, "the second try goes round the cache");
}

async function aVanishedServer(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 6);
  await person.type("hike", 15);
  assert.ok((await person.finished()) >= 1);
  await page.context().route("**/v1/**", (route) => route.abort("connectionrefused"));
  // All that is loaded still works.
  await person.type("hike", 12);
  await page.waitForSelector(".loops[data-stale=true]");
  assert.ok((await person.finished()) >= 1);
  await page.reload();
  await person.notice().waitFor();
  assert.match(await person.notice().textContent(), /server cannot be reached/);
  await person.picture("vanished-server");
  await page.context().unroute("**/v1/**");
  await page.click(".notice button");
  assert.ok((await person.finished()) >= 1);
}

async function slowTiles(person) {
  const { page } = person;
  await page.context().route(kTrailTiles, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue();
  });
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 6);
  await person.type("hike", 14);
  await page.waitForFunction(() => /Loading trails: \d+ of \d+/.test(document.querySelector(".status p").textContent));
  assert.ok((await person.finished()) >= 1);
}

async function withoutWebGl(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await page.waitForSelector(".map-trouble");
  assert.match(await page.textContent(".map-trouble"), /no WebGL.*work without it/s);
  await person.startFrom(await person.somePlace());
  await person.type("drive", 6);
  await person.type("hike", 15);
  assert.ok((await person.finished()) >= 1);
  await person.picture("no-webgl");
}

export const journeys = [
  { name: "a damaged tile is named and fetched anew", walk: aDamagedTile },
  { name: "a vanished server", walk: aVanishedServer, allowErrors: true },
  { name: "tiles that take three seconds each", walk: slowTiles },
  { name: "no WebGL: the list works without the map", walk: withoutWebGl, noWebGl: true },
];
