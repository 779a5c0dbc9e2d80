import type { Value } from "../engine/index.js";
import type { Decision, Problem } from "../problems/problem.js";

/**
 * What theory has proved of the best decisions of some problems, as numbers that are positive where a policy
 * breaks it. Maggiar et al. (2025), "Structure-Informed Deep Reinforcement Learning for Inventory
 * Management", arXiv 2507.22040, punish such slopes in training.
 */
export interface Penalty {
  readonly name: string;
  readonly summary: string;
  /** Whether the best decisions of this problem are known to be so. */
  applies(problem: Problem): boolean;
  /** How much each inequality is broken, a row each, free of scale; at most 0 where it is kept. */
  excess(answers: Answers): Value;
}

/** What a policy decides in one state, and how that changes with the state. */
export interface Answers {
  /** The usual demand in units per period. */
  readonly scale: Value;
  /** By decision, in their order. */
  readonly decisions: readonly Answer[];
}

export interface Answer {
  readonly direction: Decision["direction"];
  /** Units. */
  readonly quantity: Value;
  /**
   * Units more per unit more of stock, a row for each age of stock: units by the period in which they were
   * ordered, from the oldest on hand to those ordered last.
   */
  readonly stockSlopes: Value;
  /**
   * Usual demands more where an amount of money grows by all money that a unit costs or earns. Absent where
   * the problem does not know it.
   */
  readonly moneySlopes: Readonly<Record<string, Value>>;
}
