import type { Value } from "../engine/index.js";
import type { Observation, Order } from "./policy.js";

/** Orders what the inventory position lacks of the target. */
export function upTo(target: Value, seen: Observation): Order {
  return { quantity: target.sub(seen.position).atLeast(0), target };
}
