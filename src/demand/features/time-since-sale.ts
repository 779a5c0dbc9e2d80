import { PERIODS_PER_YEAR } from "../calendar.js";
import type { Feature } from "./feature.js";
import { unitsOf } from "./trailing-moments.js";

/** Periods since the last sale (since the series is on offer where nothing was sold), log: 1 is a year. */
export function timeSinceSale(): Feature {
  return {
    name: "time-since-sale",
    summary: "Time since the last sale, log(1 + periods), 1 for a year",
    about: "how often it sells",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const first = panel.firstPeriod[series];
      const units = unitsOf(panel, series);
      const year = Math.log1p(PERIODS_PER_YEAR[panel.frequency]);
      let sale = from - 1;
      while (sale >= first && units(sale) === 0) sale--;
      for (let k = 0; k < count; k++) {
        const last = from + k - 1;
        if (k > 0 && units(last) > 0) sale = last;
        out[offset + k] = Math.log1p(Math.max(last - Math.max(sale, first - 1), 0)) / year;
      }
    },
  };
}
