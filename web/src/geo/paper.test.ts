// Scales on paper against distances on the ellipsoid, pages against the lines they have to hold.
import { describe, expect, it } from "vitest";
import type { Position } from "../plan/types";
import {
  atPaper,
  crossing,
  enlargementFor,
  frameOn,
  kPapers,
  onPaper,
  overviewOf,
  pagesFor,
  usualScale,
  zoomAtScale,
  type View,
} from "./paper";
import { gridLines, projectionOf, zoneOf } from "./utm_grid";

/** A loop of a size, in metres, around a place. */
function ring(lon: number, lat: number, wide_m: number, high_m: number): Position[] {
  const [dx, dy] = [wide_m / 2 / (111_320 * Math.cos((lat * Math.PI) / 180)), high_m / 2 / 111_320];
  return Array.from({ length: 73 }, (_, i) => {
    const angle = (i * 5 * Math.PI) / 180;
    return [lon + dx * Math.sin(angle), lat + dy * Math.cos(angle), null] as unknown as Position;
  });
}

const viewAt = (lon: number, lat: number, scale: number): View => ({
  ...frameOn("A4"),
  lon,
  lat,
  zoom: zoomAtScale(scale, lat),
  scale,
});

describe("zoomAtScale", () => {
  it.each([0, 15, 42.5, 49.4, 60, 75])("makes a kilometre of the grid 40 mm at 1:25,000, at %f degrees", (lat) => {
    const view = viewAt(3, lat, 25_000); // the middle of zone 31, where the grid is 0.9996 of the ground
    const lines = gridLines(view, { number: 31, band: "S" });
    for (const axis of ["easting", "northing"] as const) {
      const crossed = lines
        .filter((line) => line.axis === axis)
        .map((line) =>
          crossing(line, axis === "easting" ? 1 : 0, axis === "easting" ? view.height / 2 : view.width / 2)!,
        )
        .sort((a, b) => a - b);
      for (let i = 1; i < crossed.length; ++i) {
        // The ground's kilometre is 0.04 % longer on the grid.
        const ground = (crossed[i]! - crossed[i - 1]!) * 0.9996;
        expect(Math.abs(ground / 40 - 1), `${axis} ${ground} mm`).toBeLessThan(0.005);
      }
    }
  });
});

describe("enlargementFor", () => {
  it("draws at a zoom at which everything is shown, also far north", () => {
    for (const lat of [0, 42.5, 46.3, 60, 75]) {
      for (const [scale, zoom] of [
        [25_000, 13],
        [50_000, 12],
      ] as const) {
        const view = viewAt(3, lat, scale);
        expect(view.zoom + Math.log2(enlargementFor([view], scale)), `1:${scale} at ${lat}`).toBeGreaterThan(zoom);
      }
    }
    expect(enlargementFor([viewAt(3, 42.5, 25_000)], 25_000)).toBe(1);
  });
});

describe("onPaper", () => {
  it("has the view's place in the middle, north up, and a way back", () => {
    const view = viewAt(1.5, 42.5, 50_000);
    expect(onPaper(view, 1.5, 42.5)).toEqual([view.width / 2, view.height / 2]);
    const [x, y] = onPaper(view, 1.52, 42.52);
    expect(x).toBeGreaterThan(view.width / 2);
    expect(y).toBeLessThan(view.height / 2);
    const [lon, lat] = atPaper(view, x, y);
    expect(lon).toBeCloseTo(1.52, 9);
    expect(lat).toBeCloseTo(42.52, 9);
  });
});

describe("pagesFor", () => {
  it.each([
    [2_000, 2_000, 1],
    [4_000, 5_000, 1],
    [4_000, 9_000, 2],
    [12_000, 1_000, 3],
  ])("%i by %i m at 1:25,000 on A4", (wide, high, count) => {
    expect(pagesFor(ring(1.5, 42.5, wide, high), "A4", 25_000)).toHaveLength(count);
  });
  it("shows every point of the loop, on every paper", () => {
    for (const paper of Object.keys(kPapers) as (keyof typeof kPapers)[]) {
      for (const size of [3_000, 8_000, 21_000]) {
        const loop = ring(1.5, 62, size, size * 0.7);
        const pages = pagesFor(loop, paper, 25_000);
        for (const [lon, lat] of loop) {
          const isShown = pages.some((page) => {
            const [x, y] = onPaper(page, lon, lat);
            return x > 1 && y > 1 && x < page.width - 1 && y < page.height - 1;
          });
          expect(isShown, `${paper} ${size} ${lon} ${lat}`).toBe(true);
        }
      }
    }
  });
  it("takes the larger scale where one page holds it", () => {
    expect(usualScale(ring(1.5, 42.5, 3_000, 4_000), "A4")).toBe(25_000);
    expect(usualScale(ring(1.5, 42.5, 6_000, 8_000), "A4")).toBe(50_000);
    expect(usualScale(ring(1.5, 42.5, 60_000, 80_000), "Letter")).toBe(50_000);
  });
  it("has an overview that holds it whole", () => {
    const loop = ring(1.5, 42.5, 30_000, 12_000);
    const view = overviewOf(loop, { width: 180, height: 100 });
    for (const [lon, lat] of loop) {
      const [x, y] = onPaper(view, lon, lat);
      expect(x > 0 && x < 180 && y > 0 && y < 100).toBe(true);
    }
  });
});

describe("the grid", () => {
  it("has its zones, Norway and Svalbard as well", () => {
    expect(zoneOf(1.52, 42.5)).toEqual({ number: 31, band: "T" });
    expect(zoneOf(5.3, 60.4)).toEqual({ number: 32, band: "V" });
    expect(zoneOf(15.6, 78.2)).toEqual({ number: 33, band: "X" });
    expect(zoneOf(-116.2, 43.6)).toEqual({ number: 11, band: "T" });
    expect(zoneOf(-70.9, -33.4)).toEqual({ number: 19, band: "H" });
    expect(zoneOf(0, 88)).toBeNull();
  });
  it("is the projection's, at a point that is known: the CN Tower (17T 630084 4833438)", () => {
    const [east, north] = projectionOf({ number: 17, band: "T" }).forward([-79.387139, 43.642567]);
    expect(east).toBeCloseTo(630084, -0.5);
    expect(north).toBeCloseTo(4833438, -0.5);
  });
});
