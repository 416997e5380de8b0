import { describe, expect, it } from "vitest";
import type { LoopPart } from "../plan/types";
import { lesserGround, partName, warnings } from "./ground";

const plain: LoopPart = {
  name: null,
  ref: null,
  class: "path",
  surface: null,
  sac_scale: "hiking",
  visibility: null,
  informal: false,
  seasonal: false,
  ford: false,
  permit: false,
  customers: false,
  restricted: false,
  conditional: false,
  fence: false,
  tidal: false,
  ice_road: false,
  winter_road: false,
  bike_trail: false,
  near_water: false,
  near_peak: false,
  near_road: false,
  in_town: false,
  first_edge: 0,
  edge_count: 1,
  first_vertex: 0,
  length_m: 1000,
  ascent_m: 0,
  descent_m: 0,
  climb_unknown_m: 0,
  lesser_ground_m: 100,
  retraced: false,
};

describe("lesserGround", () => {
  it("adds up by reason, the most lost first", () => {
    const found = lesserGround([
      plain,
      { ...plain, class: "residential", lesser_ground_m: 750 },
      { ...plain, length_m: 500, lesser_ground_m: 50 },
      { ...plain, class: "track", lesser_ground_m: 0 },
    ]);
    expect(found).toEqual([
      { name: "on residential streets", length_m: 1000, lost: 750 },
      { name: "on unmarked paths", length_m: 1500, lost: 150 },
    ]);
  });
  it("blames traffic before all else", () => {
    expect(lesserGround([{ ...plain, class: "primary", in_town: true, near_road: true }])[0]!.name).toBe(
      "along a main road",
    );
  });
});

describe("a part", () => {
  it("is called by its name, its route, or its kind", () => {
    expect(partName({ ...plain, name: "Camí Ral" })).toBe("Camí Ral");
    expect(partName({ ...plain, ref: "GR 7" })).toBe("path on GR 7");
    expect(partName({ ...plain, ref: "E7; GR 11;GR11; gr 7; GR 7" })).toBe("path on E7, GR 11, gr 7");
    expect(partName({ ...plain, class: "unclassified" })).toBe("Minor road");
  });
  it("warns of what is not known as well as of what is", () => {
    expect(warnings(plain)).toEqual([]);
    expect(warnings({ ...plain, sac_scale: null, informal: true })).toEqual(["informal, may be faint", "not graded"]);
    expect(warnings({ ...plain, sac_scale: "demanding_alpine_hiking" })).toEqual(["T4 or harder"]);
    expect(warnings({ ...plain, class: "track", sac_scale: null })).toEqual([]);
    expect(warnings({ ...plain, permit: true, tidal: true })).toEqual(["permit needed", "under water at high tide"]);
  });
});
