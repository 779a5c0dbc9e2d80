import { PERIODS_PER_YEAR } from "../calendar.js";
import type { Feature } from "./feature.js";

/** Periods since the series was first on offer, log: 1 is a year. */
export function age(): Feature {
  return {
    name: "age",
    summary: "Time on offer, log(1 + periods), 1 for a year",
    kind: "plain",
    fill(panel, series, from, count, out, offset) {
      const year = Math.log1p(PERIODS_PER_YEAR[panel.frequency]);
      for (let k = 0; k < count; k++)
        out[offset + k] = Math.log1p(Math.max(from + k - panel.firstPeriod[series], 0)) / year;
    },
  };
}
