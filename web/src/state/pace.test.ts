import { beforeEach, expect, it, vi } from "vitest";
import { kQueryDefaults } from "../plan/generated";
import * as form from "./form";
import { readFragment, restoreStep, toFragment, toStep } from "./fragment";
import { isOwnPace, keepPace, keptPace, setPace } from "./pace";

const own = { flat: 1.1, up: 1.3, down: 0.9 };

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => kept.set(key, text),
});

beforeEach(() => {
  keepPace(kQueryDefaults.pace);
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
  readFragment("#hike=14000");
  const first = toStep();
  readFragment("#hike=14000&pace=1.3,1.3,1.3");
  const linked = toStep();
  setPace(own);
  const chosen = toStep();
  expect(new Set([first, linked, chosen].map(({ query }) => query)).size).toBe(3);
  for (const [back, pace, kept] of [
    [linked, 1.3, 1],
    [first, 1, 1],
    [linked, 1.3, 1],
    [chosen, own.up, own.up],
  ] as const) {
    restoreStep(back, toStep());
    expect(form.pace.value.up).toBe(pace);
    expect(keptPace().up).toBe(kept);
    // The same step again: nothing that was undone is forgotten.
    expect(toStep()).toEqual(back);
  }
});

it("that another page keeps meanwhile is left by undo, and does not change what undo shows", () => {
  readFragment("#hike=14000");
  const first = toStep();
  readFragment("#hike=15000");
  const second = toStep();
  kept.set("loopgenie.pace", JSON.stringify(own));
  restoreStep(first, second);
  expect(keptPace()).toEqual(own);
  expect(form.pace.value).toEqual(kQueryDefaults.pace);
  expect(toStep()).toEqual(first);
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
