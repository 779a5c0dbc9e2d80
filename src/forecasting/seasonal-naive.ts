import { mean } from "../base/sums.js";
import type { RecursiveForecaster } from "./forecaster.js";

/**
 * Every period sells what the same period of the last season did (Hyndman and Athanasopoulos 2021,
 * Forecasting: Principles and Practice, section 5.2). Before a season is over, the mean so far.
 */
export function seasonalNaive(season: number): RecursiveForecaster {
  const follow = () => {
    const last: number[] = [];
    let seen = 0;
    const expected = (h: number) => (seen < season ? mean(last) : last[(seen + h) % season]);
    return {
      see: (units: number) => void (last[seen++ % season] = units),
      expected,
      total(ahead: number) {
        if (seen === 0) return 0;
        let units = 0;
        for (let h = 0; h < ahead; h++) units += expected(h);
        return units;
      },
    };
  };
  return {
    name: `seasonal-naive-${season}`,
    summary: `What the same period sold ${season} periods before.`,
    follow,
    forecast(history, ahead) {
      const follower = follow();
      history.forEach((units) => follower.see(units));
      return Array.from({ length: ahead }, (_, h) => follower.expected(h));
    },
  };
}
