// The tokens keep what their comment promises: contrast by WCAG 2.2, and loop colours that stay apart for colour-blind
// eyes (simulation: Machado, Oliveira, Fernandes, IEEE TVCG 15, 2009, full severity; difference: CIE76 in CIELAB).
import css from "./tokens.css?raw";
import { describe, expect, it } from "vitest";

type Rgb = [number, number, number];

const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
const tokensOf = (text: string) =>
  new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
const schemes = {
  light: tokensOf(light),
  dark: new Map([...tokensOf(light), ...tokensOf(dark.split("@media")[0]!)]),
};

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const kEyes: Record<string, [Rgb, Rgb, Rgb]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], // prettier-ignore
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]], // prettier-ignore
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]], // prettier-ignore
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]], // prettier-ignore
};

function lab(eye: [Rgb, Rgb, Rgb], hex: string): Rgb {
  const seen = eye.map((row) => {
    const rgb = linear(hex);
    return Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]));
  }) as Rgb;
  const [r, g, b] = seen;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const difference = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe.each(Object.entries(schemes))("%s", (_scheme, tokens) => {
  const token = (name: string) => tokens.get(name)!;
  it.each([
    ["ink", "paper", 7],
    ["ink", "surface", 7],
    ["muted", "paper", 4.5],
    ["muted", "surface", 4.5],
    ["bad", "paper", 4.5],
    ["pine", "paper", 4.5],
    ["on-sign", "sign", 7],
    ["line-strong", "surface", 3],
    ["map-text", "map-land", 4.5],
    ["map-path", "map-land", 3],
    ["map-avoid", "map-land", 3],
    ["map-trailhead", "map-land", 4.5],
  ])("%s on %s has a contrast of at least %f", (front, back, least) => {
    expect(contrast(token(front), token(back))).toBeGreaterThanOrEqual(least);
  });
  it("keeps loops legible on the map and their numbers on them", () => {
    for (let i = 1; i <= 7; ++i) {
      expect(contrast(token(`loop-${i}`), token("map-land")), `loop ${i} on the map`).toBeGreaterThanOrEqual(3);
      expect(contrast(token("on-loop"), token(`loop-${i}`)), `number on loop ${i}`).toBeGreaterThanOrEqual(4.5);
    }
  });
  it.each(Object.entries(kEyes))("the first three loops stay apart for %s", (_name, eye) => {
    // Beyond three no set of colours does for all eyes: the numbers on the map tell them apart.
    for (let i = 1; i <= 3; ++i) {
      for (let j = i + 1; j <= 3; ++j) {
        const apart = difference(lab(eye, token(`loop-${i}`)), lab(eye, token(`loop-${j}`)));
        expect(apart, `loops ${i} and ${j}`).toBeGreaterThan(25);
      }
    }
  });
});
