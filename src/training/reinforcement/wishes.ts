import { type Value, type Values, constant } from "../../engine/index.js";
import type { BoundPolicy, Observation } from "../../policies/policy.js";
import { orderFor, wishOf } from "../../policies/wish.js";
import type { Problem } from "../../problems/problem.js";
import { decideAll, placedOrder, placedRounding } from "../../simulation/period.js";
import type { Seen } from "../../simulation/seen.js";

export interface Wisher {
  readonly problem: Problem;
  readonly policy: BoundPolicy;
}

export interface Wished {
  /** What the first decision of the period saw. */
  readonly first: Observation;
  /** What was wished for, decision by decision, one row each. */
  readonly wishes: readonly Value[];
  /** How the horizon stood. */
  readonly standing: Value | undefined;
}

/**
 * Takes the decisions of a period by wishes in place of the policy's own, placed as in earnest: later
 * decisions see what came of the earlier ones.
 */
export function decideByWishes(
  { problem, policy }: Wisher,
  seen: Seen,
  lane: Values,
  choose: (own: Value, asked: Observation, index: number) => Value,
): Wished {
  const wishes: Value[] = [];
  const asked: Observation[] = [];
  const ask = (now: Observation, index: number) => {
    const order = policy.order(now);
    const wish = choose(wishOf(order), now, index);
    asked.push(now);
    wishes.push(wish);
    return orderFor(wish, order, now);
  };
  decideAll(problem, seen, ask, (wanted, name) => {
    const rounding = placedRounding(problem);
    const quantity = placedOrder(name, wanted, { rounding, lane, mayOrder: constant(1) });
    return { wanted: quantity, quantity };
  });
  return { first: asked[0], wishes, standing: seen.standing };
}
