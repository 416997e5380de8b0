import { expect, it, vi } from "vitest";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => kept.set(key, text),
});

async function opened() {
  vi.resetModules();
  return import("./ground");
}
const chosen = ({ wanted, kGroundLayers }: Awaited<ReturnType<typeof opened>>) =>
  kGroundLayers.filter((layer) => wanted[layer].value);

it("keeps the layers that were chosen, and has the usual ones where nothing can be read", async () => {
  const first = await opened();
  expect(chosen(first)).toEqual(["relief", "contours"]);
  first.wantLayer("contours", false);
  first.wantLayer("slopes", true);
  expect(chosen(await opened())).toEqual(["relief", "slopes"]);
  kept.set("loopgenie.map-layers", '{"relief":"no","raised":true');
  expect(chosen(await opened())).toEqual(["relief", "contours"]);
  kept.set("loopgenie.map-layers", '{"relief":"no","raised":true}');
  expect(chosen(await opened())).toEqual(["relief", "contours", "raised"]);
});
