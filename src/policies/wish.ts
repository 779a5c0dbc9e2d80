import type { Value } from "../engine/index.js";
import type { BoundPolicy, Observation, Order } from "./policy.js";
import { upTo } from "./up-to.js";

/**
 * What a policy wants, before stock and the impossibility of negative orders cut it: its target where it has
 * one, else its quantity. It is smooth in the parameters, so this is what is varied to explore.
 */
export function wishOf({ quantity, target, uncut }: Order): Value {
  return target ?? uncut ?? quantity;
}

/** The order that fulfils another wish of the same policy. */
export function orderFor(wish: Value, order: Order, seen: Observation): Order {
  return order.target ? upTo(wish, seen) : { quantity: wish.atLeast(0), uncut: wish };
}

/** What is usually wanted: the demand of the periods to cover where there are targets, else of one period. */
export function usualWish({ hasTarget }: BoundPolicy, { scale, coverPeriods }: Observation): Value {
  return hasTarget ? scale.mul(coverPeriods) : scale;
}
