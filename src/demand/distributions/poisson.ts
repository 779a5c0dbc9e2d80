import { randomPoisson } from "d3-random";
import { type Distribution, type DistributionKind, samplePerStream } from "./distribution.js";
import { logGamma } from "./log-gamma.js";

export const poissonKind: DistributionKind = {
  name: "poisson",
  parameters: "MEAN",
  summary: "Poisson: many customers, each of whom rarely buys",
  example: "poisson:5",
  parse([mean, ...more]) {
    if (more.length > 0 || !(mean > 0)) return "MEAN is one number above 0";
    return poisson(mean);
  },
};

/** Poisson demand with this mean. */
export function poisson(mean: number): Distribution {
  return {
    text: `poisson:${mean}`,
    mean,
    deviation: Math.sqrt(mean),
    wholeUnits: true,
    sample: samplePerStream((stream) => randomPoisson.source(stream.uniform)(mean)),
    pmf(quantity) {
      if (!Number.isInteger(quantity) || quantity < 0) return 0;
      return Math.exp(quantity * Math.log(mean) - mean - logGamma(quantity + 1));
    },
  };
}
