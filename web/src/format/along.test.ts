import { expect, test } from "vitest";
import type { Along } from "../plan/types";
import { alongText } from "./along";

const place: Along = {
  id: "n1",
  kind: "alpine_hut",
  night: "hut",
  name: "Refugi de Sorteny",
  lat: 42.6,
  lon: 1.5,
  ele_m: 1965,
  potable: null,
  intermittent: false,
  unverified: false,
  detour_m: 4,
  vertex: 0,
};

test("a hut on the way is named, with its distance from the start", () => {
  expect(alongText(place, 7240, "km")).toBe("7.2 km: Refugi de Sorteny (alpine hut)");
});

test("a detour is said, in the unit chosen", () => {
  expect(alongText({ ...place, detour_m: 380 }, 7240, "km")).toContain("380 m off the way");
  expect(alongText({ ...place, detour_m: 380 }, 7240, "mi")).toMatch(/^4\.5 mi: .*off the way$/);
});

test("a shelter that nobody described is unverified", () => {
  expect(alongText({ ...place, kind: "shelter", name: "Orri", unverified: true }, 0, "km")).toMatch(
    /: Orri \(shelter\), basic, unverified$/,
  );
});

test("water says what is not known of it", () => {
  const spring: Along = { ...place, kind: "spring", night: null, name: null, intermittent: true };
  expect(alongText(spring, 0, "km")).toMatch(/: spring, may not be drinkable, may be dry$/);
  expect(alongText({ ...spring, potable: false }, 0, "km")).toMatch(/not drinkable/);
  expect(alongText({ ...spring, kind: "drinking_water", intermittent: false }, 0, "km")).toMatch(/: drinking water$/);
});
