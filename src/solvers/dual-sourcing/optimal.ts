import { averageCost } from "../markov/average-cost.js";
import type { Operator } from "../markov/sweeps.js";
import type { Pace } from "../markov/pace.js";
import type { DualSourcingInstance } from "./instance.js";

/** The states that are solved: expedited positions low, …, high, and regular orders 0, …, orderMost. */
export interface Box {
  readonly low: number;
  readonly high: number;
  readonly orderMost: number;
}

export interface SolvedBox {
  /** Average cost per period without the regular spend, within half of `high - low`. */
  readonly cost: number;
  readonly low: number;
  readonly high: number;
  readonly sweeps: number;
}

export function countStates(instance: DualSourcingInstance, box: Box): number {
  return (box.orderMost + 1) ** (instance.leadTimeGap - 1) * (box.high - box.low + 1);
}

/**
 * The least average cost within a box, by relative value iteration. A state is the expedited position X and
 * the outstanding regular orders p_1, …, p_{k−1}, k = l_r − l_e, in order of arrival:
 *
 *     V(X, p) = min_{y >= X} premium (y − X) + cost(y) + min_q E V(y + p_1 − D, (p_2, …, p_{k−1}, q))
 *
 * The inner minimum depends on y and p_1 through their sum only. Below the box, expediting lifts the position
 * to its lower end; above, V goes on as a straight line, for V is convex in X.
 */
export async function solveBox(
  instance: DualSourcingInstance,
  box: Box,
  run: { readonly tolerance: number; readonly pace: Pace },
): Promise<SolvedBox> {
  const states = countStates(instance, box);
  const operations = states * instance.demand.length;
  const operator = bellman(instance, box);
  const { cost, low, high, sweeps } = await averageCost({ states, operator, operations, ...run });
  return { cost, low, high, sweeps };
}

function bellman(instance: DualSourcingInstance, box: Box): Operator {
  const { leadTimeGap, premium, periodCost } = instance;
  const orders = box.orderMost + 1;
  const width = box.high - box.low + 1;
  const rows = orders ** (leadTimeGap - 1);
  const reach = width + box.orderMost;
  const costs = Float64Array.from({ length: width }, (_, at) => periodCost(box.low + at));
  const expected = new Float64Array(reach);
  const pending = leadTimeGap === 1 ? 1 : rows / orders;
  const cheapest = new Float64Array(pending * reach);
  const expect = expectation(instance, width, reach);
  return (values, next) => {
    cheapest.fill(Infinity);
    for (let row = 0; row < rows; row++) {
      expect(values, row * width, expected);
      if (leadTimeGap === 1) lowestAhead(expected, orders, cheapest);
      else lower(cheapest, Math.floor(row / orders) * reach, expected);
    }
    for (let row = 0; row < rows; row++) {
      const arriving = leadTimeGap === 1 ? 0 : Math.floor(row / pending);
      const after = (row % pending) * reach + arriving;
      const at = row * width;
      let lifted = Infinity;
      for (let x = width - 1; x >= 0; x--) {
        lifted = Math.min(lifted + premium, costs[x] + cheapest[after + x]);
        next[at + x] = lifted;
      }
    }
  };
}

/** Expected value after demand for positions low, low + 1, … before it, of one row of pending orders. */
function expectation({ demand, premium }: DualSourcingInstance, width: number, reach: number) {
  const below = demand.length - 1;
  const padded = new Float64Array(below + reach);
  return (values: Float64Array, at: number, expected: Float64Array): void => {
    for (let x = 0; x < below; x++) padded[x] = values[at] + premium * (below - x);
    for (let x = 0; x < width; x++) padded[below + x] = values[at + x];
    const slope = values[at + width - 1] - values[at + width - 2];
    for (let x = width; x < reach; x++) padded[below + x] = values[at + width - 1] + slope * (x - width + 1);
    for (let x = 0; x < reach; x++) {
      let sum = 0;
      for (let units = 0; units <= below; units++) sum += demand[units] * padded[below + x - units];
      expected[x] = sum;
    }
  };
}

/** For consecutive lead times the order of now joins the position at once: look `orders` positions ahead. */
function lowestAhead(expected: Float64Array, orders: number, cheapest: Float64Array): void {
  for (let x = 0; x < expected.length; x++)
    for (let order = 0; order < orders && x + order < expected.length; order++)
      cheapest[x] = Math.min(cheapest[x], expected[x + order]);
}

function lower(cheapest: Float64Array, at: number, expected: Float64Array): void {
  for (let x = 0; x < expected.length; x++)
    if (expected[x] < cheapest[at + x]) cheapest[at + x] = expected[x];
}
