import { lookAhead } from "./look-ahead.js";
import { type LostSalesModel, periodCosts } from "./model.js";
import { buildSpace, countStates, orderRoom, pipelinesOf, type Space, type SpaceBounds } from "./space.js";
import { visitedStates } from "./visited-states.js";

/**
 * Dual balancing (Levi, Janakiraman, Nagarajan 2008, Mathematics of Operations Research 33(2)): the order
 * whose holding cost, until its last unit is sold, equals the expected shortage cost of the period in which
 * it arrives. Whole units rarely balance; of the two nearest orders we take the one closer to balance.
 */
export function dualBalancing(
  model: LostSalesModel,
  shape: SpaceBounds,
  statesMost: number,
): { space: Space; orders: Uint16Array } | undefined {
  if (countStates(shape) > statesMost) return undefined;
  const space = buildSpace(shape);
  const { orders, cut } = balancedOrders(model, space);
  const visited = visitedStates(model, { space, orders });
  if (!cut.some((state) => visited[state] === 1)) return { space, orders };
  const { leadTime, bounds, orderMost } = shape;
  const grown = { leadTime, bounds: bounds.map(grow), orderMost: grow(orderMost) };
  return dualBalancing(model, grown, statesMost);
}

/** Where an order that is placed does not fit, the space grows by this. */
function grow(bound: number): number {
  return Math.ceil(bound * 1.4) + 1;
}

function balancedOrders(model: LostSalesModel, space: Space): { orders: Uint16Array; cut: number[] } {
  const largest = space.bounds[0] + space.orderMost + 1;
  const shortage = periodCosts({ ...model, holdingCost: 0 }, largest);
  const holding = holdingUntilSold(model, largest);
  const pipelineOf = pipelinesOf(space);
  const orders = new Uint16Array(space.states);
  const cut: number[] = [];
  lookAhead(model, space, (state, { probabilities, most }) => {
    const excess = (order: number) => {
      let sum = 0;
      for (let left = 0; left <= most; left++)
        sum += probabilities[left] * (holding[left + order] - holding[left] - shortage[left + order]);
      return sum;
    };
    const limit = orderRoom(space, pipelineOf[state], state);
    let order = 0;
    let before = excess(0);
    while (order <= limit && before < 0) {
      const next = excess(order + 1);
      if (-before <= next) break;
      before = next;
      order++;
    }
    if (order > limit) cut.push(state);
    orders[state] = Math.min(order, limit);
  });
  return { orders, cut };
}

/** Expected holding cost of 0, 1, … units until the last of them is sold. */
function holdingUntilSold(model: LostSalesModel, most: number): Float64Array {
  const { demand } = model;
  const now = periodCosts({ ...model, shortageCost: 0 }, most);
  const total = new Float64Array(most + 1);
  for (let stock = 1; stock <= most; stock++) {
    let sum = now[stock];
    for (let asked = 1; asked < Math.min(stock, demand.length); asked++)
      sum += demand[asked] * total[stock - asked];
    total[stock] = sum / (1 - demand[0]);
  }
  return total;
}
