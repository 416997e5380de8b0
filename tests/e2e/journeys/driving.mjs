// How far to drive, and starting without a drive.
import assert from "node:assert/strict";
import { Skip } from "../person.mjs";
import { atTwoWidths } from "../widths.mjs";

const startsHere = (person) => person.page.waitForSelector(".no-drive");

/** Every loop starts at the trailhead of that name, and none has a drive. */
async function assertOnlyFrom(person, name) {
  const { page } = person;
  await page.waitForFunction(() =>
    /from this trailhead\./.test(
      document.querySelector(".status p").textContent,
    ),
  );
  assert.equal(await page.inputValue("#start"), name);
  const from = await page.locator(".sign .from").allTextContents();
  assert.ok(from.length > 0, "loops are found");
  assert.deepEqual([...new Set(from.map((text) => text.trim()))], [name]);
}

async function fromATrailheadAlone(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.finished();
  await person.choose(0);
  const sign = await page.locator(".loop[data-open=true] .from").textContent();
  const name = sign.split("·").pop().trim();
  // By keyboard alone.
  await page
    .getByRole("button", { name: "Only loops from this trailhead" })
    .focus();
  await page.keyboard.press("Enter");
  await startsHere(person);
  await assertOnlyFrom(person, name);
  assert.equal(
    await page.locator("#drive").count(),
    0,
    "there is no drive to set",
  );
  await person.address(/trailhead=[nwr]\d+/);
  await person.picture("from-a-trailhead");

  await page.reload();
  await startsHere(person);
  await assertOnlyFrom(person, name);

  await page.getByRole("button", { name: "Drive from here instead" }).click();
  await page.waitForSelector("#drive");
  assert.equal(await page.inputValue("#drive"), "6");
  await person.finished();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await startsHere(person);
}

/** Every loop starts at one place, without a drive, and the page is asked from there on foot. */
async function assertOnFoot(person) {
  const { page } = person;
  await startsHere(person);
  await page.waitForFunction(() => /from this start\./.test(document.querySelector(".status p").textContent));
  await person.address(/foot=yes/);
  assert.equal(await page.locator("#drive").count(), 0, "there is no drive to set");
  const from = new Set((await page.locator(".sign .from").allTextContents()).map((text) => text.trim()));
  assert.equal(from.size, 1, "all loops begin at one place");
  assert.doesNotMatch([...from][0], /drive/);
  return [...from][0];
}

async function walkFromAnyPlace(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=12000");
  await person.opened();
  const place = await person.somePlace();
  await person.startFrom(place);
  await person.finished();
  // By keyboard alone.
  await page.getByRole("button", { name: "Start walking here, without a drive" }).focus();
  await page.keyboard.press("Enter");
  const from = await assertOnFoot(person);
  assert.equal(await page.inputValue("#start"), place);
  await person.choose(0);
  const fact = await page.locator(".loop[data-open=true] .facts div").first().textContent();
  const gap = / m in a straight line from your start/;
  assert.equal(gap.test(fact), gap.test(from), "card and details say the same of the straight line");
  assert.equal(await page.getByRole("button", { name: "Only loops from this trailhead" }).count(), 0);
  await person.picture("walk-from-any-place");

  await person.address(/loop=/);
  await page.reload();
  assert.equal(await assertOnFoot(person), from);
  await page.waitForSelector(".loop[data-open=true]");

  await page.getByRole("button", { name: "Drive from here instead" }).click();
  await page.waitForSelector("#drive");
  await person.finished();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await assertOnFoot(person);
}

async function walkFromAPressedPoint(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=12000");
  await person.opened();
  await person.mapDrawn();
  const box = await page.locator(".map").boundingBox();
  const press = (x, y) => page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  await press(0.45, 0.45);
  await page.waitForFunction(() => /^Point/.test(document.querySelector("#start").value));
  await page.getByRole("button", { name: "Start walking here", exact: true }).click();
  await startsHere(person);
  await person.address(/foot=yes/);
  assert.equal(await page.locator(".start-menu").count(), 0, "the menu is gone");
  await person.settle();
  await person.picture("walk-from-a-pressed-point");
  const before = await page.evaluate(() => location.hash);
  await press(0.7, 0.3);
  await page.waitForFunction((old) => location.hash !== old && /foot=yes/.test(location.hash), before);
  await page.locator(".start-menu").getByRole("button", { name: "Drive from here" }).click();
  await page.waitForSelector("#drive");
}

async function noTrailsNearAStartOnFoot(person) {
  const { page } = person;
  await person.visit("at=10,10&from=Nowhere&foot=yes&hike=12000");
  await person.opened();
  await person.failed();
  assert.match(await person.notice().textContent(), /no trails around this start/);
  await page.getByRole("button", { name: "Drive from here instead" }).click();
  await page.waitForSelector("#drive");
}

async function aTrailheadOfAnotherMap(person) {
  const { page } = person;
  await person.visit("at=42.5,1.5&from=Nowhere&trailhead=n1&hike=14000");
  await person.opened();
  await person.failed();
  assert.match(await person.notice().textContent(), /trailhead that this hike starts at is not in the data/);
  await page.getByRole("button", { name: "Drive from here instead" }).click();
  await page.waitForSelector("#drive");
}

async function aDriveInMinutes(person) {
  const { page } = person;
  await person.visit("drive=9000&hike=14000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.finished();
  await page.selectOption("[aria-label='Drive measured in']", "time");
  await person.address(/drivetime=1800/);
  await page.fill("#drive", "15");
  await person.address(/drivetime=900/);
  await person.finished();
  const drives = await page.locator(".sign .from").allTextContents();
  assert.ok(drives.length > 0);
  // Shown to five minutes.
  for (const drive of drives) assert.ok(Number(/(\d+) min drive/.exec(drive)[1]) <= 15, drive);
  await page.fill("#drive", "100000");
  assert.match(await page.textContent("#drive-problem"), /between 0 and 1,440 min/);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("#drive").value === "30");
  await person.picture("a-drive-in-minutes");
}

async function theDriveOnTheMap(person) {
  const { page } = person;
  await person.visit("drive=9000&hike=14000");
  await person.opened();
  await person.mapDrawn();
  await person.startFrom(await person.somePlace());
  await person.finished();
  const drives = await page.locator(".sign .from").allTextContents();
  const km = drives.map((text) => Number(/([\d.]+) km/.exec(text)?.[1] ?? 0));
  const farthest = km.indexOf(Math.max(...km));
  await person.choose(farthest);
  const drive = () => person.mapShareOf(["--map-reach"]).then(([share]) => share);
  await person.mapShows(["--loop-rest", "--map-reach"], ([, share]) => share > 0.0003, "the drive is drawn");
  await person.picture("the-drive-on-the-map");
  const chosen = await drive();
  await page.locator(".sign").nth(farthest).click();
  await person.eventually(drive, (share) => share < 0.8 * chosen, "without a chosen loop no drive is drawn");
}

async function aClickOnATrailhead(person) {
  const { page } = person;
  await person.visit("drive=6000&hike=14000");
  await person.opened();
  await person.mapDrawn();
  await person.startFrom(await person.somePlace());
  await person.finished();
  await person.choose(0);
  const name = (await page.locator(".loop[data-open=true] .from").textContent())
    .split("·")
    .pop()
    .trim();
  const box = await page.locator(".trailhead-marker").first().boundingBox();
  await page.keyboard.press("Escape");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await startsHere(person);
  await assertOnlyFrom(person, name);
  await person.mapShows(
    ["--loop-1"],
    ([share]) => share > 0.0005,
    "the loop is drawn",
  );
  await person.picture("click-on-a-trailhead");
}

/** What the page says of how many trailheads it considered. */
async function considered(person) {
  await person.page.waitForSelector(".considered");
  const said = await person.page.textContent(".considered p");
  const [, count, all] = /Considered ([\d,]+) of ([\d,]+) trailheads/.exec(said);
  return { count: Number(count), all: Number(all), said };
}

async function roomForSomeTrailheads(person) {
  const { page } = person;
  await person.visit("drive=20000&hike=14000&bytes=150000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  await person.finished();
  const isDemo = (await page.locator(".made-up").count()) > 0;
  if (isDemo && (await page.locator(".considered").count()) === 0) throw new Skip("all of the demo region fits");
  const some = await considered(person);
  assert.ok(some.count >= 1);
  assert.ok(
    some.count < some.all || /Roads are loaded up to/.test(some.said),
    some.said,
  );
  assert.match(some.said, /0\.15 MB/);
  await person.picture("room-for-some");
  // By keyboard alone.
  await page.getByRole("button", { name: "Consider more" }).focus();
  await page.keyboard.press("Enter");
  await person.address(/bytes=600000/);
  await page.waitForFunction(
    (before) => document.querySelector(".considered p")?.textContent !== before,
    some.said,
  );
  await person.finished();
  while ((await page.locator(".considered button").count()) > 0) {
    const { said, count } = await considered(person);
    assert.ok(count >= some.count);
    await page.getByRole("button", { name: "Consider more" }).click();
    await page.waitForFunction(
      (before) =>
        document.querySelector(".considered p")?.textContent !== before,
      said,
    );
    await person.finished();
  }
  assert.equal(
    await page.locator(".considered").count(),
    0,
    "in the end all are considered",
  );
}

export const journeys = [
  ...atTwoWidths({ name: "from a trailhead alone", walk: fromATrailheadAlone }),
  ...atTwoWidths({
    name: "room for some of the trailheads, and a way to go on",
    walk: roomForSomeTrailheads,
  }),
  {
    name: "a trailhead that the data lacks",
    walk: aTrailheadOfAnotherMap,
    noWebGl: true,
  },
  ...atTwoWidths({ name: "on foot from any place", walk: walkFromAnyPlace }),
  { name: "on foot from a point pressed on the map", walk: walkFromAPressedPoint },
  { name: "on foot where there are no trails", walk: noTrailsNearAStartOnFoot, noWebGl: true },
  ...atTwoWidths({ name: "a drive in minutes", walk: aDriveInMinutes }),
  { name: "the drive to the chosen loop, on the map", walk: theDriveOnTheMap },
  { name: "a click on a trailhead starts there", walk: aClickOnATrailhead },
];
