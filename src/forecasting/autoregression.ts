import { mean } from "../base/sums.js";
import type { Forecaster } from "./forecaster.js";

/** Below this many periods the correlation is not believed in full. */
const PERIODS_TO_BELIEVE = 15;
const STRONGEST = { negative: -0.5, positive: 0.95 };

/** A first-order autoregression around the mean of all periods; a short history draws it toward the mean. */
export function autoregression(): Forecaster {
  return {
    name: "autoregression",
    summary: "The mean of all periods, and what is left of the last period's distance from it.",
    forecast(history, ahead) {
      const usual = mean(history);
      const away = history.map((units) => units - usual);
      let [together, alone] = [0, 0];
      for (let t = 1; t < away.length; t++) {
        together += away[t] * away[t - 1];
        alone += away[t - 1] ** 2;
      }
      const correlation = alone > 0 ? together / alone : 0;
      const limited = Math.min(Math.max(correlation, STRONGEST.negative), STRONGEST.positive);
      const believed = limited * Math.min(1, history.length / PERIODS_TO_BELIEVE);
      const last = away[away.length - 1];
      return Array.from({ length: ahead }, (_, h) => Math.max(usual + last * believed ** (h + 1), 0));
    },
  };
}
