import type { OrderRule } from "./evaluate.js";
import type { PerishableInstance } from "./instance.js";
import { readDigits } from "./outcomes.js";

/** Orders up to `level` units on hand and on order, of any age, as far as the largest order allows. */
export function baseStock({ base, digits, maxOrder }: PerishableInstance, level: number): OrderRule {
  const quantities = new Int32Array(digits);
  return (state) => Math.min(maxOrder, Math.max(0, level - readDigits(state, base, quantities)));
}
