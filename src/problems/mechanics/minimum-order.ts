import { type Value, select } from "../../engine/index.js";

/** Nothing, or at least the minimum, whichever is nearer; half the minimum is raised to it. */
export function nothingOrAtLeast(units: Value, minimum: Value): Value {
  return select(minimum.mul(0.5).greater(units), 0, units.atLeast(minimum));
}
