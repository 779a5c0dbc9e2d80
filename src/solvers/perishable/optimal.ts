import { discountedValues } from "../markov/discounted-values.js";
import type { Pace } from "../markov/pace.js";
import type { Operator } from "../markov/sweeps.js";
import type { PerishableInstance } from "./instance.js";
import { type Outcomes, outcomesOf } from "./outcomes.js";

export interface OptimalOrders {
  /** The best order in every state, the smallest where several are. */
  readonly orders: Uint16Array;
  /** How far the discounted cost of these orders may be from the least, from any state. */
  readonly error: number;
  readonly sweeps: number;
}

/** Sweeps with the orders just found between two searches for better ones. */
const REPEATS = 10;
/** Orders are best to this, relative to the discounted cost of losing all demand. */
const ACCURACY = 1e-9;
/** An order must be better by this to be preferred to a smaller one. */
const TIE = 1e-12;

/** Least expected discounted cost over an endless horizon: the best order in every state. */
export async function optimalOrders(instance: PerishableInstance, pace: Pace): Promise<OptimalOrders> {
  const { states, discount, base, shortageCost, meanDemand } = instance;
  const orders = new Uint16Array(states);
  const scale = (shortageCost * meanDemand) / (1 - discount);
  const { error, sweeps } = await discountedValues({
    states,
    discount,
    operator: instance.leadTime === 0 ? bestAtOnce(instance, orders) : bestLater(instance, orders),
    cheaper: { operator: fixedOrders(instance, orders), repeats: REPEATS },
    tolerance: ACCURACY * Math.max(scale, 1),
    operations: states * base * Math.min(instance.lost.length, instance.demand.length),
    pace,
  });
  return { orders, error, sweeps };
}

/** Lead time at least 1: the order is the last digit of the next state, so all orders lie side by side. */
function bestLater(instance: PerishableInstance, orders: Uint16Array): Operator {
  const { base, discount, unitCost } = instance;
  const outcomes = outcomesOf(instance);
  const { stocks, pipelines } = sizes(instance);
  const ahead = new Float64Array(base);
  return (values, next) => {
    for (let stock = 0; stock < stocks; stock++) {
      outcomes.of(stock);
      for (let pipeline = 0; pipeline < pipelines; pipeline++) {
        ahead.fill(0);
        for (let i = 0; i < outcomes.count; i++) {
          const first = (outcomes.after[i] * pipelines + pipeline) * base;
          const chance = outcomes.probability[i];
          for (let order = 0; order < base; order++) ahead[order] += chance * values[first + order];
        }
        const state = stock * pipelines + pipeline;
        for (let order = 0; order < base; order++) ahead[order] = unitCost * order + discount * ahead[order];
        orders[state] = lowest(ahead);
        next[state] = outcomes.cost + ahead[orders[state]];
      }
    }
  };
}

/** Lead time 0: the order is the freshest class of the stock that demand finds. */
function bestAtOnce(instance: PerishableInstance, orders: Uint16Array): Operator {
  const { base, unitCost, states } = instance;
  const outcomes = outcomesOf(instance);
  const costs = new Float64Array(base);
  return (values, next) => {
    for (let state = 0; state < states; state++) {
      for (let order = 0; order < base; order++) {
        outcomes.of(state * base + order);
        costs[order] = unitCost * order + outcomes.cost + later(instance, outcomes, values);
      }
      orders[state] = lowest(costs);
      next[state] = costs[orders[state]];
    }
  };
}

function later({ discount }: PerishableInstance, outcomes: Outcomes, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < outcomes.count; i++) sum += outcomes.probability[i] * values[outcomes.after[i]];
  return discount * sum;
}

function fixedOrders(instance: PerishableInstance, orders: Uint16Array): Operator {
  const { base, discount, unitCost, leadTime } = instance;
  const outcomes = outcomesOf(instance);
  const { stocks, pipelines } = sizes(instance);
  if (leadTime === 0)
    return (values, next) => {
      for (let state = 0; state < next.length; state++) {
        outcomes.of(state * base + orders[state]);
        next[state] = unitCost * orders[state] + outcomes.cost + later(instance, outcomes, values);
      }
    };
  return (values, next) => {
    for (let stock = 0; stock < stocks; stock++) {
      outcomes.of(stock);
      for (let pipeline = 0; pipeline < pipelines; pipeline++) {
        const state = stock * pipelines + pipeline;
        const order = orders[state];
        let sum = 0;
        for (let i = 0; i < outcomes.count; i++) {
          const at = (outcomes.after[i] * pipelines + pipeline) * base + order;
          sum += outcomes.probability[i] * values[at];
        }
        next[state] = unitCost * order + outcomes.cost + discount * sum;
      }
    }
  };
}

/** Stocks on hand, and pipelines of orders outstanding. */
function sizes({ base, lifetime, leadTime }: PerishableInstance) {
  return { stocks: base ** lifetime, pipelines: base ** Math.max(0, leadTime - 1) };
}

function lowest(costs: Float64Array): number {
  let best = 0;
  for (let order = 1; order < costs.length; order++)
    if (costs[order] < costs[best] * (1 - TIE)) best = order;
  return best;
}
