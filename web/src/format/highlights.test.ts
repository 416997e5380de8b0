import { expect, test } from "vitest";
import type { Highlight } from "../plan/types";
import { highlightText } from "./highlights";

const pass: Highlight = { at_m: 6340, kind: "saddle", name: "Collada dels Isards", ele_m: 2650 };

test("a highlight is where it is, its name, kind and height", () => {
  expect(highlightText(pass, "km")).toBe("6.3 km: Collada dels Isards (pass, 2,650 m)");
  expect(highlightText(pass, "mi")).toBe("3.9 mi: Collada dels Isards (pass, 8,694 ft)");
});

test("what has no name or no known height says neither", () => {
  expect(highlightText({ ...pass, name: null }, "km")).toBe("6.3 km: pass, 2,650 m");
  expect(highlightText({ ...pass, kind: "alpine_hut", ele_m: null }, "km")).toBe(
    "6.3 km: Collada dels Isards (alpine hut)",
  );
});
