import { expect, test } from "vitest";
import { tidyFragment } from "./link_text";

const kLink = "at=42.55632,1.53321&from=La+Massana+%26+Ordino,+50%25&drive=6000&hike=14000&loop=n77.CQ-_w.a0z";
const kParts = {
  at: "42.55632,1.53321",
  from: "La Massana & Ordino, 50%",
  drive: "6000",
  hike: "14000",
  loop: "n77.CQ-_w.a0z",
};
const read = (link: string) => {
  const { parts, isCut } = tidyFragment(link);
  return { ...Object.fromEntries(parts), ...(isCut && { isCut }) };
};

test("a link as it was written", () => {
  expect(read(kLink)).toEqual(kParts);
  expect(read(`#${kLink}`)).toEqual(kParts);
  expect(read("")).toEqual({});
});

test("a full stop, a bracket or a quote behind it", () => {
  for (const end of [
    ".",
    ",",
    ")",
    ").",
    "]",
    ">",
    '"',
    "'",
    "”",
    "»",
    "…",
    "!",
    " ",
    "%29",
    "%3E",
    "%22",
    "%20",
    "%29.",
  ]) {
    expect(read(kLink + end), end).toEqual(kParts);
  }
});

test("ampersands written as in HTML, also twice", () => {
  for (const and of ["&amp;", "&amp;amp;", "&#38;", "&#x26;"]) expect(read(kLink.replaceAll("&", and))).toEqual(kParts);
});

test("percent-encoded once more, as a whole or its values, also twice", () => {
  const once = encodeURIComponent(kLink);
  expect(read(once)).toEqual(kParts);
  expect(read(encodeURIComponent(once))).toEqual(kParts);
  const values = kLink.replace(/%/g, "%25").replaceAll(",", "%2C");
  expect(read(values)).toEqual(kParts);
  expect(read(values.replace(/%/g, "%25"))).toEqual(kParts);
});

test("wrapped into lines", () => {
  expect(read(kLink.replace("hike=", "hi%0D%0Ake="))).toEqual(kParts);
  expect(read(kLink.replace("CQ", "C%20Q"))).toEqual(kParts);
  expect(read(kLink.replace("CQ", "C\nQ"))).toEqual(kParts);
});

test("an end that is no whole part is said", () => {
  expect(read("drive=6000&hi")).toEqual({ drive: "6000", hi: "", isCut: true });
  expect(read("drive=6000&from=La%2")).toMatchObject({ isCut: true });
  expect(read("drive=6000&")).toEqual({ drive: "6000" });
});
