// What a loop may be asked to be: so many hours at one's own pace, about so much climb, a side to lead to, a set of limits, a
// figure of eight; and a loop of an old link that breaks a rule.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Skip } from "../person.mjs";

async function asked(person, fragment, place = null) {
  await person.visit(fragment);
  await person.opened();
  await person.startFrom(place ?? (await person.somePlace()));
  return person.finished();
}

const options = async (person) => person.page.click(".more summary");
const figures = (text) => Number(text.replaceAll(/\D/g, ""));

/** "4 h 05 / 4 h 30 back round" in hours. */
const hours = (text) =>
  [...text.matchAll(/(?:(\d+) h )?(\d+)/g)].map(
    ([, h = "0", min]) => Number(h) + Number(min) / 60,
  );

async function soManyHours(person) {
  const { page } = person;
  assert.ok((await asked(person, "drive=9000&hiketime=14400")) >= 1);
  const told = async () =>
    (await page.locator(".sign .time").allTextContents()).map(hours);
  for (const [there, back] of await told()) {
    assert.ok(there <= back + 0.01, `${there} h is the faster direction`);
    assert.ok(
      Math.abs((there + back) / 2 - 4) <= 0.55,
      `${there} and ${back} h are about 4 hours`,
    );
  }
  const lengths = async () =>
    (await page.locator(".sign .length").allTextContents()).map((text) =>
      parseFloat(text),
    );
  const longest = Math.max(...(await lengths()));
  await options(person);
  const pace = page.getByRole("group", { name: /Your pace/ });
  for (const name of ["Time on the flat", "Time uphill", "Time downhill"]) {
    await pace.getByRole("slider", { name }).fill("1.5");
  }
  await person.address(/pace=1.5,1.5,1.5/);
  await person.finished();
  assert.ok((await person.loopCount()) >= 1, "slower walkers get a loop");
  assert.ok(Math.max(...(await lengths())) < longest, "and a shorter one");
  await person.choose(0);
  assert.match(
    await page.textContent(".facts"),
    /At your pace, on a usual day \d+ h \d+ – \d+ h \d+/,
  );
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("Control+z");
  await person.address(/pace=1,1,1/);
  await page.goto("about:blank");
  await person.visit();
  await page.click(".more summary");
  assert.equal(
    await pace.getByRole("slider", { name: "Time uphill" }).inputValue(),
    "1",
    "undo is kept, too",
  );
}

async function aboutSoMuchClimb(person) {
  const { page } = person;
  await asked(person, "drive=9000&hike=12000");
  await options(person);
  await page.selectOption("#about-climb", "600");
  await person.address(/aboutclimb=600/);
  await person.settle();
  const climbs = (await page.locator(".sign .climb").allTextContents()).map(
    figures,
  );
  if (climbs.length === 0)
    throw new Skip("no loop of about 600 m of climb here");
  assert.equal(climbs.length, await person.loopCount());
  for (const climb of climbs)
    assert.ok(climb >= 510 && climb <= 690, `${climb} m is about 600 m`);
}

/** The point half way round lies to the north of the start, by 45 degrees on either side. */
async function toTheNorth(person) {
  const { page } = person;
  const before = await asked(person, "drive=9000&hike=12000");
  await options(person);
  await page.selectOption("#direction", "N");
  await person.address(/towards=N/);
  await person.settle();
  const left = await person.loopCount();
  assert.ok(left <= before);
  assert.match(
    await page.textContent(".option-grid"),
    /What is proved is about all directions/,
  );
  if (left === 0) throw new Skip("no loop leads to the north here");
  await person.choose(0);
  const waiting = page.waitForEvent("download");
  await page.click("text=GeoJSON");
  const stream = await (await waiting).createReadStream();
  let text = "";
  for await (const chunk of stream) text += chunk;
  const line = JSON.parse(text).geometry.coordinates;
  const squeeze = Math.cos((line[0][1] * Math.PI) / 180);
  const far = ([ax, ay], [bx, by]) => Math.hypot((bx - ax) * squeeze, by - ay);
  const total = line
    .slice(1)
    .reduce((sum, point, i) => sum + far(line[i], point), 0);
  let walked = 0;
  const half = line.find(
    (point, i) => i > 0 && (walked += far(line[i - 1], point)) >= total / 2,
  );
  const [east, north] = [
    (half[0] - line[0][0]) * squeeze,
    half[1] - line[0][1],
  ];
  assert.ok(
    north > 0 && Math.abs(east) <= north * 1.05,
    `half way is ${east}° east and ${north}° north of the start`,
  );
}

async function aSetOfLimits(person) {
  const { page } = person;
  await asked(person, "drive=9000&hike=10000");
  await options(person);
  const before = await page.inputValue("#grade");
  await page.selectOption("#preset", "family");
  await person.settle();
  assert.equal(await page.inputValue("#preset"), "family");
  assert.notEqual(await page.inputValue("#climb"), "");
  const most = Number(await page.inputValue("#climb"));
  const climbs = (await page.locator(".sign .climb").allTextContents()).map(
    figures,
  );
  for (const climb of climbs)
    assert.ok(climb <= most, `${climb} m is at most ${most} m`);
  await person.address(/climb=/);
  await page.selectOption("#preset", "");
  assert.equal(await page.inputValue("#climb"), "");
  assert.equal(await page.inputValue("#grade"), before);
  await person.settle();
  if (climbs.length === 0)
    throw new Skip("no loop keeps within a family's limits here");
}

/** With figures of eight a list may hold one. Its link, without the wish, is a loop that breaks a rule: it is shown and says so. */
async function figureOfEight(person) {
  const { page } = person;
  await asked(person, "drive=15000&hike=12000&eight=yes");
  const count = await person.loopCount();
  for (let i = 0; i < count; ++i) {
    const before = await page.evaluate(() => location.hash);
    await person.choose(i);
    // The address follows a choice after a moment.
    await page.waitForFunction(
      (old) => location.hash !== old && /loop=/.test(location.hash),
      before,
    );
    if (
      !/Figure of eight/.test(
        await page.textContent(".loop[data-open=true] .facts"),
      )
    )
      continue;
    await person.address(/eight=yes.*loop=/);
    const old = (await page.evaluate(() => location.hash.slice(1))).replace(
      "&eight=yes",
      "",
    );
    await page.goto("about:blank");
    await person.visit(old);
    await page.waitForSelector(".loop[data-open=true] .facts");
    assert.match(
      await page.textContent(".loop[data-open=true] .facts"),
      /Figure of eight/,
    );
    assert.match(
      await page.textContent(".loop[data-open=true]"),
      /against the rules of this search/i,
    );
    return;
  }
  throw new Skip("no figure of eight is among the first loops here");
}

/** A walk up and down at a steady pace, twice as slow as the formula's uphill: about 6 km with a rest. */
function recordedWalk(name, { times = true } = {}) {
  const points = [];
  let [time, ele] = [Date.parse("2024-06-01T06:00:00Z"), 1000];
  for (let i = 0; i < 240; ++i) {
    const slope = i < 80 ? 0 : i < 160 ? 0.15 : -0.15;
    time += 1000 * (slope > 0 ? 60 : 30);
    if (i === 120) time += 1_200_000;
    ele += 25 * slope;
    const said = times ? `<time>${new Date(time).toISOString()}</time>` : "";
    points.push(
      `<trkpt lat="${(42.5 + (i * 25) / 111_195).toFixed(6)}" lon="1.5"><ele>${ele.toFixed(1)}</ele>${said}</trkpt>`,
    );
  }
  return `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="t"><trk><name>${name}</name><trkseg>${points.join("")}</trkseg></trk></gpx>`;
}

async function aPaceThatIsLearnt(person) {
  const { page } = person;
  assert.ok((await asked(person, "drive=9000&hike=12000")) >= 1);
  await options(person);
  const files = [];
  for (const [name, text] of [
    ["monday.gpx", recordedWalk("Monday")],
    ["sunday.gpx", recordedWalk("Sunday")],
    ["planned.gpx", recordedWalk("Planned", { times: false })],
    ["notes.gpx", "<html>notes</html>"],
  ]) {
    files.push(path.join(person.options.out, name));
    await writeFile(files[files.length - 1], text);
  }
  const before = person.requests.length;
  await page.setInputFiles(".learn-pace input", files);
  await page.waitForFunction(() =>
    /From 2 walks, 1\d\.\d km/.test(
      document.querySelector(".learn-pace").textContent,
    ),
  );
  const said = await page.textContent(".learn-pace");
  const [, flat, up, down] =
    /× ([\d.]+) on the flat, × ([\d.]+) uphill, × ([\d.]+) downhill/
      .exec(said)
      .map(Number);
  assert.ok(up > flat && up > down, said);
  assert.match(said, /“planned.gpx” has no times/);
  assert.match(said, /“notes.gpx” is not a GPX file/);
  await person.address(/pace=/);
  await person.finished();
  for (const time of await page.locator(".sign .time").allTextContents())
    assert.match(time, /\d+ h \d+ – \d+ h \d+/);
  // The reader's code is fetched; of the walks nothing leaves the device.
  for (const request of person.requests.slice(before)) {
    assert.equal(request.method(), "GET");
    assert.equal(request.postData(), null);
    assert.match(
      request.url(),
      /^blob:|\/icon\.svg$|\/assets\/[\w-]+\.(js|wasm)$|\/v1\/meta$|\/v1\/tiles\/\w+\/\d+\/\d+\/\d+(\?[hv]=\w+)?$/,
    );
  }
  await page.locator(".learn-pace").scrollIntoViewIfNeeded();
  await person.picture(`learnt-pace-${person.journey.width ?? 1280}`);
  await page.goto("about:blank");
  await person.visit();
  await page.click(".more summary");
  assert.match(
    await page.textContent(".learn-pace"),
    /From 2 walks/,
    "it is kept",
  );
  await page.click(".learn-pace button:has-text('Forget it')");
  assert.match(await page.textContent(".learn-pace"), /stay on this device/);
}

const withoutMap = { noWebGl: true };

export const journeys = [
  {
    name: "a hike of so many hours, at one's own pace",
    walk: soManyHours,
    ...withoutMap,
  },
  { name: "about so much climb", walk: aboutSoMuchClimb, ...withoutMap },
  { name: "loops that lead to the north", walk: toTheNorth, ...withoutMap },
  { name: "a set of limits for families", walk: aSetOfLimits, ...withoutMap },
  {
    name: "a figure of eight, and a link that breaks a rule",
    walk: figureOfEight,
    ...withoutMap,
  },
  {
    name: "a pace that is learnt from walks, which stay on the device",
    walk: aPaceThatIsLearnt,
    ...withoutMap,
  },
];
