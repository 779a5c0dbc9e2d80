import { upTo } from "../../up-to.js";
import { coefficientCount, initialCoefficients, selectedFeatures } from "./coefficients.js";
import { type Head, INITIAL_COVER } from "./head.js";

/** order = max(output · selected demand features · cover periods − inventory position, 0). */
export function bothHead(): Head {
  return {
    name: "both",
    summary:
      "Coefficients on demand features give a base-stock level; the order fills the position up to it.",
    hasTarget: true,
    keepsSlopes: false,
    outputs: coefficientCount,
    initialOutput: (setting, direction) => initialCoefficients(setting, INITIAL_COVER[direction]),
    order: (output, seen) =>
      upTo(output.mul(selectedFeatures(seen)).sumRows().mul(seen.decision.coverPeriods), seen),
  };
}
