import { averageCost, type AverageCost } from "../markov/average-cost.js";
import type { Pace } from "../markov/pace.js";
import type { LostSalesModel } from "./model.js";
import { fixedOrders, operationsOf, tablesFor } from "./operators.js";
import type { Space } from "./space.js";

export interface Effort {
  readonly pace: Pace;
  /** Bounds on the cost come this close. */
  readonly tolerance: number;
  /** Give up when the cost is certainly above this. */
  readonly cutoff?: number;
}

/** Exact average cost of the policy that orders `orders[i]` in state i. */
export async function costOfOrders(
  model: LostSalesModel,
  policy: { readonly space: Space; readonly orders: Uint16Array },
  effort: Effort,
): Promise<AverageCost> {
  const { space, orders } = policy;
  return averageCost({
    ...effort,
    states: space.states,
    operator: fixedOrders(tablesFor(model, space), space, orders),
    operations: operationsOf(space).fixed,
  });
}
