import { lookAhead, type StockMet } from "./look-ahead.js";
import { type LostSalesModel, periodCosts } from "./model.js";
import { expectation, tablesFor } from "./operators.js";
import { baseOfNext, orderRoom, pipelinesOf, type Space } from "./space.js";

/** Orders of the two policies that look no further than the arrival of an order. */
export interface MyopicOrders {
  /** Minimises the expected cost of the period in which the order arrives. Morton (1971). */
  readonly myopic: Uint16Array;
  /** The same over that period and the next one, which a myopic order will follow. Zipkin (2008). */
  readonly "myopic-2": Uint16Array;
}

export function myopicOrders(model: LostSalesModel, space: Space): MyopicOrders {
  const costs = periodCosts(model, space.bounds[0] + space.orderMost);
  const expected = expectation(tablesFor(model, space));
  const least = new Float64Array(space.states);
  const myopic = new Uint16Array(space.states);
  const myopicTwo = new Uint16Array(space.states);
  const pipelineOf = pipelinesOf(space);

  lookAhead(model, space, (state, met) => {
    const most = orderRoom(space, pipelineOf[state], state);
    [myopic[state], least[state]] = smallest(most, (order) => arrivalCost(costs, met, order));
  });
  lookAhead(model, space, (state, met) => {
    const pipeline = pipelineOf[state];
    const onHand = state - space.first[pipeline];
    const most = orderRoom(space, pipeline, state);
    [myopicTwo[state]] = smallest(most, (order) => {
      const base = baseOfNext(space, pipeline, order);
      return arrivalCost(costs, met, order) + expected(least, base, onHand);
    });
  });
  return { myopic, "myopic-2": myopicTwo };
}

/** Expected cost of the period in which the order arrives. */
function arrivalCost(costs: Float64Array, { probabilities, most }: StockMet, order: number): number {
  let sum = 0;
  for (let left = 0; left <= most; left++) sum += probabilities[left] * costs[left + order];
  return sum;
}

/** The smallest minimiser of a convex function on 0, …, `most`, and the minimum. */
function smallest(most: number, cost: (order: number) => number): [order: number, cost: number] {
  let best = cost(0);
  for (let order = 1; order <= most; order++) {
    const next = cost(order);
    if (next >= best - 1e-11) return [order - 1, best];
    best = next;
  }
  return [most, best];
}
