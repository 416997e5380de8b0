import { describe, expect, it } from "vitest";
import { kQueryDefaults } from "../plan/generated";
import type { Query } from "../plan/types";
import { changesOf } from "./suggestions";

const query: Query = {
  ...kQueryDefaults,
  at: [42.5, 1.5],
  trailhead: null,
  start: null,
  drive_m: 3000,
  hike_m: 40_000,
};
const settingsOf = (wanted: Query) => changesOf(wanted, "km").map((changes) => changes[0]!.setting);

describe("changesOf", () => {
  it("changes only what limits the query", () => {
    expect(settingsOf({ ...query, max_sac_scale: "difficult_alpine_hiking" })).toEqual([
      "figure of eight",
      "tolerance",
      "twice",
      "length",
      "drive",
    ]);
    expect(
      settingsOf({
        ...query,
        max_ascent_m: 300,
        about_ascent_m: 200,
        direction: "N",
        max_sac_scale: "hiking",
        avoid_roads: true,
        avoid_edges: [1],
      }),
    ).toEqual([
      "ways",
      "direction",
      "climb",
      "about climb",
      "grade",
      "ungraded",
      "roads",
      "figure of eight",
      "tolerance",
      "twice",
      "length",
      "drive",
    ]);
    expect(settingsOf({ ...query, figure_of_eight: true })).not.toContain("figure of eight");
  });
  it("changes one setting at a time, a little first, and never to what it was", () => {
    const asked: Query = { ...query, max_ascent_m: 300, about_ascent_m: 200, direction: "E", max_sac_scale: "hiking" };
    for (const changes of changesOf(asked, "km")) {
      for (const { query: changed } of changes) {
        const different = Object.entries(changed).filter(([key, value]) => value !== asked[key as keyof Query]);
        expect(different).toHaveLength(1);
      }
    }
    const lengths = changesOf(query, "km").find(([first]) => first!.setting === "length")!;
    expect(lengths.map(({ query: { hike_m } }) => hike_m)).toEqual([34_000, 28_000, 20_000, 12_000, 6_000, 3_000]);
  });
  it("shortens a hike in hours by hours", () => {
    const asked: Query = { ...query, hike_m: null, hike_s: 5 * 3600 };
    const lengths = changesOf(asked, "km").find(([first]) => first!.setting === "length")!;
    expect(lengths.map(({ query: { hike_m, hike_s } }) => [hike_m, hike_s])).toEqual(
      [15_300, 12_600, 9_000, 5_400, 2_700, 1_800].map((s) => [null, s]),
    );
    expect(lengths[2]!.label).toBe("Hike for about 2 h 30");
  });
  it("changes what limits the nights, and the number of them last", () => {
    const asked: Query = {
      ...query,
      nights: 3,
      night_kinds: ["hut"],
      longest_day_m: 9_000,
      water_at_night: true,
      short_first_day: true,
    };
    const nightSettings = settingsOf(asked).filter((setting) => !settingsOf(query).includes(setting));
    expect(nightSettings).toEqual(["longest day", "night water", "night kinds", "short days", "nights"]);
    const counts = (of: Query) =>
      changesOf(of, "km")
        .find(([first]) => first!.setting === "nights")!
        .map((change) => [change.query.nights, change.query.day_m, change.label]);
    expect(counts(asked)).toEqual([
      [2, null, "Sleep 2 nights"],
      [0, null, "Walk it in one day"],
    ]);
    expect(counts({ ...query, day_m: 20_000 })).toEqual([[0, null, "Walk it in one day"]]);
  });
  it("tries climbs around the wanted one before it drops it", () => {
    const climbs = changesOf({ ...query, about_ascent_m: 200 }, "km")[0]!;
    expect(climbs.map(({ query: { about_ascent_m } }) => about_ascent_m)).toEqual([150, 250, 100, 350, null]);
  });
  it("lets a drive that is limited by its time take longer", () => {
    const drives = changesOf({ ...query, drive_m: null, drive_s: 1_200 }, "km").find(
      ([first]) => first!.setting === "drive",
    )!;
    expect(drives.map(({ label }) => label)).toEqual(["Drive up to 30 min", "Drive up to 50 min"]);
    expect(drives.map(({ query: { drive_m, drive_s } }) => [drive_m, drive_s])).toEqual([
      [null, 1_800],
      [null, 3_000],
    ]);
  });
});
