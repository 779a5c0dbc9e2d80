import { coefficientCount, initialCoefficients, selectedFeatures } from "./coefficients.js";
import { type Head, INITIAL_ORDER } from "./head.js";

/** order = max(output · selected demand features, 0). */
export function coeffHead(): Head {
  return {
    name: "coeff",
    summary: "The network gives coefficients on demand features; their sum of products is the order.",
    hasTarget: false,
    keepsSlopes: false,
    outputs: coefficientCount,
    initialOutput: (setting, direction) => initialCoefficients(setting, INITIAL_ORDER[direction]),
    order(output, seen) {
      const uncut = output.mul(selectedFeatures(seen)).sumRows();
      return { quantity: uncut.atLeast(0), uncut };
    },
  };
}
