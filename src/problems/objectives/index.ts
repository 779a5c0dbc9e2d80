import { costs } from "./costs.js";
import type { ObjectiveTerm } from "./objective.js";
import { stockouts } from "./stockouts.js";
import { turnover } from "./turnover.js";

export type { Objective, ObjectiveTerm, WeightedTerm } from "./objective.js";
export { withObjective } from "./objective.js";
export { costs, stockouts, turnover };

/** A term as CONFIG.yaml names it. */
export interface ObjectiveTermEntry extends Pick<ObjectiveTerm, "name" | "summary"> {
  make(calendar: { readonly daysPerPeriod: number }): ObjectiveTerm;
}

export const objectiveTerms: readonly ObjectiveTermEntry[] = [
  { ...costs(), make: costs },
  { ...stockouts(), make: () => stockouts() },
  { ...turnover(), make: turnover },
];
