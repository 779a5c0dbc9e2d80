import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDate, parseDate } from "../base/dates.js";
import {
  addMonths, daysToChristmas, easterOf, firstPeriodFrom, nextPeriodStart, periodStarts, shareOfYear, weekday,
} from "./calendar.js";
import { type Frequency, panel } from "./panel.js";

const day = (text: string) => parseDate(text) as number;

function panelOf(frequency: Frequency, days: readonly number[]) {
  const periodStart = Int32Array.from(days);
  return panel({
    frequency, periodStart, series: [], units: new Float32Array(0), inStock: new Uint8Array(0),
    firstPeriod: new Int32Array(0), attributes: new Map(),
  });
}

describe("calendar", () => {
  it("knows Easter, the earliest, the latest and the exceptions of the computus included", () => {
    const dates = [
      "1818-03-22", "1954-04-18", "1981-04-19", "2000-04-23", "2023-04-09", "2024-03-31", "2038-04-25",
      "2049-04-18",
    ];
    for (const date of dates) expect(formatDate(easterOf(Number(date.slice(0, 4))))).toBe(date);
  });

  it("knows the weekday of known days", () => {
    expect(weekday(day("2024-02-29"))).toBe(3);
    expect(weekday(day("1969-12-28"))).toBe(6);
    expect(weekday(day("2024-01-01"))).toBe(0);
  });

  it("keeps month ends inside their month", () => {
    expect(formatDate(addMonths(day("2024-01-31"), 1))).toBe("2024-02-29");
    expect(formatDate(addMonths(day("2023-11-15"), 3))).toBe("2024-02-15");
  });

  it("starts months, weeks and days where they start", () => {
    const text = (frequency: Frequency) => [...periodStarts(frequency, day("2023-12-01"), 3)].map(formatDate);
    expect(text("month")).toEqual(["2023-12-01", "2024-01-01", "2024-02-01"]);
    expect(text("week")).toEqual(["2023-12-01", "2023-12-08", "2023-12-15"]);
    expect(text("day")).toEqual(["2023-12-01", "2023-12-02", "2023-12-03"]);
  });

  it("counts the days to Christmas through leap years and across New Year", () => {
    expect(daysToChristmas(day("2024-12-25"))).toBe(0);
    expect(daysToChristmas(day("2024-12-24"))).toBe(1);
    expect(daysToChristmas(day("2023-12-26"))).toBe(365);
    expect(daysToChristmas(day("2024-02-28"))).toBe(301);
  });

  it("measures the year from New Year to New Year", () => {
    expect(shareOfYear(day("2023-01-01"))).toBe(0);
    expect(shareOfYear(day("2024-12-31"))).toBeCloseTo(365 / 366, 12);
  });

  it("finds the first period on or after a day", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 })), fc.integer(), (days, wanted) => {
      const starts = Int32Array.from(days.toSorted((a, b) => a - b));
      const expected = starts.findIndex((start) => start >= wanted);
      expect(firstPeriodFrom(starts, wanted)).toBe(expected < 0 ? starts.length : expected);
    }));
  });

  it("continues a panel, over closed Sundays where they are left out", () => {
    const july = Array.from({ length: 40 }, (_, k) => day("2024-06-27") + k);
    const openOnly = july.filter((d) => weekday(d) !== 6 && d <= day("2024-08-03"));
    expect(formatDate(nextPeriodStart(panelOf("day", openOnly)))).toBe("2024-08-05");
    expect(formatDate(nextPeriodStart(panelOf("day", july)))).toBe("2024-08-06");
    expect(formatDate(nextPeriodStart(panelOf("month", [day("2024-12-01")])))).toBe("2025-01-01");
    expect(formatDate(nextPeriodStart(panelOf("week", [day("2024-12-30")])))).toBe("2025-01-06");
  });
});
