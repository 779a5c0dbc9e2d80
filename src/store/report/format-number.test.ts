import { describe, expect, it } from "vitest";
import {
  columnFormat,
  decimalsFor,
  formatNumber,
  formatSigned,
  intervalText,
  percentDecimals,
  percentText,
} from "./format-number.js";

describe("numbers in a report", () => {
  it("have fixed digits, thousands apart and a true minus sign", () => {
    expect(formatNumber(1234567.891, 2)).toBe("1,234,567.89");
    expect(formatNumber(0.00012345, 5)).toBe("0.00012");
    expect(formatNumber(-1234, 0)).toBe("−1,234");
    expect(formatNumber(999, 0)).toBe("999");
  });

  it("have no sign when they round to zero", () => {
    expect(formatNumber(-0.0004, 2)).toBe("0.00");
    expect(formatSigned(0.0004, 2)).toBe("0.00");
    expect(formatSigned(1.5, 1)).toBe("+1.5");
  });

  it("become a dash where they are undefined", () => {
    for (const value of [null, undefined, NaN, Infinity]) expect(formatNumber(value, 2)).toBe("–");
    expect(percentText(null, 1)).toBe("–");
    expect(intervalText({ low: 2, high: 2 }, String)).toBe("–");
  });

  it("have as many decimals as the median of their column needs", () => {
    expect(decimalsFor([3.21, 3.22, 1e6])).toBe(3);
    expect(decimalsFor([123_456, 99_000])).toBe(0);
    expect(decimalsFor([0.00456])).toBe(6);
    expect(decimalsFor([0, null, NaN])).toBe(2);
  });

  it("show small percentages finer than large ones", () => {
    expect(percentDecimals([0.3, 0.1, 0.5])).toBe(2);
    expect(percentDecimals([-36.3, -36.9, -35.7])).toBe(1);
    expect(percentDecimals([2642.8])).toBe(0);
  });

  it("follow their unit", () => {
    expect(columnFormat("share", [])(0.0321)).toBe("3.2\u00a0%");
    expect(columnFormat("orders", [])(0.5)).toBe("0.50");
    expect(columnFormat("money", [1.2345, 2])(2)).toBe("2.000");
    expect(columnFormat("units", [1500, 12])(12)).toBe("12.0");
  });
});
