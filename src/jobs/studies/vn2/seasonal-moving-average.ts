import { sum } from "../../../base/sums.js";
import type { Feature } from "../../../demand/features/index.js";
import { type EpochDay, type Panel, periodCount } from "../../../demand/panel.js";

const [WEEKS_AVERAGED, WEEKS_PER_YEAR] = [13, 52];

/**
 * Mean units per week of the next `ahead`, as VN2's benchmark forecasts them: the 13-week moving average of
 * demand without its season, times the season of the weeks to come. The season is that of the ISO week, of
 * the mean over all series. Weeks out of stock are left out.
 */
export function seasonalMovingAverage(panel: Panel, ahead: number): Feature {
  const periods = periodCount(panel);
  const week = Int32Array.from(panel.periodStart, isoWeek);
  const weekOf = (period: number) => week[period < periods ? period : period - WEEKS_PER_YEAR];
  const means = meanPerPeriod(panel);
  const seasons = Array.from({ length: periods + 1 }, (_, decision) =>
    seasonBefore(means.subarray(0, decision), week),
  );
  return {
    name: "seasonal-moving-average",
    summary: "13-week moving average without the season, times the season of the weeks ahead",
    about: "recent demand and season",
    kind: "units",
    fill(_, series, from, count, out, offset) {
      for (let k = 0; k < count; k++) {
        const season = seasons[from + k];
        let [sum, seen] = [0, 0];
        for (let t = Math.max(from + k - WEEKS_AVERAGED, panel.firstPeriod[series], 0); t < from + k; t++) {
          if (panel.inStock[series * periods + t] === 0) continue;
          sum += panel.units[series * periods + t] / season[week[t]];
          seen++;
        }
        let next = 0;
        for (let h = 0; h < ahead; h++) next += season[weekOf(from + k + h)] / ahead;
        out[offset + k] = seen > 0 ? (sum / seen) * next : 0;
      }
    },
  };
}

/** Mean units of the series in stock, by period. */
function meanPerPeriod({ units, inStock, firstPeriod, periodStart }: Panel): Float64Array {
  const periods = periodStart.length;
  return Float64Array.from(periodStart, (_, t) => {
    let [sum, count] = [0, 0];
    firstPeriod.forEach((first, series) => {
      if (t < first || inStock[series * periods + t] === 0) return;
      sum += units[series * periods + t];
      count++;
    });
    return count > 0 ? sum / count : 0;
  });
}

/** How much more than in the mean week is sold in each ISO week; 1 where that is not known. */
function seasonBefore(means: Float64Array, week: Int32Array): Float64Array {
  const [sums, counts] = [new Float64Array(54), new Float64Array(54)];
  means.forEach((mean, t) => {
    sums[week[t]] += mean;
    counts[week[t]]++;
  });
  const weekly = sums.map((sum, w) => (counts[w] > 0 ? sum / counts[w] : 0));
  const known = weekly.filter((mean) => mean > 0);
  const usual = sum(known) / Math.max(known.length, 1);
  return weekly.map((mean) => (mean > 0 ? mean / usual : 1));
}

/** The week's number by ISO 8601: week 1 holds the year's first Thursday. `monday` starts the week. */
function isoWeek(monday: EpochDay): number {
  const thursday = new Date((monday + 3) * 86_400_000);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / (7 * 86_400_000)) + 1;
}
