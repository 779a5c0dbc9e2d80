import { describe, expect, test } from "vitest";
import { count, interval, number, percent } from "./number.js";
import { facts, table } from "./table.js";

describe("a printed table", () => {
  test("aligns words left, numbers right and ends no line in blanks", () => {
    const rows = [
      { name: "base-stock", cost: "7.271" },
      { name: "a", cost: "12.10" },
    ];
    const printed = table(rows, [
      { title: "policy", text: (row) => row.name },
      { title: "cost", text: (row) => row.cost, align: "right" },
      { title: "", text: () => "" },
    ]);
    expect(printed.split("\n")).toEqual(["policy       cost", "base-stock  7.271", "a           12.10"]);
  });

  test("lists facts under one another", () => {
    expect(facts([["series", "12"], ["gaps", "none"]])).toBe("series  12\ngaps    none");
  });
});

describe("a printed number", () => {
  test("has four digits that count and no exponent", () => {
    expect([6.83591, 27.1, 1234.5, 0.00123, 0, -3].map(number)).toEqual([
      "6.836",
      "27.10",
      "1,235",
      "0.0012",
      "0",
      "-3.000",
    ]);
  });

  test("is a dash where there is none", () => {
    expect([number(NaN), number(null), percent(undefined)]).toEqual(["–", "–", "–"]);
  });

  test("counts, rates and intervals read as such", () => {
    expect(count(1234567)).toBe("1,234,567");
    expect(percent(0.0421)).toBe("4.2 %");
    expect(interval({ mean: 6.8359, low: 6.71, high: 6.97 })).toBe("6.836 [6.710, 6.970]");
  });
});
