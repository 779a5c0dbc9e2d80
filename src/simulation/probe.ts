import type { Value, Values } from "../engine/index.js";

/** What a probe finds in a period beside what the policy does in it. */
export interface ProbedPeriod {
  /** The state in which the policy decides, as constants to every derivative. */
  readonly state: Values;
  readonly economics: Values;
  /** Numbers drawn evenly from 0 to 1, as many rows as the state has. */
  readonly uniform: Value;
  /** The usual demand in units per period, and periods; one row each. */
  readonly scale: Value;
  readonly coverPeriods: Value;
  readonly leadTime: Value;
  /** What the policy would decide in a state, in units by decision, neither rounded nor placed. */
  decide(state: Values): Values;
}

/** Looks at decisions as functions of the state: what it finds stands in place of the cost of the period. */
export type Probe = (period: ProbedPeriod) => { readonly loss: Value; readonly records: Values };
