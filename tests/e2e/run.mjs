// Drives the page in real Chromium against a running server, as a person would.
//   node run.mjs --url http://127.0.0.1:8080 [--out DIR] [--place NAME] [--only WORD] [--chromium PATH] [--import COMMAND]
// The command imports other data into the server's database: tests/script/renewal.sh has one.
// Prints TAP lines and at the end "N passed, N failed, N skipped"; exit 1 when anything failed, 2 for wrong usage.
import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Person, Skip } from "./person.mjs";
import * as answers from "./journeys/answers.mjs";
import * as browsers from "./journeys/browsers.mjs";
import * as days from "./journeys/days.mjs";
import * as devices from "./journeys/devices.mjs";
import * as driving from "./journeys/driving.mjs";
import * as faults from "./journeys/faults.mjs";
import * as ground from "./journeys/ground.mjs";
import * as gpx from "./journeys/gpx.mjs";
import * as inputs from "./journeys/inputs.mjs";
import * as keeping from "./journeys/keeping.mjs";
import * as links from "./journeys/links.mjs";
import * as loops from "./journeys/loops.mjs";
import * as renewal from "./journeys/renewal.mjs";
import * as understanding from "./journeys/understanding.mjs";
import * as wishes from "./journeys/wishes.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string" },
    out: { type: "string", default: new URL("output", import.meta.url).pathname },
    place: { type: "string", default: "" },
    only: { type: "string", default: "" },
    import: { type: "string", default: "" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
  },
});
if (!options.url) {
  console.error("usage: node run.mjs --url http://127.0.0.1:PORT [--out DIR] [--place NAME] [--only WORD]");
  process.exit(2);
}
await mkdir(options.out, { recursive: true });

const kQuiet = [
  "--no-sandbox",
  "--enable-unsafe-swiftshader",
  "--use-angle=swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
];
const journeys = [loops, answers, inputs, wishes, days, driving, faults, devices, understanding, keeping, links, gpx, ground, browsers, renewal].flatMap((group) => group.journeys);
const count = { passed: 0, failed: 0, skipped: 0 };

// Journeys share a browser, each with a profile of its own; one whose browser has died gets another.
let browser = null;
async function profile(journey) {
  if (!browser?.isConnected()) {
    browser = await chromium.launch({ executablePath: options.chromium, args: kQuiet });
  }
  return Person.open(browser, options, journey);
}

async function run(journey) {
  const person = await profile(journey);
  const began = Date.now();
  try {
    await journey.walk(person);
    person.assertNothingOdd();
    ++count.passed;
    console.log(`ok - ${journey.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    if (error instanceof Skip) {
      ++count.skipped;
      console.log(`ok - ${journey.name} # SKIP ${error.message}`);
    } else {
      ++count.failed;
      console.log(`not ok - ${journey.name}`);
      console.log(String(error.stack ?? error).replace(/^/gm, "  # "));
      await person.picture(`failed-${journey.name.replaceAll(/\W+/g, "-")}`).catch(() => {});
    }
  }
  await person.leave();
}

const wanted = journeys.filter((journey) => journey.name.includes(options.only));
const waiting = wanted.filter((journey) => !journey.isLong || process.env.LOOPGENIE_LONG || options.only);
if (waiting.length < wanted.length) {
  ++count.skipped;
  console.log(`ok - ${wanted.length - waiting.length} journeys # SKIP they walk with --long`);
}
for (const journey of waiting) await run(journey);
await browser?.close();
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed > 0 ? 1 : 0);
