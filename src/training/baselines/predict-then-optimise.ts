import { remembering } from "../../base/remembering.js";
import type { Panel } from "../../demand/panel.js";
import {
  type RecursiveForecaster,
  type SeriesHistory,
  coverQuantiles,
  quantileForecasters,
} from "../../forecasting/index.js";
import { forecastBaseStock } from "../../policies/classical/forecast-base-stock.js";
import type { Policy } from "../../policies/policy.js";
import { ofSeries } from "../../problems/problem.js";
import type { World } from "../../simulation/world.js";
import type { Baseline } from "./baseline.js";
import { fittedCheapest } from "./fitted-cheapest.js";

/** Series whose levels are remembered: as many as a large batch has. */
const REMEMBERED = 4096;

/**
 * Forecast first, then order: up to the quantile p / (p + h) of demand over lead time and review period. What
 * a newsvendor does with a forecast; it knows nothing of what orders lead to. Each forecaster is a variant.
 */
export const predictThenOptimise: Pick<Baseline, "name" | "summary" | "fit"> = {
  ...named(forecastBaseStock(() => new Float32Array())),
  fit(task) {
    const forecasters = quantileForecasters(task.world.panel.frequency);
    return fittedCheapest(forecasters.map(orderedBy)).fit(task);
  },
};

function named({ name, summary }: Policy): Pick<Policy, "name" | "summary"> {
  return { name, summary };
}

/** The order of one forecaster. */
export function orderedBy(forecaster: RecursiveForecaster): Pick<Baseline, "name" | "summary" | "fit"> {
  return {
    name: forecaster.name,
    summary: forecaster.summary,
    async fit({ world, setting }) {
      const levels = remembering(orderLevels(world, forecaster), REMEMBERED);
      return { policy: forecastBaseStock(levels).bind(setting), parameters: new Float32Array() };
    },
  };
}

/** The target of each decision of a series. */
function orderLevels(world: World, forecaster: RecursiveForecaster): (series: number) => Float32Array {
  const { panel, problem } = world;
  const { shortageCost, holdingCost } = problem.economics;
  return (series) => {
    const [shortage, holding] = [ofSeries(shortageCost, series), ofSeries(holdingCost, series)];
    const ratio = shortage / (shortage + holding);
    const options = { cover: world.coverPeriods(series), probability: () => ratio };
    return coverQuantiles(forecaster, historyOf(panel, series), options);
  };
}

export function historyOf(panel: Panel, series: number): SeriesHistory {
  const { units, inStock, firstPeriod, periodStart } = panel;
  const [from, to] = [series * periodStart.length, (series + 1) * periodStart.length];
  return { units: units.subarray(from, to), inStock: inStock.subarray(from, to), first: firstPeriod[series] };
}
