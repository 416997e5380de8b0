import { beforeEach, describe, expect, it } from "vitest";
import * as form from "./form";
import { readFragment, toFragment } from "./fragment";

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
    const wanted = form.query.value;
    const fragment = toFragment();
    readFragment("");
    expect(form.hike.value.amount).toBe(form.kDefaults.hike_m);
    form.start.value = null;
    readFragment(`#${fragment}`);
    expect(form.query.value).toEqual(wanted);
    expect(form.start.value!.label).toBe("L'Aldosa & Ordino, Ćirilica");
    expect(form.unit.value).toBe("mi");
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
  it("falls back to defaults for nonsense", () => {
    form.start.value = null;
    readFragment("#hike=-3&drive=abc&at=99,999&within=7&grade=impossible&unit=furlong");
    expect(form.hike.value.amount).toBe(form.kDefaults.hike_m);
    expect(form.drive.value.amount).toBe(form.kDefaults.drive_m);
    expect(form.tolerance.value).toBe(form.kDefaults.tolerance);
    expect(form.maxSacScale.value).toBeNull();
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
