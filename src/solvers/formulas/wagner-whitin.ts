/** One period of known demand. Costs may differ from period to period. */
export interface LotSizingPeriod {
  /** Units. */
  readonly demand: number;
  /** For ordering at all, money. */
  readonly orderCost: number;
  /** Per unit on hand at the end of the period, money. */
  readonly holdingCost: number;
  /** Per unit ordered, money; 0 where not given. */
  readonly unitCost?: number;
}

export interface LotSizes {
  /** Units to order in each period. */
  readonly orders: readonly number[];
  /** Total over the horizon, money. */
  readonly cost: number;
}

/**
 * The cheapest orders that serve known demand on time: orders of period t cover whole periods t, …, j, so the
 * cost from t on is the least over j of ordering for t, …, j and going on at j + 1 (Wagner and Whitin 1958,
 * Management Science 5(1); with unit costs that change, Zangwill 1968). O(T²) for T periods. Among plans of
 * equal cost the one that orders for fewest periods first.
 */
export function wagnerWhitin(periods: readonly LotSizingPeriod[]): LotSizes {
  const horizon = periods.length;
  const costFrom = new Float64Array(horizon + 1);
  const coveredTo = new Int32Array(horizon);
  for (let t = horizon - 1; t >= 0; t--) {
    // Without demand nothing need be ordered: "covers up to t, not including it".
    costFrom[t] = periods[t].demand === 0 ? costFrom[t + 1] : Infinity;
    coveredTo[t] = t;
    eachCover(periods, t, (end, cost) => {
      if (cost + costFrom[end] >= costFrom[t]) return;
      costFrom[t] = cost + costFrom[end];
      coveredTo[t] = end;
    });
  }
  return { orders: ordersOf(periods, coveredTo), cost: costFrom[0] };
}

/** For end = t + 1, …, T: the cost of one order in t for all demand of the periods t, …, end − 1. */
function eachCover(
  periods: readonly LotSizingPeriod[],
  t: number,
  visit: (end: number, cost: number) => void,
): void {
  const { orderCost, unitCost = 0 } = periods[t];
  let cost = orderCost;
  let held = 0;
  for (let end = t + 1; end <= periods.length; end++) {
    const { demand, holdingCost } = periods[end - 1];
    cost += demand * (unitCost + held);
    held += holdingCost;
    visit(end, cost);
  }
}

function ordersOf(periods: readonly LotSizingPeriod[], coveredTo: Int32Array): number[] {
  const orders = periods.map(() => 0);
  for (let t = 0; t < periods.length; t = Math.max(coveredTo[t], t + 1))
    for (let covered = t; covered < coveredTo[t]; covered++) orders[t] += periods[covered].demand;
  return orders;
}
