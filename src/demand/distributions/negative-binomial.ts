import { randomGamma, randomPoisson } from "d3-random";
import { type Distribution, type DistributionKind, samplePerStream } from "./distribution.js";
import { logGamma } from "./log-gamma.js";

export const negativeBinomialKind: DistributionKind = {
  name: "negative-binomial",
  parameters: "MEAN,CV",
  summary: "Negative binomial with this mean and coefficient of variation: more variable than Poisson",
  example: "negative-binomial:5,0.8",
  parse([mean, variation, ...more]) {
    if (more.length > 0 || !(mean > 0) || !(variation > 0)) return "MEAN and CV are two numbers above 0";
    const least = 1 / Math.sqrt(mean);
    if (variation > least) return negativeBinomial(mean, variation);
    const shown = Math.ceil(least * 1000) / 1000;
    return `CV must exceed that of a Poisson demand, 1 / √MEAN = ${shown}; poisson:${mean} is the limit`;
  },
};

/** A Poisson demand whose mean is itself gamma distributed. Needs variation² > 1 / mean. */
export function negativeBinomial(mean: number, variation: number): Distribution {
  const shape = 1 / (variation ** 2 - 1 / mean);
  const logStay = Math.log(mean / (mean + shape));
  const logStop = shape * Math.log(shape / (mean + shape));
  return {
    text: `negative-binomial:${mean},${variation}`,
    mean,
    deviation: mean * variation,
    wholeUnits: true,
    sample: samplePerStream((stream) => {
      const rate = randomGamma.source(stream.uniform)(shape, mean / shape);
      const poisson = randomPoisson.source(stream.uniform);
      return () => poisson(rate())();
    }),
    pmf(quantity) {
      if (!Number.isInteger(quantity) || quantity < 0) return 0;
      const ways = logGamma(quantity + shape) - logGamma(shape) - logGamma(quantity + 1);
      return Math.exp(ways + logStop + quantity * logStay);
    },
  };
}
