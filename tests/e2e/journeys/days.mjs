// Days and nights: what a trip of several days looks like, nights that are kept, left out and moved, and its databook.
import assert from "node:assert/strict";
import { Skip } from "../person.mjs";
import { readPdf } from "../pdf_lines.mjs";
import { atTwoWidths } from "../widths.mjs";

const kTrip = "drive=15000&hike=30000&nights=1";
const kDays = ".loop[data-open=true] .days > ol > li";

async function trip(person, fragment = kTrip) {
  await person.visit(fragment);
  await person.opened();
  await person.startFrom(await person.somePlace());
  assert.ok((await person.finished()) >= 1, "a loop with a night");
  await person.choose(0);
}

const nightOf = (page) => page.locator(`${kDays} .night strong`).first().textContent();
const chips = (page, wish) => page.locator(`[data-wish=${wish}] .chips li span`).allTextContents();

/** The nights of every loop of the list. */
async function allNights(person) {
  const { page } = person;
  const nights = [];
  for (let i = 0; i < (await person.loopCount()); ++i) {
    if ((await page.locator(".sign").nth(i).getAttribute("aria-expanded")) !== "true") await person.choose(i);
    nights.push(await nightOf(page));
  }
  return nights;
}

async function dayByDay(person) {
  const { page } = person;
  await trip(person);
  assert.equal(await page.locator(kDays).count(), 2);
  const told = await page.locator(kDays).allTextContents();
  assert.match(told[0], /Day 1: [\d.]+ km, climb .*\d+ m, .*h \d+ min walking.*Night: /s);
  assert.match(told[0], /water/);
  assert.match(told[1], /Day 2: [\d.]+ km/);
  const lengths = told.map((text) => parseFloat(/Day \d: ([\d.]+) km/.exec(text)[1]));
  const whole = parseFloat(await page.textContent(".loop[data-open=true] .length"));
  assert.ok(Math.abs(lengths[0] + lengths[1] - whole) < 0.21, `the days (${lengths}) are the loop (${whole})`);
  assert.equal(await page.locator(".loop[data-open=true] .profile .day-mark").count(), 2);
  if (!person.journey.noWebGl) {
    await person.mapDrawn();
    await person.mapShows(["--loop-1", "--loop-2"], ([one, two]) => one > 0.0004 && two > 0.0004, "both days are drawn");
  }
  await page.locator(".days").scrollIntoViewIfNeeded();
  await person.picture(`days-${person.journey.width ?? 1280}`);
  await page.click(".both-directions summary");
  const both = () => page.textContent(".both-directions");
  const isAnswered = (text) => /The other way/.test(text);
  const before = await person.eventually(both, isAnswered, "both directions");
  const rows = page.locator(".both-directions tbody tr");
  if ((await rows.count()) === 0) throw new Skip("the other way round, this loop cannot be parted into days");
  assert.equal(await rows.count(), 3, "two days and the sum");
  await page.click("text=Walk it the other way");
  await person.eventually(both, (text) => isAnswered(text) && text !== before, "the table of the loop the other way round");
}

async function nightsOfOnesOwn(person) {
  const { page } = person;
  await trip(person);
  const first = await nightOf(page);
  await page.click(`${kDays} button:has-text('Keep this night') >> nth=0`);
  await person.address(/keepnight=/);
  assert.deepEqual(await chips(page, "keep"), [first]);
  await person.finished();
  for (const night of await allNights(person)) assert.equal(night, first, "every loop has the night that is kept");
  await page.reload();
  await person.opened();
  assert.deepEqual(await chips(page, "keep"), [first], "a link has it, too");
  await person.finished();
  if ((await page.locator(".loop[data-open=true]").count()) === 0) await person.choose(0);
  await page.waitForSelector(kDays);
  await page.click(`${kDays} button:has-text('Not this one') >> nth=0`);
  await person.address(/notnight=/);
  assert.deepEqual(await chips(page, "keep"), []);
  await person.finished();
  const left = await allNights(person);
  for (const night of left) assert.notEqual(night, first, "no loop has the night that is left out");
  await page.keyboard.press("Control+z");
  await person.settle();
  if (left.length === 0) throw new Skip("no loop is left without that night here");
}

/** To the next place to sleep along the loop, before or after. */
async function aNightThatIsMoved(person) {
  const { page } = person;
  await trip(person);
  const next = page.locator(`${kDays} button:has-text('Next ')`);
  await page.waitForSelector(kDays);
  for (let i = 1; i < (await person.loopCount()) && (await next.count()) === 0; ++i) await person.choose(i);
  if ((await next.count()) === 0) throw new Skip("no loop here passes a second place to sleep");
  const to = await next.first().getAttribute("title");
  await next.first().click();
  await person.address(/keepnight=/);
  assert.deepEqual(await chips(page, "keep"), [to]);
  await person.settle();
}

/** A sheet for each day: ways, water, the night, sunrise and sunset. */
async function databook(person) {
  const { page } = person;
  await trip(person);
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.selectOption(".print-choice select >> nth=-1", "Letter");
  await page.click(".loop[data-open=true] button:has-text('Print')");
  await page.waitForFunction(() => window.printed);
  await page.emulateMedia({ media: "print" });
  const days = await page.locator(".databook-day").allTextContents();
  assert.equal(days.length, 2);
  for (const day of days) assert.match(day, /sunrise \d\d:\d\d, sunset \d\d:\d\d.*AtTurnWayLengthElevationWaterNote.*\d m/s);
  assert.match(days[0], /Night: .*water/s);
  assert.match(days.join(), /Ways out: To .* leaving the loop at/s);
  assert.match(await page.textContent(".printed-days"), /2 days, 1 night/);
  await person.picture("databook");
  const pages = readPdf(await page.pdf({ path: `${person.options.out}/databook.pdf`, preferCSSPageSize: true }));
  assert.ok(pages.length >= 3, `${pages.length} pages`);
  const [width, height] = [pages[0].width, pages[0].height].map((points) => (points * 25.4) / 72);
  assert.ok(Math.abs(width - 215.9) < 0.5 && Math.abs(height - 279.4) < 0.5, `${width} by ${height} mm, without a map, too`);
}

/** Nights are asked for with a hike by distance; what was chosen comes back with it. */
async function nightsAndHours(person) {
  const { page } = person;
  await person.visit(`${kTrip}&sleep=hut`);
  await person.opened();
  await page.click(".more summary");
  assert.equal(await page.locator(".night-kinds input:checked").count(), 1);
  await page.selectOption("[aria-label='Hike measured in']", "time");
  await page.waitForSelector("#nights", { state: "detached" });
  assert.match(await page.textContent(".option-grid"), /Nights on the way can be asked for with a hike in km/);
  await person.address(/hiketime=.*nights=1.*sleep=hut/);
  await page.reload();
  await page.waitForSelector("#hike");
  await page.click(".more summary");
  await page.selectOption("[aria-label='Hike measured in']", "way");
  assert.equal(await page.inputValue("#nights"), "1");
  assert.equal(await page.locator(".night-kinds input:checked").count(), 1);
}

export const journeys = [
  { name: "days and nights: figures, colours, both directions", walk: dayByDay },
  ...atTwoWidths({ name: "a night is kept, left out", walk: nightsOfOnesOwn }).filter(({ isLong }) => !isLong),
  { name: "a night is moved along the loop", walk: aNightThatIsMoved, noWebGl: true },
  { name: "a databook, day by day", walk: databook, noWebGl: true },
  { name: "nights come back with a hike by distance", walk: nightsAndHours, noWebGl: true },
];
