import { beforeEach, expect, it, vi } from "vitest";
import { kQueryDefaults } from "../plan/generated";
import * as form from "./form";
import { queryFragment, readFragment, toFragment } from "./fragment";
import type { Step } from "./history";
import { isOwnPace, keepPace, keptPace, setPace } from "./pace";

const own = { flat: 1.1, up: 1.3, down: 0.9 };

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => kept.set(key, text),
});

beforeEach(() => {
  kept.clear();
  form.pace.value = kQueryDefaults.pace;
});

it("is the formula's until the person says another, which is kept", () => {
  expect(keptPace()).toEqual({ flat: 1, up: 1, down: 1 });
  expect(isOwnPace(keptPace())).toBe(false);
  setPace(own);
  expect(form.pace.value).toEqual(own);
  expect(keptPace()).toEqual(own);
  expect(isOwnPace(keptPace())).toBe(true);
});

it("is the formula's where what is kept cannot be used", () => {
  for (const text of ["{", "null", '{"flat":1,"up":1}', '{"flat":1,"up":9,"down":1}', '{"flat":"1","up":1,"down":1}']) {
    kept.set("loopgenie.pace", text);
    expect(keptPace(), text).toEqual(kQueryDefaults.pace);
  }
});

it("goes into the link, and a link leaves what is kept", () => {
  setPace({ flat: 1.2, up: 1.2, down: 1.2 });
  readFragment("#hiketime=18000&pace=1.1,1.3,0.9");
  expect(form.pace.value).toEqual(own);
  expect(form.hikeBy.value).toBe("time");
  expect(form.hikeTime.value.amount).toBe(18_000);
  expect(keptPace().up).toBe(1.2);
  expect(toFragment()).toContain("hiketime=18000&pace=1.1,1.3,0.9");
  readFragment("#hike=14000");
  expect(form.pace.value.up).toBe(1.2);
  expect(form.hikeBy.value).toBe("way");
  // Where hours are asked for, the formula's pace is named, too.
  form.hikeBy.value = "time";
  form.pace.value = kQueryDefaults.pace;
  expect(toFragment()).toContain("pace=1,1,1");
});

it("is brought back by undo and redo, with what is kept", () => {
  const step = (): Step => ({ query: queryFragment(), fragment: toFragment(), kept: keptPace() });
  const restore = ({ fragment, kept }: Step) => {
    keepPace(kept);
    readFragment(fragment, true);
  };
  readFragment("#hike=14000");
  const first = step();
  readFragment("#hike=14000&pace=1.3,1.3,1.3");
  const linked = step();
  setPace(own);
  const chosen = step();
  expect(new Set([first, linked, chosen].map(({ query }) => query)).size).toBe(3);
  for (const [back, pace, kept] of [
    [linked, 1.3, 1],
    [first, 1, 1],
    [linked, 1.3, 1],
    [chosen, own.up, own.up],
  ] as const) {
    restore(back);
    expect(form.pace.value.up).toBe(pace);
    expect(keptPace().up).toBe(kept);
    // The same step again: nothing that was undone is forgotten.
    expect(step()).toEqual(back);
  }
});

it("of a link that has the formula's stays so beside another that is kept", () => {
  setPace(own);
  readFragment("#hike=14000&pace=1,1,1");
  expect(form.pace.value).toEqual(kQueryDefaults.pace);
  expect(toFragment()).toContain("pace=1,1,1");
  expect(keptPace()).toEqual(own);
});

it("is not taken from a link where it cannot be used", () => {
  for (const pace of ["1,2", "1,1,9", "1,1,1,1", "a,b,c", "0.4,1,1", ""]) {
    readFragment(`#hike=14000&pace=${pace}`);
    expect(form.pace.value, pace).toEqual(kQueryDefaults.pace);
  }
});
