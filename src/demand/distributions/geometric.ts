import { randomGeometric } from "d3-random";
import { type Distribution, type DistributionKind, samplePerStream } from "./distribution.js";

export const geometricKind: DistributionKind = {
  name: "geometric",
  parameters: "MEAN",
  summary: "Geometric on 0, 1, 2, …: as variable as a memoryless demand in whole units is",
  example: "geometric:5",
  parse([mean, ...more]) {
    if (more.length > 0 || !(mean > 0)) return "MEAN is one number above 0";
    return geometric(mean);
  },
};

/** Geometric demand with this mean: P(D = k) = p (1 - p)^k, p = 1 / (1 + mean), k = 0, 1, … */
export function geometric(mean: number): Distribution {
  const p = 1 / (1 + mean);
  return {
    text: `geometric:${mean}`,
    mean,
    deviation: Math.sqrt(mean * (1 + mean)),
    wholeUnits: true,
    sample: samplePerStream((stream) => {
      // Trials until the first success, from 1; we count the failures before it.
      const trials = randomGeometric.source(stream.uniform)(p);
      return () => trials() - 1;
    }),
    pmf: (quantity) => (Number.isInteger(quantity) && quantity >= 0 ? p * (1 - p) ** quantity : 0),
  };
}
