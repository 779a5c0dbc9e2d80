import type { Distribution, DistributionKind } from "./distribution.js";

export const uniformKind: DistributionKind = {
  name: "uniform",
  parameters: "LOW,HIGH",
  summary: "Each whole number from LOW to HIGH equally likely",
  example: "uniform:0,10",
  parse([low, high, ...more]) {
    const whole = Number.isInteger(low) && Number.isInteger(high);
    if (more.length > 0 || !whole || low < 0 || high < low)
      return "LOW and HIGH are two whole numbers, 0 or more, HIGH not below LOW";
    return uniform(low, high);
  },
};

/** Demand uniform on the whole numbers low, …, high. */
export function uniform(low: number, high: number): Distribution {
  const outcomes = high - low + 1;
  return {
    text: `uniform:${low},${high}`,
    mean: (low + high) / 2,
    deviation: Math.sqrt((outcomes ** 2 - 1) / 12),
    wholeUnits: true,
    sample: (stream) => low + stream.below(outcomes),
    pmf: (quantity) => (Number.isInteger(quantity) && quantity >= low && quantity <= high ? 1 / outcomes : 0),
  };
}
