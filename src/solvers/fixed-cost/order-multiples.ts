import type { FixedOrderCostModel } from "../formulas/s-s-policy.js";

/** At or below `reorderPoint`, order the least multiple of `orderQuantity` that leads above it. */
export interface OrderMultiples {
  readonly reorderPoint: number;
  readonly orderQuantity: number;
  /** Average cost per period. */
  readonly cost: number;
}

/**
 * The best (r, nQ) policy. After ordering, the inventory position is uniform on r + 1, …, r + Q, so that
 *
 *     c(r, Q) = [G(r + 1) + … + G(r + Q) + K Σ_{i=1..Q} P(D ≥ i)] / Q                             (1)
 *
 * (Zheng and Chen 1992, Naval Research Logistics 39). Demand that only comes in multiples of a lot is ordered
 * in multiples of it, and positions lie that far apart. Since G is convex, the best r takes in the Q cheapest
 * positions; the search ends where they alone cost more on average than the best policy.
 */
export function bestOrderMultiples(model: FixedOrderCostModel): OrderMultiples {
  let best: OrderMultiples = { reorderPoint: NaN, orderQuantity: NaN, cost: Infinity };
  eachLadder(model, (ladder) => {
    for (let positions = 1; ladder.total / positions < best.cost; positions++) {
      const cost = (ladder.total + ladder.ordering(positions)) / positions;
      if (cost < best.cost) best = { ...ladder.policy(), cost };
      ladder.widen();
    }
  });
  return best;
}

/** The best reorder point for orders of about `quantity` units, 1 or the lot at least. */
export function multiplesOf(model: FixedOrderCostModel, quantity: number): OrderMultiples {
  let best: OrderMultiples = { reorderPoint: NaN, orderQuantity: NaN, cost: Infinity };
  eachLadder(model, (ladder) => {
    const positions = Math.max(Math.round(quantity / ladder.lot), 1);
    for (let taken = 1; taken < positions; taken++) ladder.widen();
    const cost = (ladder.total + ladder.ordering(positions)) / positions;
    if (cost < best.cost) best = { ...ladder.policy(), cost };
  });
  return best;
}

/** Positions that lie one lot apart, and the cheapest of them taken in so far. */
interface Ladder {
  readonly lot: number;
  /** Sum of G over the positions taken in. */
  readonly total: number;
  /** K Σ P(D ≥ i lots), i = 1, …, positions. */
  ordering(positions: number): number;
  widen(): void;
  policy(): { readonly reorderPoint: number; readonly orderQuantity: number };
}

function eachLadder(model: FixedOrderCostModel, visit: (ladder: Ladder) => void): void {
  const lot = lotOf(model.demand);
  const orders = orderCosts(model, lot);
  for (let offset = 0; offset < lot; offset++) visit(ladderFrom(model, { lot, offset, orders }));
}

function ladderFrom(
  { positionCost, bestPosition }: FixedOrderCostModel,
  { lot, offset, orders }: { lot: number; offset: number; orders: (positions: number) => number },
): Ladder {
  const below = bestPosition - offset;
  let low = positionCost(below) <= positionCost(below + lot) ? below : below + lot;
  let high = low;
  let total = positionCost(low);
  return {
    lot,
    get total() {
      return total;
    },
    ordering: orders,
    widen() {
      const down = positionCost(low - lot);
      const up = positionCost(high + lot);
      total += Math.min(down, up);
      if (down <= up) low -= lot;
      else high += lot;
    },
    policy: () => ({ reorderPoint: low - lot, orderQuantity: high - low + lot }),
  };
}

/** The greatest common divisor of all demands that can happen. */
function lotOf(demand: Float64Array): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return demand.reduce((lot, probability, quantity) => (probability > 0 ? divisor(lot, quantity) : lot), 0);
}

function orderCosts({ orderCost, demand }: FixedOrderCostModel, lot: number): (positions: number) => number {
  let tail = 1 - demand[0];
  const sums = [0];
  for (let i = 1; i * lot < demand.length; i++) {
    sums.push(sums[i - 1] + tail);
    tail -= demand[i * lot];
  }
  return (positions) => orderCost * sums[Math.min(positions, sums.length - 1)];
}
