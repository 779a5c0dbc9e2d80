import { type Value, type Values, concat, gradient } from "../engine/index.js";
import { ECONOMICS, type Problem } from "../problems/problem.js";
import type { Answer, Answers } from "./penalty.js";

export interface Asked {
  readonly problem: Problem;
  /** A state whose values nothing else is computed from: slopes are taken with respect to them. */
  readonly state: Values;
  readonly economics: Values;
  readonly scale: Value;
  /** Units by decision, computed from that state and those economics. */
  readonly decided: Values;
}

/** Decisions with their slopes, by the engine's derivatives; these can be differentiated again. */
export function answersOf({ problem, state, economics, scale, decided }: Asked): Answers {
  const stock = state[problem.stockAt.name];
  const money = ECONOMICS.map((name) => economics[name]);
  const worth = money.reduce((sum, value) => sum.add(value));
  const decisions = problem.decisions.map(({ name, direction }): Answer => {
    const [onHand, due, ...slopes] = gradient(decided[name], [stock, state.due, ...money]);
    return {
      direction,
      quantity: decided[name],
      stockSlopes: byTimeOfOrder(problem, onHand, due),
      moneySlopes: Object.fromEntries(
        ECONOMICS.map((which, i) => [which, slopes[i].mul(worth).div(scale)] as const),
      ),
    };
  });
  return { scale, decisions };
}

/** What is received now counts as stock on hand, unless stock is told apart by age. */
function byTimeOfOrder({ ageRows }: Problem, onHand: Value, due: Value): Value {
  if (ageRows > 0) return concat([onHand, due]);
  return due.rows === 1 ? onHand : concat([onHand, due.slice(1, due.rows)]);
}
