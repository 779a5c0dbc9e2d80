import { describe, expect, test } from "vitest";
import { count, number, percent } from "./number.js";
import type { ImportReport } from "../../store/import-report.js";
import { importText } from "./import-text.js";
import { listText } from "./list-text.js";
import { recommendText } from "./recommend-text.js";
import { facts, table } from "./table.js";
import { trainText } from "./train-text.js";

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

  test("counts and rates read as such", () => {
    expect(count(1234567)).toBe("1,234,567");
    expect(percent(0.0421)).toBe("4.2 %");
  });
});

describe("what commands print", () => {
  const report: ImportReport = {
    frequency: "week",
    series: 599,
    periods: 157,
    firstDate: "2021-04-12",
    lastDate: "2024-04-08",
    rowsRead: 94_043,
    unitsSold: 1_000_000,
    gapsFilled: 0,
    duplicates: 2,
    returns: { rows: 0, units: 0, clippedPeriods: 0 },
    rejected: { rows: 1, examples: [{ file: "sales.csv", line: 3, column: "sold", found: '"many"' }] },
    seriesStartingLate: 209,
    seriesNeverOnOffer: 0,
    closedDays: 0,
    outOfStockShare: 0.046,
    notes: ["A note."],
  };

  test("an import says what it read, and which rows it refused by line and column", () => {
    expect(importText(report).split("\n")).toEqual([
      "series         599 (209 start after the first period)",
      "periods        157 (week, 2021-04-12 to 2024-04-08)",
      "rows           94,043",
      "units sold     1,000,000",
      "gaps           none",
      "out of stock   4.6 % of periods",
      "duplicates     2 rows added to others",
      "rejected rows  1",
      '  sales.csv line 3, column sold: "many"',
      "A note.",
    ]);
  });

  test("training, orders and lists are told in a few lines", () => {
    const trained = { run: "run", steps: 2000, bestStep: 1500, validationCost: 4.2 };
    const kept = trainText({ ...trained, keep: "best" });
    expect(kept).toContain("kept             step 1,500 of 2,000");
    const refit = trainText({ ...trained, keep: "refit" });
    expect(refit).toContain("best             step 1,500 of 2,000");
    expect(refit).toContain("kept             1,500 steps, learned anew");
    const recommended = { out: "o.csv", series: 12, orders: 5, units: 1300, notes: ["Two have no stock."] };
    expect(recommendText(recommended)).toBe(
      "orders  5 of 12 series\nunits   1,300\nfile    o.csv\nTwo have no stock.",
    );
    const entries = [
      { name: "none", summary: "The output." },
      { name: "base", summary: "A target." },
    ];
    expect(listText([{ kind: "heads", entries }])).toBe("heads\n  none  The output.\n  base  A target.");
  });
});
