import { PERIODS_PER_YEAR, decisionDay, firstPeriodFrom } from "../calendar.js";
import type { Panel } from "../panel.js";
import type { Feature } from "./feature.js";
import { cellsOf, trailingSums } from "./trailing-fold.js";
import { isSeen, unitsOf } from "./trailing-moments.js";

/** Mean units per in-stock period of the `ahead` periods that began a year ago; 0 where there are none. */
export function seasonLastYear(ahead: number): Feature {
  return {
    name: `last-year-${ahead}`,
    summary: `Mean units sold in the ${ahead} periods that began a year ago; 0 where unknown`,
    about: "season of last year",
    kind: "units",
    fill(panel, series, from, count, out, offset) {
      out.set(aYearAgo({ panel, series, from, count, window: ahead, side: "after" }).mean, offset);
    },
  };
}

/** 1 where the `ahead` periods that began a year ago were seen, at least in part. */
export function hasSeasonLastYear(ahead: number): Feature {
  return {
    name: `has-last-year-${ahead}`,
    summary: `1 where any of the ${ahead} periods that began a year ago was in stock, else 0`,
    about: "season of last year",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const { periods } = aYearAgo({ panel, series, from, count, window: ahead, side: "after" });
      for (let k = 0; k < count; k++) out[offset + k] = periods[k] > 0 ? 1 : 0;
    },
  };
}

/**
 * How demand changed at this time of last year: (after - before) / (after + before) of the means of `ahead`
 * periods on each side, from -1 (sales stopped) to 1 (sales began); 0 where unknown.
 */
export function seasonChange(ahead: number): Feature {
  return {
    name: `last-year-change-${ahead}`,
    summary: `Change of demand at this time of last year, from -1 to 1; 0 where unknown`,
    about: "season of last year",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const after = aYearAgo({ panel, series, from, count, window: ahead, side: "after" });
      const before = aYearAgo({ panel, series, from, count, window: ahead, side: "before" });
      for (let k = 0; k < count; k++) {
        const known = after.periods[k] > 0 && before.periods[k] > 0;
        const total = after.mean[k] + before.mean[k];
        out[offset + k] = known && total > 0 ? (after.mean[k] - before.mean[k]) / total : 0;
      }
    },
  };
}

interface AYearAgo {
  readonly panel: Panel;
  readonly series: number;
  readonly from: number;
  readonly count: number;
  readonly window: number;
  /** The window before the moment a year before the decision, or the one after it. */
  readonly side: "before" | "after";
}

function aYearAgo(options: AYearAgo): { readonly periods: Float64Array; readonly mean: Float64Array } {
  const { panel, series, from, count, window, side } = options;
  const periods = new Float64Array(count);
  const mean = new Float64Array(count);
  const anniversaries = anniversariesOf(panel);
  const seen = isSeen(panel, series);
  const units = unitsOf(panel, series);
  // Decisions of the panel's first year have no anniversary, and they come first.
  let skipped = 0;
  while (skipped < count && anniversaries[from + skipped] < 0) skipped++;
  if (skipped === count) return { periods, mean };
  // A daily panel with long gaps may have few periods in a year: never beyond the decision.
  const endOf = (decision: number) =>
    side === "after" ? Math.min(anniversaries[decision] + window, decision) : anniversaries[decision];
  const first = endOf(from + skipped);
  const range = { from: first, count: endOf(from + count - 1) - first + 1, window };
  const counts = trailingSums(range, cellsOf(range, (period) => (seen(period) ? 1 : 0)));
  const sums = trailingSums(range, cellsOf(range, (period) => (seen(period) ? units(period) : 0)));
  for (let k = skipped; k < count; k++) {
    const at = endOf(from + k) - first;
    periods[k] = counts[at];
    mean[k] = counts[at] > 0 ? sums[at] / counts[at] : 0;
  }
  return { periods, mean };
}

/** For each decision the period a year before it, -1 where the panel does not reach back so far. */
function anniversariesOf(panel: Panel): Int32Array {
  const known = anniversariesByCalendar.get(panel.periodStart);
  if (known) return known;
  const year = PERIODS_PER_YEAR[panel.frequency];
  const anniversaries = Int32Array.from({ length: panel.periodStart.length + 1 }, (_, period) => {
    if (panel.frequency !== "day") return Math.max(period - year, -1);
    // By date: closed days may be left out, so that a year is not a fixed number of periods.
    const day = decisionDay(panel, period) - year;
    return day < panel.periodStart[0] ? -1 : firstPeriodFrom(panel.periodStart, day);
  });
  anniversariesByCalendar.set(panel.periodStart, anniversaries);
  return anniversaries;
}

const anniversariesByCalendar = new WeakMap<Int32Array, Int32Array>();
