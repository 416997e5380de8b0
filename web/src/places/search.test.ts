import { describe, expect, it } from "vitest";
import type { Place } from "./place";
import { folded, parsePosition, searchPlaces } from "./search";

const place = (name: string, kind: string, population: number | null = null, also = ""): Place => {
  return { id: name, name, also, kind, lat: 0, lon: 0, population };
};

describe("searchPlaces", () => {
  const places = [
    place("Ordino", "town", 4800),
    place("Mas d'Ordino", "hamlet"),
    place("La Cortinada", "village"),
    place("L'Aldosa", "village", 300),
    place("L'Aldosa", "village", 700),
    place("Escaldes-Engordany", "town", 14000, "Les Escaldes"),
    place("Cordino", "city", 90000),
  ];
  const names = (typed: string) => searchPlaces(places, typed).map((found) => found.name);

  it("puts the whole name first, then beginnings of words, then anything that contains it", () => {
    expect(names("ordino")).toEqual(["Ordino", "Mas d'Ordino", "Cordino"]);
  });
  it("ignores case, accents, apostrophes and hyphens", () => {
    expect(names("ÓRDINO")[0]).toBe("Ordino");
    expect(names("l aldosa")).toHaveLength(2);
    expect(names("escaldes engor")).toEqual(["Escaldes-Engordany"]);
  });
  it("finds a place by its other name", () => {
    expect(names("les escaldes")).toEqual(["Escaldes-Engordany"]);
  });
  it("puts the one with more people first among equals", () => {
    expect(searchPlaces(places, "l'aldosa")[0]?.population).toBe(700);
  });
  it("finds nothing for nothing, for punctuation and for an unknown name", () => {
    expect(names("")).toEqual([]);
    expect(names(" -' ")).toEqual([]);
    expect(names("Atlantis")).toEqual([]);
  });
  it("keeps letters of every script", () => {
    expect(folded("Ćirilica Ћирилица")).toBe("cirilica ћирилица");
  });
});

describe("parsePosition", () => {
  it("reads latitude and longitude", () => {
    expect(parsePosition("42.5563, 1.5332")).toEqual({ lat: 42.5563, lon: 1.5332 });
    expect(parsePosition(" -33.9;18.4 ")).toEqual({ lat: -33.9, lon: 18.4 });
  });
  it("refuses what is none", () => {
    for (const typed of ["42.5", "Ordino", "91, 0", "0, 181", "1,2,3"]) expect(parsePosition(typed)).toBeNull();
  });
});
