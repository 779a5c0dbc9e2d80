import { normalCumulative } from "../../demand/distributions/regularized-gamma.js";
import type { DemandModel } from "./demand-model.js";
import { normalDensity, normalQuantile } from "./normal-quantile.js";

/**
 * Normal demand, not clipped at 0, as the textbooks take it. Loss functions with z = (x − mean) / deviation:
 * σ (φ(z) − z Φ(−z)) and σ² ((z² + 1) Φ(−z) − z φ(z)) / 2 (Snyder and Shen 2019, appendix C).
 * `deviation` > 0.
 */
export function normalDemand(mean: number, deviation: number): DemandModel {
  const standard = (x: number) => (x - mean) / deviation;
  return {
    mean,
    deviation,
    wholeUnits: false,
    cumulative: (x) => normalCumulative(standard(x)),
    quantile: (probability) => mean + deviation * normalQuantile(probability),
    loss(x) {
      const z = standard(x);
      return deviation * (normalDensity(z) - z * normalCumulative(-z));
    },
    secondLoss(x) {
      const z = standard(x);
      return (deviation ** 2 / 2) * ((z * z + 1) * normalCumulative(-z) - z * normalDensity(z));
    },
  };
}
