// Input that cannot be used: a sentence says so, and the answer before stays.
import assert from "node:assert/strict";
import { Skip } from "../person.mjs";

async function unknownPlace(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await page.fill("#start", "Atlantis on Sea");
  await page.press("#start", "Enter");
  const said = await page.textContent("#start-note");
  assert.match(said, /No place called “Atlantis on Sea”/);
  assert.match(said, /click the map/);
  assert.equal(await page.getAttribute("#start", "aria-invalid"), "true");
  await person.picture("unknown-place");
}

async function impossibleLengths(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=15000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  const found = await person.finished();
  for (const typed of ["0", "10000", "-3", "far", ""]) {
    await person.type("hike", typed);
    assert.match(await page.textContent("#hike-problem"), /between 1 and 200 km/);
    assert.ok(await page.isDisabled(".go"), "nothing is solved");
    assert.equal(await person.loopCount(), found, "the answer before stays");
  }
  await person.type("drive", "5000");
  assert.match(await page.textContent("#drive-problem"), /between 0 and 1,000 km/);
  await person.picture("impossible-length");
}

async function outsideTheData(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await page.fill("#start", "-45.03, 168.66");
  await page.press("#start", "Enter");
  await person.notice().waitFor();
  assert.match(
    await person.notice().textContent(),
    /outside the data.*nearest trailhead known, .*[\d,]+ km.*Choose a start nearer/s,
  );
}

async function noTrailheadInReach(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.type("drive", 0);
  await person.notice().waitFor();
  assert.match(await person.notice().textContent(), /No trailhead lies within.*The nearest is .* by road/s);
  await page.click(".notice button");
  await page.waitForFunction(() => !document.querySelector(".notice[data-kind=failure]"));
  await person.picture("drive-further");
}

async function noRoadNear(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await page.fill("#start", "42.48, 1.62"); // the Madriu valley in Andorra
  await page.press("#start", "Enter");
  await person.notice().waitFor();
  const said = await person.notice().textContent();
  if (/outside the data/.test(said)) throw new Skip("no place far from every road is known in this region");
  assert.match(said, /No road of the data is near this start.*The nearest trailhead is .*[\d.]+ km/s);
  await person.picture("no-road-near");
}

async function noLoopSaysWhy(person) {
  await person.visit("drive=3000&hike=190000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.finished();
  if ((await person.loopCount()) > 0) throw new Skip("this region has a loop of 190 km");
  const said = await person.notice().textContent();
  assert.match(said, /None of the \d+ trailheads in reach has a loop/);
  assert.match(said, /\(\d+ trailheads?\)/, "with the reasons");
  await person.picture("no-loops");
}

export const journeys = [
  { name: "an unknown place", walk: unknownPlace, noWebGl: true },
  { name: "a hike of nothing, of 10,000 km, of words", walk: impossibleLengths, noWebGl: true },
  { name: "a start outside the data", walk: outsideTheData, noWebGl: true },
  { name: "no trailhead in reach: the nearest is offered", walk: noTrailheadInReach, noWebGl: true },
  { name: "no road near the start: the nearest trailhead is named", walk: noRoadNear, noWebGl: true },
  { name: "no loop: the reasons are given", walk: noLoopSaysWhy, noWebGl: true },
];
