import { upTo } from "../up-to.js";
import { numberedPolicy } from "./numbered-policy.js";

/**
 * The same regular order in every period, `constantOrder` [Q] units, and a first, expedited order that fills
 * what is on hand and due soon up to `expeditedLevel` [S_e] units when that is not enough.
 * Allon and Van Mieghem (2010), Management Science 56(1).
 */
export const tailoredBaseSurge = numberedPolicy({
  name: "tailored-base-surge",
  summary: "Order the same regularly in every period and expedite up to a level when that is not enough",
  hasTarget: false,
  numbers: { expeditedLevel: { of: "cover", start: 0.8 }, constantOrder: { of: "period", start: 0.6 } },
  order(seen, { expeditedLevel, constantOrder }) {
    if (seen.decision.index > 0) return { quantity: constantOrder.atLeast(0) };
    return { quantity: upTo(expeditedLevel, seen).quantity };
  },
});
