import { type Rows, type Value, type Values, concat, constant } from "../engine/index.js";
import type { Served, WeightedTerm } from "../problems/objectives/objective.js";
import type { Problem } from "../problems/problem.js";

/** The state that counts the periods of the horizon so far. */
const COUNTED = "counted periods";

/** Rows that are carried from period to period beside the state of the problem: sums over the horizon. */
export function horizonRows(problem: Problem): Rows {
  const names = horizonTerms(problem).flatMap(({ term }) => sumNames(term));
  return names.length === 0 ? {} : Object.fromEntries([COUNTED, ...names].map((name) => [name, 1]));
}

/** All rows that are carried. */
export function carriedRows(problem: Problem): Rows {
  return { ...problem.state, ...horizonRows(problem) };
}

export interface JudgedPeriod extends Served {
  /** The state at the start of the period. */
  readonly state: Values;
  /** 1 where the period counts, else 0. */
  readonly counts: Value;
}

/**
 * What the objective says of a period: its own part, and by how much it moved what the sums of the horizon
 * come to, so that all periods together say what the horizon comes to. The cost where there is no objective.
 */
export function judgedPeriod(
  problem: Problem,
  { state, counts, ...served }: JudgedPeriod,
): { readonly judged: Value; readonly sums: Values } {
  const { objective } = problem;
  if (objective === undefined) return { judged: served.cost, sums: {} };
  let judged: Value = constant(0);
  for (const { term, weight } of objective.terms)
    if (term.ofPeriod) judged = judged.add(term.ofPeriod(served).mul(weight));
  const terms = horizonTerms(problem);
  if (terms.length === 0) return { judged, sums: {} };
  const after: Record<string, Value> = { [COUNTED]: state[COUNTED].add(counts) };
  for (const { term, weight } of terms) {
    const { sums, value } = term.ofHorizon!;
    const names = sumNames(term);
    const added = Object.values(sums(served));
    names.forEach((name, index) => (after[name] = state[name].add(added[index].mul(counts))));
    const before = value(sumsOf(term, state), state[COUNTED]);
    judged = judged.add(value(sumsOf(term, after), after[COUNTED]).sub(before).mul(weight));
  }
  return { judged, sums: after };
}

/** Standing is seen in months of days, and in months of usual demand; beyond so many it hardly differs. */
const [MONTH, LIMIT] = [28, 4];

/** Rows of how the horizon stands. */
export function standingRows(problem: Problem): number {
  return Object.keys(horizonRows(problem)).length;
}

/** How the horizon stands so far, free of scale; absent where periods stand by themselves. */
export function standingOf(problem: Problem, state: Values, scale: Value): Value | undefined {
  const [, ...sums] = Object.keys(horizonRows(problem));
  if (sums.length === 0) return undefined;
  const periods = state[COUNTED];
  const usual = scale.mul(periods.atLeast(1).mul(LIMIT));
  return concat([
    periods.div(MONTH * LIMIT).tanh().mul(LIMIT),
    ...sums.map((name) => state[name].div(usual).tanh().mul(LIMIT)),
  ]);
}

function horizonTerms({ objective }: Problem): readonly WeightedTerm[] {
  return (objective?.terms ?? []).filter(({ term }) => term.ofHorizon !== undefined);
}

function sumNames({ name, ofHorizon }: WeightedTerm["term"]): string[] {
  return (ofHorizon?.names ?? []).map((sum) => `${name} ${sum}`);
}

function sumsOf(term: WeightedTerm["term"], state: Values): Values {
  return Object.fromEntries(term.ofHorizon!.names.map((sum) => [sum, state[`${term.name} ${sum}`]]));
}
