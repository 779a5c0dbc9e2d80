import type { Value, Values } from "../../engine/index.js";
import { assert } from "../../base/errors.js";
import type { Ledger, Problem } from "../problem.js";

/** What a period shows of how a series was served; one row each. */
export interface Served {
  readonly ledger: Ledger;
  /** Money of the period. */
  readonly cost: Value;
  /** The usual demand in units per period. */
  readonly scale: Value;
  /** Whether jumps are smoothed, so that they have slopes to learn from; else they are judged as they are. */
  readonly smooth: boolean;
}

/** Something that is to be made small over a horizon, told per series and period. */
export interface ObjectiveTerm {
  readonly name: string;
  readonly summary: string;
  /** "share": free of money and units, mostly 0 to 1. */
  readonly unit: "money" | "share";
  /** What a period adds by itself; absent where it adds nothing before the horizon is known. */
  readonly ofPeriod?: (served: Served) => Value;
  /** What follows from sums over the horizon alone; absent where every period stands by itself. */
  readonly ofHorizon?: HorizonPart;
}

/** A number that is no sum over periods, but a function of such sums. */
export interface HorizonPart {
  /** What a period adds to the sums, in units, by their names. */
  readonly sums: (served: Pick<Served, "ledger">) => Values;
  readonly names: readonly string[];
  /** Of sums over so many periods: the number, times the periods; 0 before the first one. */
  readonly value: (sums: Values, periods: Value) => Value;
}

/** What is made small in place of the mean cost: a weighted sum of terms. */
export interface Objective {
  /** Like "0.5 stockouts + 0.5 turnover". */
  readonly name: string;
  readonly terms: readonly WeightedTerm[];
  readonly unit: ObjectiveTerm["unit"];
}

export interface WeightedTerm {
  readonly term: ObjectiveTerm;
  /** Above 0. */
  readonly weight: number;
}

/** The problem, judged and learned by another objective than its cost. */
export function withObjective(problem: Problem, terms: readonly WeightedTerm[]): Problem {
  assert(terms.length > 0, "an objective has a term");
  const inMoney = terms.some(({ term }) => term.unit === "money");
  const name = terms.map(({ term, weight }) => `${weight} ${term.name}`).join(" + ");
  return { ...problem, objective: { name, terms, unit: inMoney ? "money" : "share" } };
}

/** Whether a series counts by the money that it moves; else all count alike. */
export function isInMoney({ objective }: Problem): boolean {
  return objective === undefined || objective.unit === "money";
}
