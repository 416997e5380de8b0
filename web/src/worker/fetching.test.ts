import { afterEach, expect, test, vi } from "vitest";
import { fetchMeta, kKnownFormats } from "./fetching";

const meta = { extent: [1, 42, 2, 43], formats: kKnownFormats };
const serve = (document: unknown) => vi.stubGlobal("fetch", () => Promise.resolve(Response.json(document)));
afterEach(() => vi.unstubAllGlobals());

test("data in the formats of this page are taken", async () => {
  serve(meta);
  expect(await fetchMeta("http://localhost/")).toEqual(meta);
});

test("a network's sign-in page is not taken for data", async () => {
  const page = () => new Response("<!doctype html>", { headers: { "content-type": "text/html; charset=utf-8" } });
  vi.stubGlobal("fetch", () => Promise.resolve(page()));
  await expect(fetchMeta("http://localhost/")).rejects.toThrow(/web page came instead of map data.*sign in/);
});

test("an old page says that the server's data are newer, and a new one that they are older: both name both versions", async () => {
  const known = kKnownFormats.tile;
  for (const [tile, said] of [
    [known + 1, new RegExp(`tile format is version ${known + 1}, this page knows version ${known}. Reload`)],
    [known - 1, new RegExp(`tile format is version ${known - 1}, this page knows version ${known}`)],
    [undefined, /tile format is version unknown/],
  ] as const) {
    serve({ ...meta, formats: { ...meta.formats, tile } });
    await expect(fetchMeta("http://localhost/")).rejects.toThrow(said);
  }
});
