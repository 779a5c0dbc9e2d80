import { select } from "../../engine/index.js";
import { numberedPolicy } from "./numbered-policy.js";

/** No quantity is smaller than this share of the usual demand of a period. */
const SMALLEST_SHARE = 1e-3;

/**
 * (r, Q): where the inventory position is at most `reorderPoint` [r], orders `orderQuantity` [Q], or the
 * smallest multiple of it that lifts the position above the point. Both in units.
 * Hadley and Whitin (1963), chapter 4; Zheng (1992), Management Science 38(1).
 */
export const fixedQuantity = numberedPolicy({
  name: "fixed-quantity",
  summary: "Order a fixed quantity [Q], or several, once the position is at or below a reorder point [r]",
  hasTarget: false,
  numbers: { reorderPoint: { of: "cover", start: 1 }, orderQuantity: { of: "cover", start: 1 } },
  order(seen, { reorderPoint, orderQuantity }) {
    const { position } = seen.decision;
    const quantity = orderQuantity.atLeast(seen.scale.mul(SMALLEST_SHARE));
    const lots = reorderPoint.sub(position).div(quantity).floor().add(1);
    return { quantity: select(position.greater(reorderPoint), 0, lots.mul(quantity)) };
  },
});
