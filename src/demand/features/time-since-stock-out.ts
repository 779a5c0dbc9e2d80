import { PERIODS_PER_YEAR } from "../calendar.js";
import type { Feature } from "./feature.js";
import { isSeen } from "./trailing-moments.js";

/** Periods since the series was last out of stock, log: 0 if in the last one, 1 for a year or never. */
export function timeSinceStockOut(): Feature {
  return {
    name: "time-since-stock-out",
    summary: "Time since the last stock-out, log(1 + periods), 1 for a year or more",
    about: "past stock-outs",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const first = panel.firstPeriod[series];
      const seen = isSeen(panel, series);
      const year = PERIODS_PER_YEAR[panel.frequency];
      let last = from - 1;
      while (last >= first && seen(last)) last--;
      for (let k = 0; k < count; k++) {
        const newest = from + k - 1;
        if (k > 0 && newest >= first && !seen(newest)) last = newest;
        const periods = last < first ? year : Math.min(newest - last, year);
        out[offset + k] = Math.log1p(periods) / Math.log1p(year);
      }
    },
  };
}
