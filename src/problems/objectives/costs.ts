import type { ObjectiveTerm } from "./objective.js";

/** The money of a period, as the problem charges it: alone, it is what is made small without an objective. */
export function costs(): ObjectiveTerm {
  return {
    name: "costs",
    summary: "The cost that the problem charges, in money per period.",
    unit: "money",
    ofPeriod: ({ cost }) => cost,
  };
}
