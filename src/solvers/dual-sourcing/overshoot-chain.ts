import { baseOfNext, buildSpace, type Space } from "../lost-sales/space.js";
import type { Pace } from "../markov/pace.js";
import { stationaryDistribution } from "../markov/stationary.js";
import type { DualSourcingInstance } from "./instance.js";

export interface OvershootChain {
  /** regularLevel − expeditedLevel: what overshoot and regular orders outstanding may add up to. */
  readonly difference: number;
  /** The largest regular order. */
  readonly cap: number;
}

export interface Overshoot {
  /** Probability that the expedited position after ordering is 0, 1, 2, … above its level. */
  readonly distribution: Float64Array;
  /** Mean regular order. */
  readonly regular: number;
}

/**
 * Long-run behaviour of policies that expedite up to a level S_e and order min(cap, (S_r − position)^+)
 * regularly. The overshoot O of the expedited position over S_e and the regular orders p_1, …, p_{k−1}
 * outstanding (k = l_r − l_e) form a chain that depends on the levels only through Δ = S_r − S_e:
 *
 *     q = min(cap, (Δ − O − p_1 − … − p_{k−1})^+)      O ← (O + p_1 − D)^+      (p_1 is q where k = 1)
 *
 * so one chain serves all S_e. Veeraraghavan and Scheller-Wolf (2008), Proposition 4.1, with a cap.
 */
export async function overshoot(
  instance: DualSourcingInstance,
  chain: OvershootChain,
  pace: Pace,
): Promise<Overshoot> {
  const { difference, cap } = chain;
  const bounds = Array.from({ length: instance.leadTimeGap }, () => difference);
  const space = buildSpace({ leadTime: instance.leadTimeGap, bounds, orderMost: cap });
  const start = new Float64Array(space.states);
  start[0] = 1;
  const arrived = new Float64Array(space.states);
  const serve = serving(instance.demand, space);
  const push = (from: Float64Array, to: Float64Array) => {
    order(space, from, arrived);
    serve(arrived, to);
  };
  const operations = space.states * instance.demand.length;
  return marginals(space, await stationaryDistribution({ start, push, operations, pace }));
}

/** The regular order with overshoot `over`: the space of Δ and a cap has them as bound and largest order. */
function regularOrder(space: Space, pipeline: number, over: number): number {
  return Math.min(space.orderMost, space.bounds[0] - over - space.onOrder[pipeline]);
}

/** Places the regular order and lets the oldest one join the overshoot. */
function order(space: Space, from: Float64Array, arrived: Float64Array): void {
  arrived.fill(0);
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
    const first = space.first[pipeline];
    const width = space.first[pipeline + 1] - first;
    for (let over = 0; over < width; over++) {
      const mass = from[first + over];
      if (mass === 0) continue;
      arrived[baseOfNext(space, pipeline, regularOrder(space, pipeline, over)) + over] += mass;
    }
  }
}

/** Demand eats the overshoot; where it is not enough, expediting restores the level. */
function serving(demand: Float64Array, space: Space) {
  const atLeast = new Float64Array(demand.length + 1);
  for (let units = demand.length - 1; units >= 0; units--)
    atLeast[units] = atLeast[units + 1] + demand[units];
  return (arrived: Float64Array, to: Float64Array): void => {
    to.fill(0);
    for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
      const first = space.first[pipeline];
      for (let at = first; at < space.first[pipeline + 1]; at++) {
        const mass = arrived[at];
        if (mass === 0) continue;
        const most = Math.min(at - first, demand.length);
        for (let units = 0; units < most; units++) to[at - units] += mass * demand[units];
        to[first] += mass * atLeast[most];
      }
    }
  };
}

function marginals(space: Space, stationary: Float64Array): Overshoot {
  const distribution = new Float64Array(space.bounds[0] + 1);
  let regular = 0;
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
    const first = space.first[pipeline];
    for (let at = first; at < space.first[pipeline + 1]; at++) {
      distribution[at - first] += stationary[at];
      regular += stationary[at] * regularOrder(space, pipeline, at - first);
    }
  }
  return { distribution, regular };
}
