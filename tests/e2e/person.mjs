// A person at the page: what they see and do, in their words. Remembers every request and every error of the page.
import assert from "node:assert/strict";
import path from "node:path";

export class Skip extends Error {}

/** Far longer than anything takes on the slowest machine we know. */
const kTimeoutMs = 90_000;
const kPollMs = 100;
/** A page that has asked for nothing for so long asks for nothing more by itself. */
const kQuietMs = 2_000;

function withoutWebGl() {
  const real = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return /webgl/.test(kind) ? null : real.call(this, kind, ...rest);
  };
}

/** The choice of "Map layers" of a person who has switched relief and contours off before. Without a graphics card they take
 * most of the time in which a map is drawn. */
function withoutRelief() {
  try {
    const key = "loopgenie.map-layers";
    if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ relief: false, contours: false }));
  } catch {
    // A page without storage, such as about:blank.
  }
}

export class Person {
  /** `journey`: {width, height, dark, still, noWebGl, relief, allowErrors, mayLog, …}; all optional. Relief and contours are
   * drawn where the journey has `relief`. */
  static async open(browser, options, journey = {}) {
    const context = await browser.newContext({
      viewport: { width: journey.width ?? 1280, height: journey.height ?? 800 },
      colorScheme: journey.dark ? "dark" : "light",
      reducedMotion: journey.still === false ? "no-preference" : "reduce",
      acceptDownloads: true,
      hasTouch: journey.touch ?? false,
      contrast: journey.contrast ?? "no-preference",
      forcedColors: journey.forcedColors ?? "none",
    });
    if (!journey.relief) await context.addInitScript(withoutRelief);
    if (journey.noWebGl) await context.addInitScript(withoutWebGl);
    return new Person(await context.newPage(), options, journey);
  }

  constructor(page, options, journey) {
    this.page = page;
    this.options = options;
    this.journey = journey;
    this.requests = [];
    this.errors = [];
    page.setDefaultTimeout(kTimeoutMs);
    page.context().on("request", (request) => this.requests.push(request));
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
  }

  /** Closes the person's browser profile. */
  leave() {
    return this.page.context().close();
  }

  /** No error on the console, and no request to any other host. */
  assertNothingOdd() {
    const host = new URL(this.options.url).host;
    const strangers = this.requests
      .map((request) => request.url())
      .filter((url) => /^https?:/.test(url) && new URL(url).host !== host);
    assert.deepEqual(strangers, [], "requests to other hosts");
    const { allowErrors = false, mayLog } = this.journey;
    const odd = this.errors.filter((error) => !mayLog?.test(error));
    if (!allowErrors) assert.deepEqual(odd, [], "errors on the page");
  }

  picture(name) {
    return this.page.screenshot({
      path: path.join(this.options.out, `${name}.png`),
    });
  }

  async visit(fragment = "") {
    await this.page.goto(this.options.url + (fragment && `/#${fragment}`));
    await this.page.waitForSelector("#start");
  }

  opened() {
    return this.page.waitForFunction(() => !/Opening/.test(document.querySelector(".status p").textContent));
  }

  mapDrawn() {
    return this.page.waitForSelector(".map-frame[data-ready]");
  }

  /** Reads again and again until `isRight` holds. After a long time it fails with `what` and the last value read. */
  async eventually(read, isRight, what) {
    const until = Date.now() + kTimeoutMs;
    for (;;) {
      const seen = await read();
      if (isRight(seen)) return seen;
      assert.ok(Date.now() < until, `${what}: still ${JSON.stringify(seen)}`);
      await this.page.waitForTimeout(kPollMs);
    }
  }

  /** Waits until the page has asked for nothing for a while. Returns how many requests there were. */
  async quiet() {
    let asked = -1;
    while (asked !== this.requests.length) {
      asked = this.requests.length;
      await this.page.waitForTimeout(kQuietMs);
    }
    return asked;
  }

  /** Watches from now on whether such an element appears, even briefly. Returns a function that says whether it did. */
  async noteWhether(selector) {
    const seen = await this.page.evaluateHandle((wanted) => {
      const note = { seen: document.querySelector(wanted) !== null };
      const look = () => (note.seen ||= document.querySelector(wanted) !== null);
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
      return note;
    }, selector);
    return () => seen.evaluate((note) => note.seen);
  }

  /** Waits until the page's address matches. It is written a moment after a change. */
  address(pattern) {
    return this.page.waitForFunction(([source]) => new RegExp(source).test(location.hash), [pattern.source]);
  }

  /** The name of a place in this region: that of --place, Ordino, or the first that the search offers. */
  async somePlace() {
    const list = "#start-list [role=option]";
    for (const typed of [this.options.place, "Ordino", ..."aeiou"].filter(Boolean)) {
      await this.page.fill("#start", typed); // the list is there at once
      const found = await this.page.locator(`${list} span`).allTextContents();
      if (found.length > 0) return found[0];
    }
    throw new Error("the search offers no place at all");
  }

  async startFrom(name) {
    await this.page.fill("#start", name);
    await this.page.locator("#start-list [role=option]").first().waitFor();
    await this.page.press("#start", "Enter");
    await this.page.waitForFunction((wanted) => document.querySelector("#start").value === wanted, name);
  }

  type(field, text) {
    return this.page.fill(`#${field}`, String(text));
  }

  status() {
    return this.page.textContent(".status p");
  }

  firstLoops() {
    return this.page.waitForSelector(".loops[data-stale=false] .loop");
  }

  async finished() {
    await this.page.waitForFunction(() => /in reach\./.test(document.querySelector(".status p").textContent));
    return this.loopCount();
  }

  /** What the page says about better loops once all trailheads are checked. */
  async proved() {
    const sentence = /in reach\. (Proved: .*|At most .*)/;
    const said = await this.eventually(() => this.status(), (text) => sentence.test(text), "what is known of the rest");
    return sentence.exec(said)[1].trim();
  }

  /** Waits until the search is over, with loops or without. */
  settle() {
    return this.page.waitForFunction(
      () =>
        document.querySelector(".status").dataset.working === "false" &&
        !document.querySelector(".loops[data-stale=true]"),
    );
  }

  /** Waits until the search is over and has failed. */
  failed() {
    return this.page.waitForFunction(
      () =>
        document.querySelector(".status").dataset.working === "false" &&
        document.querySelector(".notice[data-kind=failure]"),
    );
  }

  /** Opens a loop of the list, counted from 0, and waits for its list of ways. */
  async choose(index) {
    await this.page.locator(".sign").nth(index).click();
    await this.page.waitForSelector(".loop[data-open=true] .ways");
  }

  loopCount() {
    return this.page.locator(".loop").count();
  }

  notice() {
    return this.page.locator(".notice").first();
  }

  /** Waits until `isRight` holds for the shares of the tokens' colours on the map; returns the shares. */
  mapShows(tokens, isRight, what) {
    return this.eventually(() => this.mapShareOf(tokens), isRight, what);
  }

  /** For each token, the share of the map's pixels that have nearly its colour. */
  async mapShareOf(tokens) {
    const png = await this.page.locator(".map").screenshot();
    return this.page.evaluate(
      async ({ data, tokens }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const pixels = context.getImageData(0, 0, image.width, image.height).data;
        const style = getComputedStyle(document.documentElement);
        return tokens.map((token) => {
          context.fillStyle = style.getPropertyValue(token).trim();
          context.fillRect(0, 0, 1, 1);
          const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
          let near = 0;
          for (let i = 0; i < pixels.length; i += 4) {
            const away = Math.abs(pixels[i] - r) + Math.abs(pixels[i + 1] - g) + Math.abs(pixels[i + 2] - b);
            if (away < 48) ++near;
          }
          return near / (pixels.length / 4);
        });
      },
      { data: png.toString("base64"), tokens },
    );
  }
}
