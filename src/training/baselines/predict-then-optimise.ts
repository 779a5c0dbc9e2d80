import { remembering } from "../../base/remembering.js";
import type { CoverForecast } from "../../forecasting/index.js";
import { forecastBaseStock } from "../../policies/classical/forecast-base-stock.js";
import type { Policy } from "../../policies/policy.js";
import { type Problem, ofSeries } from "../../problems/problem.js";
import { type FittedForecaster, followedForecasters } from "../forecasters/index.js";
import type { Baseline, BaselineTask, FittedBaseline } from "./baseline.js";
import { fittedCheapest } from "./fitted-cheapest.js";

/** Series whose levels are remembered: as many as a large batch has. */
const REMEMBERED = 4096;

/**
 * Forecast first, then order: up to a quantile of demand over lead time and review period. What a newsvendor
 * does with a forecast; it knows nothing of what orders lead to. Each forecaster is a variant.
 */
export const predictThenOptimise: Pick<Baseline, "name" | "summary" | "fit"> = {
  ...named(forecastBaseStock(() => new Float32Array())),
  fit(task) {
    const forecasters = task.forecasters ?? followedForecasters(task.world.panel.frequency);
    return fittedCheapest(forecasters.map(orderedBy)).fit(task);
  },
};

function named({ name, summary }: Policy): Pick<Policy, "name" | "summary"> {
  return { name, summary };
}

/** The order of one forecaster. */
export function orderedBy(forecaster: FittedForecaster): Pick<Baseline, "name" | "summary" | "fit"> {
  return {
    name: forecaster.name,
    summary: forecaster.summary,
    fit: async (task) => orderedUpTo(await forecaster.fit(task), task),
  };
}

/** Orders up to what a forecast says. A unit short counts `emphasis` times what it costs. */
export function orderedUpTo(
  forecast: CoverForecast,
  { world, setting }: Pick<BaselineTask, "world" | "setting">,
  emphasis = 1,
): FittedBaseline {
  const level = (series: number) => forecast(series, criticalRatio(world.problem, series, emphasis));
  return {
    policy: forecastBaseStock(remembering(level, REMEMBERED)).bind(setting),
    parameters: new Float32Array(),
  };
}

/**
 * s / (s + h), where a unit short costs s: the shortage cost, and its margin where demand does not wait.
 * Arrow, Harris and Marschak (1951), Econometrica 19(3).
 */
function criticalRatio({ economics, allowsBacklog }: Problem, series: number, emphasis: number): number {
  const { holdingCost, shortageCost, price, unitCost } = economics;
  const margin = allowsBacklog ? 0 : ofSeries(price, series) - ofSeries(unitCost, series);
  const short = emphasis * Math.max(ofSeries(shortageCost, series) + margin, 0);
  const held = ofSeries(holdingCost, series);
  return short + held > 0 ? short / (short + held) : 0;
}
