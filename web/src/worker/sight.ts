// First loops come to the screen before the search goes on: where the processors are few, helpers at work would keep the
// page from drawing them.

/** A page that is hidden draws nothing, and one that is slow must not hold up the search. */
const kLongestMs = 250;

export class Sight {
  #come: () => void = () => {};

  /** Resolves when the page says that it has drawn, when it takes too long, or when the question is given up. */
  awaited(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#come = resolve;
      setTimeout(resolve, kLongestMs);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  come() {
    this.#come();
  }
}
