import { expect, test } from "vitest";
import type { Night } from "../plan/types";
import { knownFacts, openText, phoneLink, siteName, unknownFacts } from "./night_facts";

const nothing: Night = {
  id: "n1",
  kind: "hut",
  name: "Refugi de Juclar",
  lat: 42.6,
  lon: 1.7,
  vertex: 4,
  detour_m: 120,
  water: "tap",
  unverified: false,
  open_months: [],
  capacity: null,
  fee: null,
  reservation: null,
  phone: null,
  website: null,
};

test("opening months are told in words, over the turn of the year, too", () => {
  expect(openText([6, 7, 8, 9])).toBe("open June to September");
  expect(openText([7])).toBe("open in July");
  expect(openText([1, 2, 3, 4, 7, 12])).toBe("open in July and December to April");
  expect(openText([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).toBe("open all year");
  expect(openText([])).toBe("");
});

test("what is known is told, and what is not known is named", () => {
  expect(knownFacts(nothing)).toEqual([]);
  expect(unknownFacts(nothing)).toEqual([
    "when it is open",
    "how many it holds",
    "whether it costs something",
    "whether to reserve",
    "whom to ask",
  ]);
  const known: Night = {
    ...nothing,
    open_months: [6, 7],
    capacity: 43,
    fee: true,
    reservation: "required",
    phone: "+376 123 456",
  };
  expect(knownFacts(known)).toEqual(["open June to July", "43 places", "costs something", "only with a reservation"]);
  expect(unknownFacts(known)).toEqual([]);
  expect(knownFacts({ ...nothing, capacity: 1, fee: false })).toEqual(["1 place", "free of charge"]);
  expect(unknownFacts({ ...nothing, kind: "wild" })).toEqual([]);
});

test("a phone is dialled by its digits, and a website is called by its host", () => {
  expect(phoneLink("+376 (123) 45-67")).toBe("tel:+3761234567");
  expect(phoneLink("+44 (0)20 7946")).toBe("tel:+44207946");
  expect(phoneLink("+43 5256 6200 / 6201")).toBe("tel:+4352566200");
  expect(phoneLink("+43 5256 6200, +43 664 1234567")).toBe("tel:+4352566200");
  expect(phoneLink("+43 5256/6200")).toBe("tel:+4352566200");
  expect(siteName("https://www.example.org/refugi?a=b")).toBe("example.org");
  expect(siteName("http://example.org")).toBe("example.org");
});
