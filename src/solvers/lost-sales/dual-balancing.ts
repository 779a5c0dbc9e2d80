import { lookAhead } from "./look-ahead.js";
import { type LostSalesModel, periodCosts } from "./model.js";
import { buildSpace, countStates, orderRoom, pipelinesOf, type Space, type SpaceBounds } from "./space.js";
import { visitedStates } from "./visited-states.js";

/**
 * Dual balancing (Levi, Janakiraman, Nagarajan 2008, Mathematics of Operations Research 33(2)) as Zipkin
 * (2008) computed it: the order that makes the larger of two expected costs least, the shortage cost of the
 * period in which it arrives, and the holding cost of all that is then on hand until the last unit is sold.
 * Levi et al. hold only the units ordered against the shortage, which costs less but is not in his tables.
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
    const expected = (costs: Float64Array, order: number) => {
      let sum = 0;
      for (let left = 0; left <= most; left++) sum += probabilities[left] * costs[left + order];
      return sum;
    };
    const limit = orderRoom(space, pipelineOf[state], state);
    let order = 0;
    let before = expected(shortage, 0);
    // Holding cost rises with the order and shortage cost falls: the best order is where they cross.
    while (order <= limit && expected(holding, order) < before) {
      const next = expected(shortage, order + 1);
      if (Math.max(expected(holding, order + 1), next) >= before) break;
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
