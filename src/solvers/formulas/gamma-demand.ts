import { regularizedGamma } from "../../demand/distributions/regularized-gamma.js";
import type { DemandModel } from "./demand-model.js";
import { quantileSearch } from "./quantile-search.js";

/**
 * Gamma demand; `variation` is the standard deviation over the mean, 1 for exponential demand. With shape a
 * and scale θ, E[Xⁿ; X > x] = θⁿ a (a + 1) … (a + n − 1) Q(a + n, x / θ).
 */
export function gammaDemand(mean: number, variation: number): DemandModel {
  const shape = 1 / variation ** 2;
  const scale = mean / shape;
  const above = (x: number, power: number) => 1 - regularizedGamma(shape + power, x / scale);
  const square = mean * (mean + scale);
  return {
    mean,
    deviation: mean * variation,
    wholeUnits: false,
    cumulative: (x) => regularizedGamma(shape, x / scale),
    quantile: (probability) => quantileSearch((x) => regularizedGamma(shape, x / scale), probability, mean),
    loss: (x) => mean * above(x, 1) - x * above(x, 0),
    secondLoss: (x) => (square * above(x, 2)) / 2 - x * mean * above(x, 1) + (x * x * above(x, 0)) / 2,
  };
}
