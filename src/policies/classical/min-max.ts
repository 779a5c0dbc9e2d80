import { select } from "../../engine/index.js";
import { upTo } from "../up-to.js";
import { numberedPolicy } from "./numbered-policy.js";

/**
 * (s, S): where the inventory position is at most `reorderPoint` [s], orders up to `orderUpToLevel` [S]; else
 * waits. Both in units. Optimal with backlog and a cost per order: Scarf (1960), Iglehart (1963).
 */
export const minMax = numberedPolicy({
  name: "min-max",
  summary: "Order up to a maximum [S] once the inventory position is at or below a minimum [s]",
  hasTarget: true,
  numbers: { reorderPoint: { of: "cover", start: 1 }, orderUpToLevel: { of: "cover", start: 2 } },
  order(seen, { reorderPoint, orderUpToLevel }) {
    const order = upTo(orderUpToLevel, seen);
    return { ...order, quantity: select(seen.decision.position.greater(reorderPoint), 0, order.quantity) };
  },
});
