import { expect, test } from "vitest";
import { loopFileName } from "./file_name";

test("a file is named after the loop's name and length", () => {
  expect(loopFileName("Coll d'Ordino", 14_230, "gpx")).toBe("loop-coll-d-ordino-14.2km.gpx");
  expect(loopFileName("Estany de Juclar – Coll (2)", 14_230, "gpx")).toBe("loop-estany-de-juclar-coll-2-14.2km.gpx");
  expect(loopFileName("Штубай / Łódź", 9_000, "geojson")).toBe("loop-штубай-łódź-9.0km.geojson");
  expect(loopFileName("../../etc: *?", 9_000, "gpx")).toBe("loop-etc-9.0km.gpx");
  expect(loopFileName("", 9_000, "gpx")).toBe("loop-9.0km.gpx");
  expect(new TextEncoder().encode(loopFileName("𠮷".repeat(500), 9_000, "geojson")).length).toBeLessThan(255);
  expect(loopFileName("x".repeat(500), 9_000, "gpx").length).toBeLessThan(90);
});
