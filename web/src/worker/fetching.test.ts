import { afterEach, expect, test, vi } from "vitest";
import { fetchMeta } from "./fetching";

const meta = { extent: [1, 42, 2, 43], formats: { api: 1, tile: 1, plan: 1 } };
const serve = (document: unknown) => vi.stubGlobal("fetch", () => Promise.resolve(Response.json(document)));
afterEach(() => vi.unstubAllGlobals());

test("data in the formats of this page are taken", async () => {
  serve(meta);
  expect(await fetchMeta("http://localhost/")).toEqual(meta);
});

test("an old page says that the server's data are newer, and a new one that they are older: both name both versions", async () => {
  for (const [tile, said] of [
    [2, /tile format is version 2, this page knows version 1. Reload/],
    [0, /tile format is version 0, this page knows version 1/],
    [undefined, /tile format is version unknown/],
  ] as const) {
    serve({ ...meta, formats: { ...meta.formats, tile } });
    await expect(fetchMeta("http://localhost/")).rejects.toThrow(said);
  }
});
