import { randomGamma } from "d3-random";
import { type Distribution, type DistributionKind, roundedPmf, samplePerStream } from "./distribution.js";
import { regularizedGamma } from "./regularized-gamma.js";

export const gammaKind: DistributionKind = {
  name: "gamma",
  parameters: "MEAN,CV",
  summary: "Gamma with this mean and coefficient of variation",
  example: "gamma:5,0.5",
  parse([mean, variation, ...more]) {
    if (more.length > 0 || !(mean > 0) || !(variation > 0)) return "MEAN and CV are two numbers above 0";
    return gamma(mean, variation);
  },
};

/** Gamma demand; `variation` is the standard deviation over the mean. */
export function gamma(mean: number, variation: number): Distribution {
  const shape = 1 / variation ** 2;
  const unit = mean / shape;
  return {
    text: `gamma:${mean},${variation}`,
    mean,
    deviation: mean * variation,
    wholeUnits: false,
    sample: samplePerStream((stream) => randomGamma.source(stream.uniform)(shape, unit)),
    pmf: roundedPmf((quantity) => regularizedGamma(shape, quantity / unit)),
  };
}
