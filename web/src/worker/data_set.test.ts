import { afterEach, expect, test, vi } from "vitest";
import { DataSet } from "./data_set";
import { kKnownFormats } from "./fetching";

const kLayers = { map: { minzoom: 6, maxzoom: 13, tiles: 3, bytes: 300 } };
const metaOf = (version: string, ground?: string, layers: object = kLayers) => ({
  data: { version, date: null, attribution: "" },
  extent: [1, 42, 2, 43],
  layers,
  formats: kKnownFormats,
  ...(ground && { ground: { version: ground, elevation_spacing_m: 90 } }),
});
afterEach(() => vi.unstubAllGlobals());

/** A data set whose server says one thing after the other. */
async function opened(...said: unknown[]) {
  let asked = 0;
  vi.stubGlobal("fetch", ({ pathname }: URL) => {
    if (pathname.endsWith("places.json")) return Promise.resolve(Response.json({ places: [] }));
    const answer = said[asked++];
    return Promise.resolve(answer ? Response.json(answer) : new Response("", { status: 503 }));
  });
  return DataSet.open({} as never, "http://localhost/");
}

test("the same data are not renewed, and a server that does not answer has the same", async () => {
  const data = await opened(metaOf("1", "a"), metaOf("1", "a"), null);
  expect(await data.renewed()).toBeNull();
  expect(await data.renewed()).toBeNull();
});

test("other data are", async () => {
  const data = await opened(metaOf("1", "a"), metaOf("2", "a"));
  expect(await data.renewed()).toEqual({ of: "data" });
});

test("another ground under the same data is told once, with its layers", async () => {
  const layers = { map: { ...kLayers.map, tiles: 4 } };
  const data = await opened(
    metaOf("1", "a"),
    metaOf("1", "b", layers),
    metaOf("1", "b", layers),
    metaOf("1", undefined, {}),
  );
  const ground = { version: "b", elevation_spacing_m: 90 };
  expect(await data.renewed()).toEqual({ of: "ground", ground: { layers, ground } });
  expect(await data.renewed()).toBeNull();
  expect(await data.renewed()).toEqual({ of: "ground", ground: { layers: {} } });
});
