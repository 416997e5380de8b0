import { describe, expect, it } from "vitest";
import { parseAmount, parseNumber } from "./numbers";

describe("parseNumber", () => {
  it("takes decimals, thousands and digits as people write them", () => {
    for (const [typed, value] of [
      [" 12,5 ", 12.5],
      ["12.5", 12.5],
      ["7.", 7],
      [".5", 0.5],
      ["1,000", 1000],
      ["1,000.5", 1000.5],
      ["1.000,5", 1000.5],
      ["1.234.567", 1_234_567],
      ["12,34,567", 1_234_567],
      ["1 000", 1000],
      ["1\u202f000,25", 1000.25],
      ["1'000", 1000],
      ["1’000.5", 1000.5],
      ["0,500", 0.5],
      ["1.000", 1],
      ["−3", -3],
      ["٢٥", 25],
      ["٢٥٫٥", 25.5],
      ["१२", 12],
      ["２５", 25],
    ] as const)
      expect(parseNumber(typed), typed).toBe(value);
  });
  it("refuses what is no number", () => {
    for (const typed of ["", "abc", "1e9", "--1", "12 km", "1 2", "1,00,0", "1,2,3", "1.2.3", "5 000 00", ",", "."])
      expect(parseNumber(typed), typed).toBeNull();
  });
});

describe("parseAmount", () => {
  it("takes a unit, else the field's", () => {
    for (const [typed, field, amount] of [
      ["25", "km", 25_000],
      ["25 km", "km", 25_000],
      ["25km", "mi", 25_000],
      ["10 miles", "km", 16_093],
      ["10", "mi", 16_093],
      ["1,500 m", "km", 1500],
      ["25 KM.", "km", 25_000],
      ["12.", "km", 12_000],
      ["45", "min", 2700],
      ["1 h", "min", 3600],
      ["1.5 hours", "min", 5400],
      ["1 h 30", "min", 5400],
      ["1h30min", "min", 5400],
      ["1:30", "min", 5400],
      ["90 min", "min", 5400],
    ] as const)
      expect(parseAmount(typed, field), typed).toBe(amount);
  });
  it("refuses a time for a length, and other words", () => {
    for (const [typed, field] of [
      ["25 min", "km"],
      ["25 km", "min"],
      ["25 leagues", "km"],
      ["1:90", "min"],
      ["1:30", "km"],
      ["km", "km"],
      ["", "km"],
    ] as const)
      expect(parseAmount(typed, field), typed).toBeNull();
  });
});
