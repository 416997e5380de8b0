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

test("an answer that was no good is not taken from the cache the next time, and one that was is", async () => {
  const html = () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
  const cut = () => new Response('{"extent": [1', { headers: { "content-type": "application/json" } });
  const asked: (RequestCache | undefined)[] = [];
  const answers = [html, cut, () => Response.json(meta), () => Response.json(meta)];
  vi.stubGlobal("fetch", (_: URL, { cache }: RequestInit) => {
    asked.push(cache);
    return Promise.resolve(answers[asked.length - 1]!());
  });
  const base = "http://signed-out.localhost/";
  await expect(fetchMeta(base)).rejects.toThrow(/web page came/);
  await expect(fetchMeta(base)).rejects.toThrow(/not readable as JSON/);
  await fetchMeta(base);
  await fetchMeta(base);
  expect(asked).toEqual(["default", "reload", "reload", "default"]);
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
