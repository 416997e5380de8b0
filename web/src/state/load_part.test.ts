import { beforeEach, expect, it, vi } from "vitest";

const kPage = (entry: string) =>
  `<html><script type="module" crossorigin src="${entry}"></script><div id="app"></div></html>`;
const kOwn = "./assets/index-1.js";
let served: { ok: boolean; text: () => Promise<string> } | null;
const kept = new Map<string, string>();
const reload = vi.fn();
const replaceState = vi.fn();
vi.stubGlobal("document", {
  baseURI: "http://localhost/#hike=1",
  querySelector: () => ({ getAttribute: () => kOwn }),
});
vi.stubGlobal("location", { reload });
vi.stubGlobal("history", { replaceState });
vi.stubGlobal("sessionStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => kept.set(key, text),
});
vi.stubGlobal("fetch", async () => {
  if (!served) throw new TypeError("Failed to fetch");
  return served;
});
const serve = (page: string, ok = true) => (served = { ok, text: async () => page });

const { loadPart } = await import("./load_part");
const { toFragment } = await import("./fragment");
const missing = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));

beforeEach(() => {
  kept.clear();
  reload.mockClear();
  replaceState.mockClear();
  served = null;
});

it("hands on what is loaded", async () => {
  expect(await loadPart(async () => 7)).toBe(7);
  expect(reload).not.toHaveBeenCalled();
});

it("loads the page anew where the server has a newer one, once", async () => {
  serve(kPage("./assets/index-2.js"));
  void loadPart(missing);
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(replaceState).toHaveBeenCalledWith(null, "", `#${toFragment()}`);
  await expect(loadPart(missing)).rejects.toThrow("dynamically");
  expect(reload).toHaveBeenCalledOnce();
});

it("hands on the error where the page is the same, not ours, or cannot be had", async () => {
  for (const page of [kPage(kOwn), "<html>Welcome to the hotel</html>"]) {
    serve(page);
    await expect(loadPart(missing)).rejects.toThrow("dynamically");
  }
  serve(kPage("./assets/index-2.js"), false);
  await expect(loadPart(missing)).rejects.toThrow("dynamically");
  served = null;
  await expect(loadPart(missing)).rejects.toThrow("dynamically");
  expect(reload).not.toHaveBeenCalled();
});

it("is not loaded anew where nothing can be kept, as it might be again and again", async () => {
  serve(kPage("./assets/index-2.js"));
  vi.stubGlobal("sessionStorage", {
    getItem: () => {
      throw new DOMException("The operation is insecure.");
    },
  });
  await expect(loadPart(missing)).rejects.toThrow("dynamically");
  expect(reload).not.toHaveBeenCalled();
});
