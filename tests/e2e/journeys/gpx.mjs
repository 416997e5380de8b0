// GPX files of one's own: drawn over the map, from a dialog or dropped, read beside the page, and said what is wrong with them.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { atTwoWidths } from "../widths.mjs";
import { deepest, isSmall, zoomIn } from "./ground.mjs";
import { withChosenLoop } from "./keeping.mjs";
import { checkedGpx } from "./loops.mjs";

const kRows = ".overlays .rows li";
const kProblem = ".overlays > .problem";
/** The squares of the map that a question shows, too. */
const kBlockZoom = 10;

async function aGpxOverTheMap(person) {
  const { page } = person;
  await withChosenLoop(person);
  await person.mapDrawn();
  const waiting = page.waitForEvent("download");
  await page.click("text=Download GPX");
  const file = await checkedGpx(person, await waiting);
  assert.match(path.basename(file), /loop-[\p{L}\p{N}-]+-\d+\.\dkm\.gpx$/u);
  const asked = await person.quiet();
  await page.setInputFiles(".overlays .file input", file);
  await page.waitForSelector(kRows);
  assert.match(await page.textContent(".overlays .rows"), /km, .*only on this page/);
  await person.quiet();
  const meta = await (await fetch(`${person.options.url}/v1/meta`)).json();
  assert.ok(isSmall(meta) || deepest(person.requests.slice(asked)) <= kBlockZoom, "the map shows it by large squares");
  await page.locator(".sign").first().click();
  await person.mapShows(["--map-text"], ([drawn]) => drawn > 0.0005, "the walk is drawn");
  // Tiles of the region around, the code of the reader, or the page's icon, may be on their way.
  const kPlain =
    /^blob:|\/icon\.svg$|\/assets\/gpx_worker-[\w-]+\.js$|\/v1\/meta$|\/v1\/tiles\/trails\/\d+\/\d+\/\d+\?h=\w+$|\/v1\/tiles\/(map|terrain|ground)\/\d+\/\d+\/\d+(\?v=\w+)?$/;
  for (const request of person.requests.slice(asked)) {
    const isPlain = request.method() === "GET" && kPlain.test(request.url());
    assert.ok(isPlain, `the file stays on this device: ${request.url()}`);
  }
  for (const [name, text, why] of [
    ["no.gpx", "<html></html>", /not a GPX file: it begins with <html>/],
    ["broken.gpx", "<gpx><trk>", /no track.*breaks off inside <trk>, in line 1/],
    ["empty.gpx", '<gpx xmlns="http://www.topografix.com/GPX/1/1"/>', /no track/],
  ]) {
    const wrong = path.join(person.options.out, name);
    await writeFile(wrong, text);
    await page.setInputFiles(".overlays .file input", wrong);
    await person.eventually(
      () => page.locator(kProblem).allTextContents(),
      ([said]) => said?.includes(name) && why.test(said),
      "why the file cannot be read",
    );
  }
  assert.equal(await page.locator(kRows).count(), 1);
  await page.click(".overlays .rows button");
  await page.waitForFunction(() => !document.querySelector(".overlays .rows li"));
}

const kTrack = Array.from(
  { length: 60 },
  (_, i) => `<trkpt lat="${(42.54 + Math.sin(i / 9) / 60).toFixed(6)}" lon="${(1.5 + i / 900).toFixed(6)}"><ele>${i}</ele></trkpt>`,
);

async function droppedOnTheMap(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  await person.quiet();
  // The view of all data is the same for everybody.
  const known = Math.max(kBlockZoom, deepest(person.requests));
  const text = `<gpx><wpt lat="42.55" lon="1.52"><name>Half way</name></wpt><trk><name>Dropped</name><trkseg>${kTrack.join("\n")}`;
  const files = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "dropped.gpx"));
    return transfer;
  }, text);
  await page.dispatchEvent(".map", "dragover", { dataTransfer: files });
  await page.waitForSelector(".map[data-dragging=true]");
  await page.dispatchEvent(".map", "drop", { dataTransfer: files });
  await page.waitForSelector(kRows);
  assert.equal(await page.getAttribute(".map", "data-dragging"), "false");
  const row = await page.textContent(kRows);
  assert.match(row, /Dropped.*km, 1 waypoint, only on this page/);
  assert.match(row, /breaks off inside <trkseg>, in line 60.*what could be read is shown/);
  await person.quiet();
  assert.ok(deepest(person.requests) <= known, `asked for zoom ${deepest(person.requests)}`);
  await zoomIn(page, 2);
  await person.quiet();
  const [seen] = await person.mapShareOf(["--map-text"]);
  await person.picture("gpx-dropped");
  await page.click(".overlays .rows button");
  await person.mapShows(["--map-text"], ([left]) => left < seen - 0.001, "track and waypoint were drawn, and go");
}

/** The longest task of the page's main thread is printed: read beside it, the file holds up nothing. */
async function twentyMegabytes(person) {
  const { page } = person;
  await person.visit();
  await person.opened();
  await person.mapDrawn();
  const points = Array.from(
    { length: 240_000 },
    (_, i) =>
      `<trkpt lat="${(42.4 + i / 1e6).toFixed(6)}" lon="${(1.5 + Math.sin(i / 900) / 12).toFixed(6)}"><ele>${i % 2000}</ele><time>2024-05-01T08:00:00Z</time></trkpt>`,
  );
  const large = path.join(person.options.out, "large.gpx");
  await writeFile(large, `<gpx><trk><name>Large</name><trkseg>${points.join("\n")}</trkseg></trk></gpx>`);
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: "longtask" });
  });
  await page.setInputFiles(".overlays .file input", large);
  await page.waitForSelector(kRows);
  assert.match(await page.textContent(kRows), /Large.*km/);
  // A task is told of after it.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const longest = await page.evaluate(() => window.longest);
  console.log(`  # 23 MB of GPX: the longest task of the page took ${Math.round(longest)} ms`);
  await person.picture("gpx-large");
}

export const journeys = [
  ...atTwoWidths({ name: "a GPX file over the map", walk: aGpxOverTheMap, isLong: true }, { withMap: true }),
  { name: "a GPX file that is dropped on the map", walk: droppedOnTheMap },
  { name: "a GPX file of 23 MB", walk: twentyMegabytes },
];
