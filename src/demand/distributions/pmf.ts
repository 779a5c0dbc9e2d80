import { sum } from "../../base/sums.js";
import type { Distribution, DistributionKind } from "./distribution.js";

export const pmfKind: DistributionKind = {
  name: "pmf",
  parameters: "P0,P1,…",
  summary: "P0 is the probability of demand 0, P1 of demand 1, and so on",
  example: "pmf:0.2,0.5,0.3",
  parse(probabilities, text) {
    if (probabilities.some((probability) => !(probability >= 0 && probability <= 1)))
      return "each probability lies between 0 and 1";
    const total = sum(probabilities);
    // Thirds and the like are written with a few digits.
    if (Math.abs(total - 1) > 1e-6)
      return `the probabilities must sum to 1, and sum to ${Number(total.toFixed(9))}`;
    return pmf(probabilities.map((probability) => probability / total), text);
  },
};

/** Demand k with probability `probabilities[k]`; they sum to 1. */
export function pmf(probabilities: readonly number[], text = `pmf:${probabilities.join(",")}`): Distribution {
  const moment = (power: number) =>
    probabilities.reduce((sum, probability, quantity) => sum + probability * quantity ** power, 0);
  let total = 0;
  const cumulative = probabilities.map((probability) => (total += probability));
  const last = probabilities.findLastIndex((probability) => probability > 0);
  return {
    text,
    mean: moment(1),
    deviation: Math.sqrt(Math.max(moment(2) - moment(1) ** 2, 0)),
    wholeUnits: true,
    sample(stream) {
      const draw = stream.uniform();
      const found = cumulative.findIndex((reached) => draw < reached);
      return found < 0 ? last : found;
    },
    pmf: (quantity) => probabilities[quantity] ?? 0,
  };
}
