import { describe, expect, it } from "vitest";
import { decodeLoop, encodeLoop } from "./code";
import { loopKey, reversed } from "./types";

const loop = {
  trailhead: "w1234567890",
  edges: [
    { id: 9007199254740991, forward: true },
    { id: 0, forward: false },
    { id: 65537, forward: true },
    { id: 65536, forward: false },
    { id: 4611686018427, forward: true },
  ],
};

describe("a loop in a link", () => {
  it("comes back as it was", () => {
    expect(decodeLoop(encodeLoop(loop))).toEqual(loop);
  });
  it("needs no escaping in an address", () => {
    expect(encodeURIComponent(encodeLoop(loop))).toBe(encodeLoop(loop));
  });
  it("is refused when it is cut short or no loop", () => {
    const text = encodeLoop(loop);
    for (let length = 0; length < text.length; ++length) {
      const cut = decodeLoop(text.slice(0, length));
      // Between two ways it is whole as it is, as older links are: the page looks whether the loop closes.
      if (cut) expect(loop.edges.slice(0, cut.edges.length), `${length} characters`).toEqual(cut.edges);
    }
    for (let cut = 1; cut < 4; ++cut) expect(decodeLoop(text.slice(0, -cut))).toBeNull();
    expect(decodeLoop(text.slice(0, -4))).toEqual(loop);
    expect(decodeLoop(text.slice(0, -5))).toBeNull();
    expect(decodeLoop(text.replace(/\.(.)/, (_, first) => `.${first === "A" ? "B" : "A"}`))).toBeNull();
    for (const wrong of ["", "n1", "n1.", "x1.AAAA", "n1.!!", "n1.gICAgICAgICAgICAgIA"])
      expect(decodeLoop(wrong)).toBeNull();
  });
  it("keeps 150 edges of real ids below two kilobytes", () => {
    const edges = Array.from({ length: 150 }, (_, i) => ({
      id: (250_000_000 + ((i * 7919) % 900_000_000)) * 65_536 + (i % 40),
      forward: i % 2 === 0,
    }));
    expect(encodeLoop({ trailhead: "n5511920", edges }).length).toBeLessThan(2048);
  });
});

describe("the other direction", () => {
  it("is another loop, and its other direction the first", () => {
    expect(loopKey(reversed(loop))).not.toBe(loopKey(loop));
    expect(reversed(reversed(loop))).toEqual(loop);
  });
});
