import { normalCumulative } from "../../demand/distributions/regularized-gamma.js";
import type { DemandModel } from "./demand-model.js";
import { normalQuantile } from "./normal-quantile.js";

/**
 * Demand whose logarithm is normal with mean `location` and standard deviation `scale` > 0. The loss
 * functions are partial moments: E[Xⁿ; X > x] = exp(n μ + n² σ² / 2) Φ((μ + n σ² − ln x) / σ).
 */
export function lognormalDemand(location: number, scale: number): DemandModel {
  const moment = (power: number) => Math.exp(power * location + (power * scale) ** 2 / 2);
  const above = (x: number, power: number) =>
    x <= 0 ? moment(power)
    : moment(power) * normalCumulative((location - Math.log(x)) / scale + power * scale);
  const mean = moment(1);
  return {
    mean,
    deviation: mean * Math.sqrt(Math.expm1(scale ** 2)),
    wholeUnits: false,
    cumulative: (x) => (x <= 0 ? 0 : normalCumulative((Math.log(x) - location) / scale)),
    quantile: (probability) => Math.exp(location + scale * normalQuantile(probability)),
    loss: (x) => above(x, 1) - x * above(x, 0),
    secondLoss: (x) => above(x, 2) / 2 - x * above(x, 1) + (x * x * above(x, 0)) / 2,
  };
}
