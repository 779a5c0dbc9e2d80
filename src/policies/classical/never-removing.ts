import { constant } from "../../engine/index.js";
import type { BoundPolicy } from "../policy.js";

/** Orders as given, and takes nothing away where a decision lowers the position. */
export function neverRemoving(order: BoundPolicy["order"]): BoundPolicy["order"] {
  return (seen) => (seen.decision.direction === "up" ? order(seen) : { quantity: constant(0) });
}
