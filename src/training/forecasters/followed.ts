import { type RecursiveForecaster, type SeriesHistory, coverQuantiles } from "../../forecasting/index.js";
import type { Panel } from "../../demand/panel.js";
import type { FittedForecaster } from "./fitted-forecaster.js";

/** A forecaster that goes along with each series and needs no fitting. */
export function followed(forecaster: RecursiveForecaster): FittedForecaster {
  return {
    name: forecaster.name,
    summary: forecaster.summary,
    async fit({ world }) {
      return (series, probability) => {
        const options = { cover: world.coverPeriods(series), probability: () => probability };
        return coverQuantiles(forecaster, historyOf(world.panel, series), options);
      };
    },
  };
}

function historyOf(panel: Panel, series: number): SeriesHistory {
  const { units, inStock, firstPeriod, periodStart } = panel;
  const [from, to] = [series * periodStart.length, (series + 1) * periodStart.length];
  return { units: units.subarray(from, to), inStock: inStock.subarray(from, to), first: firstPeriod[series] };
}
