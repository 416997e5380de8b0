// Waits until the page has drawn the first loops. On few processors, helpers at work would keep the page from drawing.

/** A hidden page does not draw, and a slow page must not delay the search. */
const kMaxWaitMs = 250;

export class PaintWait {
  #onPainted: () => void = () => {};

  /** Resolves when the page has drawn, when that takes too long, or when the query is given up. */
  untilPainted(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#onPainted = resolve;
      setTimeout(resolve, kMaxWaitMs);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  painted() {
    this.#onPainted();
  }
}
