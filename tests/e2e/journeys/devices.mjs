// A phone, a keyboard alone, accessibility checks (axe) in every scheme, and a page that does not jump.
import assert from "node:assert/strict";
import axe from "axe-core";
import { atTwoWidths } from "../widths.mjs";
import { checkedGpx } from "./loops.mjs";

async function phone(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  await person.picture("phone-1-open");
  await person.startFrom(await person.somePlace());
  await person.type("drive", 8);
  await person.type("hike", 15);
  assert.ok((await person.finished()) >= 1);
  await person.picture("phone-2-answer");
  await page.click(".sign >> nth=0");
  await page.waitForSelector(".profile-area");
  await person.mapShows(["--loop-1"], ([loop]) => loop > 0.0008, "the chosen loop is drawn");
  await person.picture("phone-3-chosen");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `nothing is wider than the screen (${overflow} px)`);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input[type=text], summary")]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 24)
      .map((element) => element.outerHTML.slice(0, 80)),
  );
  assert.deepEqual(small, [], "targets are at least 24 px high");
  await page.click(".grip");
  await page.waitForFunction(() => {
    const [map, list] = [".map", ".panel"].map((name) => document.querySelector(name).clientHeight);
    return map > list;
  });
  assert.ok(await page.isVisible(".attribution"));
}

async function keyboardAlone(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  const place = await person.somePlace();
  await page.reload();
  await person.opened();
  const press = (...keys) =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const tabTo = async (selector) => {
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`Tab does not reach ${selector}`);
  };
  await tabTo("#start");
  await page.keyboard.type(place);
  await press("ArrowDown", "Enter");
  assert.equal(await page.inputValue("#start"), place);
  await tabTo("#drive");
  await press("Control+a");
  await page.keyboard.type("6");
  await tabTo("#hike");
  await press("Control+a");
  await page.keyboard.type("15");
  assert.ok((await person.finished()) >= 1);
  await tabTo(".sign");
  assert.ok(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), "focus shows");
  await press("Enter");
  await tabTo(".profile-area");
  const read = () => page.getAttribute(".profile-area", "aria-valuetext");
  const first = await read();
  await press("ArrowRight", "ArrowRight");
  assert.notEqual(await read(), first);
  assert.match(await read(), /\d+ m above sea level/);
  await press("End");
  assert.match(await read(), /^1\d\.\d km/);
  await tabTo(".primary");
  const waiting = page.waitForEvent("download");
  await press("Enter");
  await checkedGpx(person, await waiting);
  await tabTo(".ways summary");
  await press("Enter");
  await tabTo(".ways [aria-label^=Avoid]");
  await press("Enter");
  await page.waitForSelector("[data-wish=avoid] .chips li");
  await person.settle();
  await person.address(/avoid=/); // from here on it is a step of its own
  await press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".chips li"));
}

async function violations(person) {
  await person.page.evaluate(axe.source);
  const found = await person.page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await globalThis.axe.run({ runOnly: tags })).violations;
  });
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(" "))
        .slice(0, 4)
        .join(", ")}`,
  );
}

/** Opens the fields of nights, looks at them and takes them back. */
async function nightsFields(person) {
  const { page } = person;
  await page.selectOption("#nights", "1");
  await page.waitForSelector(".night-kinds");
  await page.locator(".night-kinds input").first().focus();
  const kinds = page.locator(".night-kinds input");
  for (let i = 0; i < (await kinds.count()); ++i) await kinds.nth(i).uncheck();
  assert.match(await page.textContent("#night-kinds-problem"), /at least one kind/);
  // Else a bar that stays in view may cover a part of the first field, which axe takes for a small target.
  await page.locator("#nights").evaluate((field) => field.scrollIntoView({ block: "center" }));
  assert.deepEqual(await violations(person), [], "with fields of nights");
  await page.selectOption("#nights", "");
  await person.finished();
}

async function axeFindsNothing(person) {
  const { page } = person;
  await person.visit("drive=9000&hike=15000");
  await person.opened();
  if (!person.journey.noWebGl) await person.mapDrawn();
  assert.deepEqual(await violations(person), [], "just opened");
  const place = await person.somePlace();
  await page.fill("#start", place.slice(0, 2));
  await page.keyboard.press("ArrowDown");
  assert.deepEqual(await violations(person), [], "while searching");
  await person.startFrom(place);
  await person.finished();
  await page.click(".more summary");
  await nightsFields(person);
  await person.choose(0);
  await page.click(".loop[data-open=true] button:has-text('Compare')");
  await page.click(".ways summary");
  await page.click(".ways [aria-label^=Include] >> nth=0");
  await page.waitForSelector(".chips li");
  await person.finished();
  // The new answer may lack the loop that was chosen before.
  if ((await page.locator(".loop[data-open=true]").count()) === 0) await person.choose(0);
  if ((await page.locator(".ways[open]").count()) === 0) await page.click(".ways summary");
  await page.click(".on-this-device summary");
  if (!person.journey.noWebGl) {
    await page.click(".map-key summary");
    await page.click(".map-layers summary");
    await page.locator(".map-layers label", { hasText: "Slopes" }).locator("input").check();
  }
  assert.deepEqual(await violations(person), [], "a loop chosen, its ways open, one of them included");
  await person.type("hike", 0);
  await page.evaluate(() => document.querySelector(".panel").scrollTo(0, 0));
  assert.deepEqual(await violations(person), [], "with a problem");
  await person.picture(`axe-${person.journey.look}`);
}

/** While loops come in, only the list changes, and not even the list once the pointer is on it. */
async function nothingJumps(person) {
  const { page } = person;
  await person.visit("drive=20000&hike=25000");
  await person.opened();
  await person.startFrom(await person.somePlace());
  // Two frames later the page has made room for the loops.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        // An element that is gone by now was in the list: nothing else disappears meanwhile.
        const strange = sources.filter(
          ({ node }) => node?.isConnected && !(node instanceof Element ? node : node.parentElement)?.closest(".loops"),
        );
        if (strange.length > 0) window.shifts.push([value, strange.map(({ node }) => node.className ?? node.nodeName)]);
      }
    }).observe({ type: "layout-shift" });
  });
  await person.firstLoops();
  await page.locator(".sign").first().hover();
  const order = () => page.locator(".sign").evaluateAll((signs) => signs.map(({ id }) => id).join());
  const before = await order();
  const isWorking = () => page.evaluate(() => document.querySelector(".status").dataset.working === "true");
  const nextFrame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve())));
  while (await isWorking()) {
    const now = await order();
    if (await isWorking()) assert.equal(now, before, "the list holds still under the pointer");
    await nextFrame();
  }
  await person.finished();
  const shifts = await page.evaluate(() => window.shifts);
  const sum = shifts.reduce((total, [value]) => total + value, 0);
  assert.ok(sum < 0.02, `outside the list things moved by ${sum.toFixed(3)}: ${JSON.stringify(shifts).slice(0, 300)}`);
}

export const journeys = [
  { name: "a phone of 360 px", walk: phone, relief: true, width: 360, height: 740, touch: true },
  { name: "from opening to GPX by keyboard alone", walk: keyboardAlone },
  { name: "from opening to GPX by keyboard alone, 360 px", walk: keyboardAlone, width: 360, height: 740, isLong: true },
  { name: "axe finds nothing, light", walk: axeFindsNothing, look: "light", relief: true },
  {
    name: "axe finds nothing, dark, 360 px",
    walk: axeFindsNothing,
    look: "dark",
    dark: true,
    width: 360,
    height: 740,
    noWebGl: true,
  },
  {
    name: "axe finds nothing, high contrast",
    walk: axeFindsNothing,
    look: "contrast",
    contrast: "more",
    noWebGl: true,
  },
  {
    name: "axe finds nothing, forced colours",
    walk: axeFindsNothing,
    look: "forced",
    forcedColors: "active",
    isLong: true,
  },
  ...atTwoWidths({ name: "nothing jumps while results stream", walk: nothingJumps, isLong: true }),
];
