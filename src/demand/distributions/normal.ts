import { randomNormal } from "d3-random";
import { type Distribution, type DistributionKind, roundedPmf, samplePerStream } from "./distribution.js";
import { normalCumulative } from "./regularized-gamma.js";

export const normalKind: DistributionKind = {
  name: "normal",
  parameters: "MEAN,SD",
  summary: "Normal with this mean and standard deviation, clipped at 0",
  example: "normal:5,1.6",
  parse([mean, deviation, ...more]) {
    if (more.length > 0 || !(mean > 0) || !(deviation > 0)) return "MEAN and SD are two numbers above 0";
    return normal(mean, deviation);
  },
};

/** max(X, 0) with X normal. `mean` and `deviation` of the result are those of the clipped demand. */
export function normal(center: number, spread: number): Distribution {
  const z = center / spread;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const mean = center * normalCumulative(z) + spread * density;
  const square = (center ** 2 + spread ** 2) * normalCumulative(z) + center * spread * density;
  return {
    text: `normal:${center},${spread}`,
    mean,
    deviation: Math.sqrt(square - mean ** 2),
    wholeUnits: false,
    sample: samplePerStream((stream) => {
      const draw = randomNormal.source(stream.uniform)(center, spread);
      return () => Math.max(draw(), 0);
    }),
    pmf: roundedPmf((quantity) => normalCumulative((quantity - center) / spread)),
  };
}
