// What the style promises, read from the style itself.
import { describe, expect, it, vi } from "vitest";
import { contourLevels, densestLevels } from "../geo/contour_levels";
import type { GroundLayer } from "../state/ground";

vi.mock("maplibre-gl", () => ({ addProtocol: () => {} }));
vi.mock("./relief_worker?worker", () => ({ default: class {} }));

const { paperPalette } = await import("./palette");
const { styleOf } = await import("./style");

const kZooms = { minzoom: 6, maxzoom: 13 };
const kGround = { map: kZooms, terrain: { minzoom: 6, maxzoom: 11 }, version: "5b1e", spacing_m: 90 };
const kAll: GroundLayer[] = ["relief", "contours", "slopes"];

function styled(change: Partial<Parameters<typeof styleOf>[1]> = {}) {
  const style = styleOf(paperPalette(), {
    base: "http://localhost/",
    ground: kGround,
    shown: new Set(kAll),
    unit: "m",
    extent: [1, 42, 2, 43],
    ...change,
  });
  const at = (id: string) => style.layers.findIndex((layer) => layer.id === id);
  const layer = (id: string) =>
    style.layers[at(id)] as { minzoom?: number; layout: Record<string, unknown> } | undefined;
  const source = (id: string) => style.sources[id] as { tiles?: string[]; tolerance?: number } | undefined;
  return { style, at, layer, source };
}

describe("contours", () => {
  it("are 20 m apart, bold every 100 m, in miles 40 and 200 ft, and fewer on a map that shows more", () => {
    expect(contourLevels("m", 13)).toEqual([20, 100]);
    expect(contourLevels("ft", 13)).toEqual([40, 200]);
    for (const unit of ["m", "ft"] as const)
      for (const z of [11, 12]) expect(contourLevels(unit, z)[0]).toBeGreaterThan(contourLevels(unit, 13)[0]);
  });
  it("are as dense on paper at every zoom", () => {
    expect(densestLevels("m")).toEqual([20, 100]);
    expect(densestLevels("ft")).toEqual([40, 200]);
    expect(styled({ isOnPaper: true }).source("contours")!.tiles![0]).toMatch(/^contour:\/\/m-dense\//);
  });
});

describe("heights", () => {
  const fields = (unit: "m" | "ft") => {
    const { layer } = styled({ unit });
    return ["ground-peaks", "contour-heights"].map((id) => JSON.stringify(layer(id)!.layout["text-field"]));
  };
  it("are in feet where the page shows miles, and say so", () => {
    for (const field of fields("m")) expect(field).not.toContain("ft");
    for (const field of fields("ft")) expect(field).toContain('" ft"');
    expect(fields("ft")[0]).toContain('["round",["/",["get","ele"],0.3048]]');
    expect(styled({ unit: "ft" }).source("contours")!.tiles![0]).toMatch(/^contour:\/\/ft\//);
  });
});

describe("loops", () => {
  it("keep every vertex of their lines", () => {
    const { source } = styled();
    for (const id of ["loops", "part"]) expect(source(id)!.tolerance).toBe(0);
  });
  it("have their numbers placed first, then marks that keep all names off the chosen one", () => {
    const { style, at, layer } = styled();
    const clear = at("selected-clear");
    expect(at("loop-numbers")).toBeGreaterThan(clear);
    const names = style.layers.filter((one) => one.type === "symbol" && one.source === "map");
    expect(names.length).toBeGreaterThan(5);
    for (const { id } of names) expect(at(id), id).toBeLessThan(clear);
    expect(layer("day-figures")).toBeDefined();
    expect(at("day-figures")).toBeLessThan(clear);
    const { layout } = layer("selected-clear")!;
    expect(layout).toMatchObject({ "icon-image": "clear", "icon-allow-overlap": true, "symbol-placement": "line" });
    expect(layout).not.toHaveProperty("icon-ignore-placement");
  });
});

describe("huts, camps and water", () => {
  it("are icons from zoom 12 on, and those of the chosen loop larger", () => {
    const { layer } = styled();
    expect(layer("ground-icons")!.minzoom).toBe(12);
    const sizes = (id: string) => (layer(id)!.layout["icon-size"] as unknown[]).slice(3).map(Number);
    const sizeAt12 = (id: string) => sizes(id)[sizes(id).indexOf(12) + 1]!;
    expect(sizeAt12("along")).toBeGreaterThan(sizeAt12("ground-icons"));
  });
});

describe("what the data lack", () => {
  it("is not asked for", () => {
    const bare = styled({ ground: { ...kGround, map: null, terrain: null } });
    for (const id of ["map", "terrain", "contours", "slopes"]) expect(bare.source(id)).toBeUndefined();
    expect(bare.layer("places")).toBeDefined();
    const flat = styled({ ground: { ...kGround, terrain: null } });
    expect(flat.source("map")).toBeDefined();
    expect(flat.layer("relief")).toBeUndefined();
    for (const { style } of [bare, flat])
      for (const layer of style.layers)
        if ("source" in layer) expect(style.sources).toHaveProperty(layer.source as string);
  });
});

describe("tiles", () => {
  it("are asked for by the ground's version", () => {
    const { source } = styled();
    expect(source("map")!.tiles).toEqual(["http://localhost/v1/tiles/map/{z}/{x}/{y}?v=5b1e"]);
    expect(source("terrain")!.tiles).toEqual(["http://localhost/v1/tiles/terrain/{z}/{x}/{y}?v=5b1e"]);
  });
});
