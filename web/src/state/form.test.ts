import { beforeEach, describe, expect, it } from "vitest";
import * as form from "./form";
import { encodeLoop } from "../plan/code";
import { kPresets } from "../plan/generated";
import { readFragment, toFragment } from "./fragment";
import { linkedLoop, linkNote } from "./linked_loop";

beforeEach(() => readFragment(""));

describe("amountProblem", () => {
  it("accepts the limits and names them in the unit shown", () => {
    expect(form.amountProblem("hike", 1_000, "km")).toBeNull();
    expect(form.amountProblem("hike", 200_000, "km")).toBeNull();
    expect(form.amountProblem("hike", 0, "km")).toBe("A hike has to be between 1 and 200 km.");
    expect(form.amountProblem("hike", 10_000_000, "km")).toBe("A hike has to be between 1 and 200 km.");
    expect(form.amountProblem("hike", null, "mi")).toBe("A hike has to be between 0.7 and 124 mi.");
    expect(form.amountProblem("drive", -1, "km")).toBe("A drive has to be between 0 and 1,000 km.");
    expect(form.amountProblem("driveTime", 86_460, "min")).toBe("A drive has to be between 0 and 1,440 min.");
  });
});

describe("a preset", () => {
  it("fills the fields that go together, and is what they agree with until one is changed", () => {
    expect(form.preset.value).toBeNull();
    form.aboutAscent.value = 800;
    for (const name of form.kPresetNames) {
      form.choosePreset(name);
      expect(form.preset.value).toBe(name);
    }
    form.choosePreset("family");
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    expect(form.query.value).toMatchObject({ ...kPresets.family, max_retrace: form.kDefaults.max_retrace });
    readFragment(toFragment());
    expect(form.preset.value).toBe("family");
    form.maxSacScale.value = "alpine_hiking";
    expect(form.preset.value).toBeNull();
    form.choosePreset(null);
    expect(form.maxAscent.value).toBeNull();
    expect(form.maxSacScale.value).toBe(form.kDefaults.max_sac_scale);
  });
});

describe("the fragment", () => {
  it("brings the whole form back", () => {
    form.start.value = { lat: 42.55632, lon: 1.53321, label: "L'Aldosa & Ordino, Ćirilica" };
    form.drive.value = { amount: 32187, problem: null };
    form.hike.value = { amount: 25_000, problem: null };
    form.unit.value = "mi";
    form.tolerance.value = 0.2;
    form.maxRetrace.value = 0;
    form.maxSacScale.value = "mountain_hiking";
    form.avoidRoads.value = true;
    form.maxAscent.value = 900;
    form.aboutAscent.value = 800;
    form.direction.value = "SW";
    form.figureOfEight.value = true;
    form.nights.value = 2;
    form.nightKinds.value = ["hut", "camp"];
    form.keepNight({ id: "n17", label: "Refugi de Juclar: old one" });
    form.avoidNight({ id: "w4", label: "Cabana" });
    form.longestDay.value = 14_000;
    form.longestDayTime.value = 6 * 3600;
    form.shortFirstDay.value = true;
    form.shortLastDay.value = true;
    form.waterAtNight.value = true;
    const wanted = form.query.value;
    const fragment = toFragment();
    readFragment("");
    expect(form.hike.value.amount).toBe(form.kDefaults.hike_m);
    expect(form.aboutAscent.value).toBeNull();
    expect(form.direction.value).toBeNull();
    expect(form.figureOfEight.value).toBe(false);
    expect(form.nights.value).toBeNull();
    expect(form.nightKinds.value).toEqual(form.kDefaults.night_kinds);
    expect(form.waterAtNight.value).toBe(false);
    expect(form.keptNights.value).toEqual([]);
    form.start.value = null;
    readFragment(`#${fragment}`);
    expect(form.query.value).toEqual(wanted);
    expect(wanted).toMatchObject({ keep_nights: ["n17"], avoid_nights: ["w4"] });
    expect(form.keptNights.value).toEqual([{ id: "n17", label: "Refugi de Juclar: old one" }]);
    expect(form.start.value!.label).toBe("L'Aldosa & Ordino, Ćirilica");
    expect(form.unit.value).toBe("mi");
  });
  it("brings days of a length back, and takes a number of nights before it", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    form.dayLength.value = 15_000;
    expect(form.query.value).toMatchObject({ nights: null, day_m: 15_000 });
    const wanted = form.query.value;
    readFragment(toFragment());
    expect(form.query.value).toEqual(wanted);
    readFragment(`${toFragment()}&nights=3`);
    expect(form.query.value).toMatchObject({ nights: 3, day_m: null });
  });
  it("keeps a night or leaves it out, one of the two, and one in place of another", () => {
    const [a, b] = [
      { id: "n1", label: "A" },
      { id: "n2", label: "B" },
    ];
    form.keepNight(a);
    form.avoidNight(a);
    expect([form.keptNights.value, form.avoidedNights.value]).toEqual([[], [a]]);
    form.keepNight(a);
    form.keepNight(b, a);
    expect([form.keptNights.value, form.avoidedNights.value]).toEqual([[b], []]);
    form.forgetNight(b);
    expect(form.keptNights.value).toEqual([]);
  });
  it("takes as many nights from a link as the planner does: few to keep, many to leave out", () => {
    const texts = (key: string) => Array.from({ length: 600 }, (_, i) => `${key}=n${i + 1}`).join("&");
    readFragment(`#nights=2&${texts("keepnight")}&${texts("notnight")}`);
    expect(form.keptNights.value).toHaveLength(8);
    expect(form.avoidedNights.value).toHaveLength(500);
  });
  it("holds nothing of nights where there are none", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    form.waterAtNight.value = true;
    form.nightKinds.value = [];
    form.longestDay.value = 9_000;
    expect(form.query.value).toMatchObject({ nights: null, day_m: null, water_at_night: false, longest_day_m: null });
    expect(toFragment()).not.toMatch(/night|sleep|longest/);
  });
  it("keeps nights while the hike is asked for in hours, which has none", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    form.nights.value = 2;
    form.nightKinds.value = ["hut"];
    form.hikeBy.value = "time";
    expect(form.query.value).toMatchObject({ nights: null, night_kinds: form.kDefaults.night_kinds });
    readFragment(toFragment());
    expect(form.hikeBy.value).toBe("time");
    form.hikeBy.value = "way";
    expect(form.query.value).toMatchObject({ nights: 2, night_kinds: ["hut"] });
  });
  it("keeps that no kind of night is chosen, and kinds that are not the usual ones", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    form.nights.value = 1;
    for (const kinds of [[], ["wild"], ["hut", "wild"]] as const) {
      form.nightKinds.value = kinds;
      readFragment(toFragment());
      expect(form.nightKinds.value).toEqual(kinds);
      expect(linkNote.value).toBeNull();
    }
  });
  it("asks nothing without any kind of night, and says so", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    form.nights.value = 1;
    form.nightKinds.value = [];
    expect(form.query.value).toBeNull();
    expect(form.nightKindsProblem.value).toMatch(/at least one kind/);
    form.nightKinds.value = ["hut"];
    expect(form.query.value).toMatchObject({ night_kinds: ["hut"] });
    readFragment("#nights=2&sleep=hut,palace");
    expect(linkNote.value).toContain("sleep=hut,palace");
    expect(form.nightKinds.value).toEqual(["hut"]);
  });
  it("brings a trailhead back that nobody drives to, and the drive when it is taken back", () => {
    form.start.value = { lat: 42.55632, lon: 1.53321, label: "Coll d'Ordino", trailhead: "n123" };
    expect(form.query.value).toMatchObject({ at: null, trailhead: "n123", drive_m: null });
    const wanted = form.query.value;
    const fragment = toFragment();
    form.start.value = null;
    readFragment(`#${fragment}`);
    expect(form.query.value).toEqual(wanted);
    form.driveFromStart();
    expect(form.query.value).toMatchObject({ at: [42.55632, 1.53321], trailhead: null });
    expect(form.query.value!.drive_m).toBe(form.kDefaults.drive_m);
  });
  it("brings a start on foot back, and the drive when it is taken back", () => {
    form.start.value = { lat: 42.556321, lon: 1.53321, label: "Pla" };
    expect(form.query.value).toMatchObject({ at: [42.55632, 1.53321], start: null });
    form.walkFromStart();
    expect(form.query.value).toMatchObject({ at: null, trailhead: null, start: [42.55632, 1.53321] });
    expect(form.query.value).toMatchObject({ drive_m: null, drive_s: null });
    const wanted = form.query.value;
    const fragment = toFragment();
    expect(fragment).toContain("foot=yes");
    form.start.value = null;
    readFragment(`#${fragment}`);
    expect(form.query.value).toEqual(wanted);
    form.driveFromStart();
    expect(form.query.value).toMatchObject({ at: [42.55632, 1.53321], start: null, drive_m: form.kDefaults.drive_m });
    expect(toFragment()).not.toContain("foot");
  });
  it("takes a trailhead of a link before a start on foot: there is one of them", () => {
    readFragment("at=42.5,1.5&trailhead=n1&foot=yes");
    expect(form.query.value).toMatchObject({ at: null, trailhead: "n1", start: null });
  });
  it("asks from a start on foot whatever the drive field holds", () => {
    form.drive.value = { amount: 20_000, problem: "A drive has to be …" };
    form.start.value = { lat: 42.5, lon: 1.5, label: "x", isOnFoot: true };
    expect(form.query.value).not.toBeNull();
  });
  it("asks from a trailhead whatever the drive field holds", () => {
    form.drive.value = { amount: 20_000, problem: "A drive has to be …" };
    form.start.value = { lat: 42.5, lon: 1.5, label: "x", trailhead: "n1" };
    expect(form.query.value).not.toBeNull();
  });
  it("brings a drive in minutes back, which takes the place of the way", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    form.driveBy.value = "time";
    form.driveUpTo(2_700);
    expect(form.query.value).toMatchObject({ drive_m: null, drive_s: 2_700 });
    const wanted = form.query.value;
    const fragment = toFragment();
    readFragment("");
    expect(form.query.value).toMatchObject({ drive_m: form.kDefaults.drive_m, drive_s: null });
    readFragment(`#${fragment}`);
    expect(form.query.value).toEqual(wanted);
    form.driveTime.value = { amount: 2_700, problem: "A drive has to be …" };
    expect(form.query.value).toBeNull();
    form.driveBy.value = "way";
    expect(form.query.value).not.toBeNull();
  });
  it("has a climb of nothing as a limit, and numbers as people write them", () => {
    readFragment("#climb=0&hike=14,500&drive=6 000");
    expect(form.maxAscent.value).toBe(0);
    expect(form.hike.value.amount).toBe(14_500);
    expect(form.drive.value.amount).toBe(6_000);
    expect(linkNote.value).toBeNull();
    expect(toFragment()).toContain("climb=0");
  });
  it("says what it cannot use", () => {
    readFragment("#hike=200&drive=6000&grade=easy");
    expect(linkNote.value).toContain("(hike=200, grade=easy)");
    readFragment("#drive=6000&hik");
    expect(linkNote.value).toContain("cut short");
    readFragment("#drive=6000&hike=14000&loop=n1.CQ.abc");
    expect(linkNote.value).toContain("loop of this link cannot be read");
    readFragment("#drive=6000&hike=14000&near=42.5,1.5&was=14");
    expect(linkNote.value).toContain("loop of this link cannot be read");
    readFragment("#drive=6000&hike=14000");
    expect(linkNote.value).toBeNull();
  });
  it("keeps a start that it does not name, but not as a step of undo", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    readFragment("#hike=14000");
    expect(form.start.value).not.toBeNull();
    readFragment("#hike=14000", true);
    expect(form.start.value).toBeNull();
  });
  it("keeps a loop that is looked for, with the direction in which it is walked", () => {
    const loop = { trailhead: "n7", edges: [{ id: 65536, forward: true }] };
    const link = `drive=6000&hike=14000&near=42.50000,1.50000&walk=back&was=14200.abc&loop=${encodeLoop(loop)}`;
    readFragment(link);
    expect(linkedLoop.value).toEqual({
      loop,
      isReversed: true,
      near: { lat: 42.5, lon: 1.5 },
      was: { length_m: 14_200, line: parseInt("abc", 36) },
      isKept: false,
    });
    expect(toFragment()).toBe(link);
    linkedLoop.value = null;
  });
  it("falls back to defaults for nonsense", () => {
    form.start.value = null;
    readFragment("#hike=-3&drive=abc&at=99,999&within=7&grade=impossible&unit=furlong");
    expect(form.hike.value.amount).toBe(form.kDefaults.hike_m);
    expect(form.drive.value.amount).toBe(form.kDefaults.drive_m);
    expect(form.tolerance.value).toBe(form.kDefaults.tolerance);
    expect(form.maxSacScale.value).toBe("demanding_mountain_hiking");
    expect(form.start.value).toBeNull();
    expect(form.query.value).toBeNull();
  });
  it("asks nothing while a field holds no usable value", () => {
    form.start.value = { lat: 42.5, lon: 1.5, label: "x" };
    expect(form.query.value).not.toBeNull();
    form.hike.value = { amount: 20_000, problem: "A hike has to be …" };
    expect(form.query.value).toBeNull();
  });
});
