import { type LostSalesModel, atLeast, periodCosts } from "./model.js";
import { baseOfNext, type Space } from "./space.js";

/** Numbers that every operator on a space reads: costs of a period and demand, by on-hand. */
export interface Tables {
  readonly costs: Float64Array;
  readonly demand: Float64Array;
  /** Probability that demand leaves nothing of 0, 1, … on hand. */
  readonly emptied: Float64Array;
}

export function tablesFor(model: LostSalesModel, space: Space): Tables {
  const [most] = space.bounds;
  const demand = new Float64Array(most + 1);
  demand.set(model.demand.subarray(0, most + 1));
  return { costs: periodCosts(model, most), demand, emptied: atLeast(model.demand, most) };
}

/** One period with the best order in every state, which is written to `orders`; the smaller of equals. */
export function bestOrders(tables: Tables, space: Space, orders: Uint16Array) {
  const { costs } = tables;
  const expected = expectation(tables);
  const best = new Float64Array(costs.length);
  return (values: Float64Array, next: Float64Array): void => {
    for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
      const first = space.first[pipeline];
      const onHandMost = space.first[pipeline + 1] - first - 1;
      best.fill(Infinity);
      for (let order = 0; order <= space.orderLimit[pipeline]; order++) {
        const base = baseOfNext(space, pipeline, order);
        const most = onHandMost - order;
        for (let onHand = 0; onHand <= most; onHand++) {
          const value = expected(values, base, onHand);
          if (value >= best[onHand] - 1e-11) continue;
          best[onHand] = value;
          orders[first + onHand] = order;
        }
      }
      for (let onHand = 0; onHand <= onHandMost; onHand++)
        next[first + onHand] = costs[onHand] + best[onHand];
    }
  };
}

/** One period in which every state orders what `orders` says. */
export function fixedOrders(tables: Tables, space: Space, orders: Uint16Array) {
  const expected = expectation(tables);
  return (values: Float64Array, next: Float64Array): void => {
    for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
      const first = space.first[pipeline];
      const onHandMost = space.first[pipeline + 1] - first - 1;
      for (let onHand = 0; onHand <= onHandMost; onHand++) {
        const base = baseOfNext(space, pipeline, orders[first + onHand]);
        next[first + onHand] = tables.costs[onHand] + expected(values, base, onHand);
      }
    }
  };
}

/** Rough count of multiplications of one period with the best orders, or with fixed ones. */
export function operationsOf(space: Space): { best: number; fixed: number } {
  let best = 0;
  let fixed = 0;
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
    const size = space.first[pipeline + 1] - space.first[pipeline];
    fixed += (size * size) / 2;
    best += ((size * size) / 2) * (space.orderLimit[pipeline] + 1);
  }
  return { best, fixed };
}

/** E values[base + (onHand − D)⁺]; three plain numbers, because nothing is called more often. */
export function expectation({ demand, emptied }: Tables) {
  return (values: Float64Array, base: number, onHand: number): number => {
    let sum = emptied[onHand] * values[base];
    for (let left = onHand; left > 0; left--) sum += demand[onHand - left] * values[base + left];
    return sum;
  };
}
