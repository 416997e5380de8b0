import { expect, test } from "vitest";
import type { Night } from "../plan/types";
import { kNight } from "./night_sample";
import { knownFacts, openText, phoneLink, siteName, unknownFacts } from "./night_facts";

test("opening months are told in words, over the turn of the year, too", () => {
  expect(openText([6, 7, 8, 9])).toBe("open June to September");
  expect(openText([7])).toBe("open in July");
  expect(openText([1, 2, 3, 4, 7, 12])).toBe("open in July and December to April");
  expect(openText([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).toBe("open all year");
  expect(openText([])).toBe("");
});

test("what is known is told, and what is not known is named", () => {
  expect(knownFacts(kNight)).toEqual([]);
  expect(unknownFacts(kNight)).toEqual([
    "when it is open",
    "how many it holds",
    "whether it costs something",
    "whether to reserve",
    "whom to ask",
  ]);
  const known: Night = {
    ...kNight,
    open_months: [6, 7],
    capacity: 43,
    fee: true,
    reservation: "required",
    phone: "+376 123 456",
  };
  expect(knownFacts(known)).toEqual(["open June to July", "43 places", "costs something", "only with a reservation"]);
  expect(unknownFacts(known)).toEqual([]);
  expect(knownFacts({ ...kNight, capacity: 1, fee: false })).toEqual(["1 place", "free of charge"]);
  expect(unknownFacts({ ...kNight, kind: "wild" })).toEqual([]);
});

test("a phone is dialled by its digits, and a website is called by its host", () => {
  expect(phoneLink("+376 (123) 45-67")).toBe("tel:+3761234567");
  expect(phoneLink("+44 (0)20 7946")).toBe("tel:+44207946");
  expect(phoneLink("+43 5256/6200")).toBe("tel:+4352566200");
  expect(siteName("https://www.example.org/refugi?a=b")).toBe("example.org");
  expect(siteName("http://example.org")).toBe("example.org");
});
