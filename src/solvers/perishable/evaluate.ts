import type { Pace } from "../markov/pace.js";
import type { PerishableInstance } from "./instance.js";
import { outcomesOf } from "./outcomes.js";

/** The order in a state. */
export type OrderRule = (state: number) => number;

export interface Evaluation {
  /** Periods whose discounted cost counts. */
  readonly horizon: number;
  /** Periods before them, from empty; discounting starts after these. */
  readonly burnIn: number;
}

export interface Evaluated {
  /** Expected discounted cost over the horizon. */
  readonly cost: number;
  /** States that occur. */
  readonly states: number;
}

/**
 * The exact expected discounted cost of a rule over the horizon, by following the distribution over states
 * from empty through the burn-in and the horizon. Only states that occur are visited.
 */
export async function evaluate(
  instance: PerishableInstance,
  rule: OrderRule,
  { horizon, burnIn, pace }: Evaluation & { readonly pace: Pace },
): Promise<Evaluated> {
  const chain = chainOf(instance, rule);
  const states = chain.costs.length;
  let now = new Float64Array(states);
  let next = new Float64Array(states);
  now[0] = 1;
  let cost = 0;
  let weight = 1;
  for (let period = 0; period < burnIn + horizon; period++) {
    if (period >= burnIn) {
      let expected = 0;
      for (let i = 0; i < states; i++) expected += now[i] * chain.costs[i];
      cost += weight * expected;
      weight *= instance.discount;
    }
    advance(chain, now, next);
    [now, next] = [next, now];
    await pace.step(chain.to.length);
  }
  return { cost, states };
}

/** States in the order in which they are found, the empty one first, with their moves one after another. */
interface Chain {
  readonly costs: Float64Array;
  /** The first move of each state, and after the last. */
  readonly first: Int32Array;
  readonly to: Int32Array;
  readonly probability: Float64Array;
}

function chainOf(instance: PerishableInstance, rule: OrderRule): Chain {
  const { base, leadTime, unitCost } = instance;
  const outcomes = outcomesOf(instance);
  const pipelines = base ** Math.max(0, leadTime - 1);
  const found: number[] = [0];
  const places = new Map<number, number>([[0, 0]]);
  const costs: number[] = [];
  const first = [0];
  const to: number[] = [];
  const probability: number[] = [];
  for (let at = 0; at < found.length; at++) {
    const state = found[at];
    const order = rule(state);
    const pipeline = state % pipelines;
    outcomes.of(leadTime === 0 ? state * base + order : Math.floor(state / pipelines));
    costs.push(unitCost * order + outcomes.cost);
    for (let i = 0; i < outcomes.count; i++) {
      const after = outcomes.after[i];
      const next = leadTime === 0 ? after : (after * pipelines + pipeline) * base + order;
      let place = places.get(next);
      if (place === undefined) {
        place = found.length;
        places.set(next, place);
        found.push(next);
      }
      to.push(place);
      probability.push(outcomes.probability[i]);
    }
    first.push(to.length);
  }
  return {
    costs: Float64Array.from(costs),
    first: Int32Array.from(first),
    to: Int32Array.from(to),
    probability: Float64Array.from(probability),
  };
}

function advance({ first, to, probability }: Chain, now: Float64Array, next: Float64Array): void {
  next.fill(0);
  for (let at = 0; at < now.length; at++) {
    const mass = now[at];
    if (mass === 0) continue;
    for (let move = first[at]; move < first[at + 1]; move++) next[to[move]] += mass * probability[move];
  }
}
