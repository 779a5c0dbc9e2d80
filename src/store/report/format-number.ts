import type { Interval } from "../../evaluation/backtest-report.js";
import type { MetricUnit } from "../../evaluation/metrics/metric.js";

/** What stands in a table where a value is undefined. */
export const undefinedValue = "–";

/** "1,234.50": fixed digits, thousands apart, a true minus sign; a dash for what is null or not finite. */
export function formatNumber(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return undefinedValue;
  const text = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "");
  return value < 0 && Number(text) !== 0 ? `−${grouped}` : grouped;
}

/** The same with a plus sign before what is above zero, for differences. */
export function formatSigned(value: number | null | undefined, decimals: number): string {
  const text = formatNumber(value, decimals);
  return typeof value === "number" && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * Decimals that give the median magnitude of a column the wanted number of significant digits. One choice for
 * the whole column keeps the decimal points in line.
 */
export function decimalsFor(values: readonly (number | null)[], significantDigits = 4): number {
  const magnitudes = values
    .filter((value): value is number => value !== null && Number.isFinite(value) && value !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  if (magnitudes.length === 0) return 2;
  const median = magnitudes[(magnitudes.length - 1) >> 1];
  const decimals = significantDigits - 1 - Math.floor(Math.log10(median));
  return Math.min(Math.max(decimals, 0), 8);
}

/** A formatter for a column of values in one unit. */
export function columnFormat(
  unit: MetricUnit,
  values: readonly (number | null)[],
): (value: number | null) => string {
  if (unit === "share") return (value) => percentText(value, 1);
  if (unit === "orders") return (value) => formatNumber(value, 2);
  const isFine = unit === "money" || unit === "score";
  const decimals = isFine ? decimalsFor(values) : Math.min(decimalsFor(values, 3), 2);
  return (value) => formatNumber(value, decimals);
}

/** A share between 0 and 1 as "3.2 %", with a space that does not break. */
export function percentText(share: number | null, decimals: number): string {
  return share === null ? undefinedValue : `${formatNumber(100 * share, decimals)}\u00a0%`;
}

/** Decimals for percentages: one, two where they are small, none where they are hundreds. */
export function percentDecimals(percentages: readonly number[]): number {
  return Math.min(decimalsFor(percentages, 2), 2) || (Math.max(...percentages.map(Math.abs)) < 100 ? 1 : 0);
}

/** "3.10 to 3.33"; a dash where both ends are one value, which is what a single series gives. */
export function intervalText(
  { low, high }: Pick<Interval, "low" | "high">,
  text: (value: number) => string,
): string {
  return low === high ? undefinedValue : `${text(low)} to ${text(high)}`;
}
