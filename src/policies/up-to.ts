import type { Value } from "../engine/index.js";
import type { Observation, Order } from "./policy.js";

/** Decides what the position lacks of the target, or what it has too much of where the decision lowers it. */
export function upTo(target: Value, { decision: { direction, position } }: Observation): Order {
  const gap = direction === "up" ? target.sub(position) : position.sub(target);
  return { quantity: gap.atLeast(0), target };
}
