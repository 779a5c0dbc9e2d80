import { type Value, type Values, constant } from "../engine/index.js";
import type { Guide, Observation } from "../policies/policy.js";
import { isInMoney } from "../problems/objectives/objective.js";
import type { Problem } from "../problems/problem.js";

/** The decisions of a period: what each saw, units as they were placed, and how orders are placed. */
export interface GuidedDecisions {
  readonly asks: readonly Observation[];
  readonly decided: Values;
  readonly place: (quantity: Value, decision: string) => { readonly quantity: Value };
}

/**
 * What decisions pay for differing from those of a guide: its weight for each usual demand. As the objective
 * is told: in all that a unit costs or earns where that is money, so that it does not depend on the currency.
 */
export function guidePenalty(problem: Problem, guide: Guide, decisions: GuidedDecisions): Value {
  const { asks, decided, place } = decisions;
  return asks.reduce((penalty, asked) => {
    const { name } = asked.decision;
    const more = decided[name].sub(place(guide.order(asked).quantity, name).quantity);
    const difference = more.atLeast(0).add(more.negate().atLeast(0));
    const money = Object.values(asked.economics).reduce((sum, each) => sum.add(each), constant(0));
    const worth = isInMoney(problem) ? difference.mul(money) : difference.div(asked.scale);
    return penalty.add(worth.mul(guide.weight));
  }, constant(0));
}
