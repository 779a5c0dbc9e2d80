import { constant } from "../../engine/index.js";
import type { ObjectiveTerm } from "./objective.js";

/**
 * Softness in usual demands of a period. A sigmoid of that scale is what a logistic error of deviation
 * 1.8 · 0.1 in the demand of a period would make of the jump: well below the deviation of what shops sell, so
 * that it hardly moves the best stock; and over many lanes enough of them are near the jump to have a slope.
 */
const SOFTNESS = 0.1;

/**
 * Share of periods that end with nothing on hand. In training the jump at 0 is a sigmoid of what is left
 * minus what was asked for and not served, over `softness` usual demands (Xie et al. 2026, arXiv 2603.19621).
 */
export function stockouts({ softness = SOFTNESS } = {}): ObjectiveTerm {
  return {
    name: "stockouts",
    summary: "Share of periods that end with nothing on hand.",
    unit: "share",
    ofPeriod({ ledger: { onHand, lost, backlogged }, scale, smooth }) {
      if (!smooth) return constant(1).sub(onHand.greater(0));
      return lost.add(backlogged).sub(onHand).div(scale.mul(softness)).sigmoid();
    },
  };
}
