import { assert } from "../base/errors.js";
import { HOLDS_PARAMETER, pullback, topological } from "./gradient.js";
import { lower } from "./lower.js";
import type { Plan } from "./plan.js";
import { type Parameter, type Value, constant, input } from "./value.js";

/** Rows per name. */
export type Rows = Readonly<Record<string, number>>;
export type Values = Readonly<Record<string, Value>>;

/** One period of a simulation, written as a plain function of values: traced once, run many times. */
export interface Rollout {
  /** Carried from period to period. */
  readonly state: Rows;
  /** Given once per lane. */
  readonly lane: Rows;
  /** Given per lane and period. */
  readonly period: Rows;
  readonly parameters: readonly Parameter[];
  /** Those among them whose gradient nobody needs; it stays 0. Default: none. */
  readonly fixed?: readonly Parameter[];
  step(seen: { state: Values; lane: Values; period: Values }): {
    readonly state: Values;
    /** One row; the run's loss is its sum over periods and weighted lanes. */
    readonly loss?: Value;
    /** Kept for every period. */
    readonly records?: Values;
  };
}

/** How much a lane counts: an input that every rollout has. Lanes that only fill a block count 0. */
export const WEIGHT = "weight";

/**
 * Traces a period into a plan. With `gradient` the plan has a backward part: the derivative of the loss
 * with respect to the parameters, through all periods.
 */
export function compileRollout(rollout: Rollout, options: { gradient: boolean }): Plan {
  const lane = inputs("lane", { [WEIGHT]: 1, ...rollout.lane });
  const period = inputs("period", rollout.period);
  const state = inputs("state", rollout.state);
  const { state: next, loss, records = {} } = rollout.step({ state, lane, period });
  for (const [name, value] of Object.entries(state))
    assert(next[name]?.rows === value.rows, `step returns the state "${name}" with ${value.rows} rows`);
  assert(!loss || loss.rows === 1, "a loss has one row");
  const weighted = loss?.mul(lane[WEIGHT]);
  const { parameters, fixed = [] } = rollout;
  const given = weighted && { state, next, loss: weighted, fixed };
  const backward = options.gradient && given ? differentiate(given) : undefined;
  return lower({ lane, period, state, next, loss: weighted, records, backward, parameters });
}

function inputs(space: "lane" | "period" | "state", rows: Rows): Record<string, Value> {
  return Object.fromEntries(Object.entries(rows).map(([name, count]) => [name, input(space, name, count)]));
}

interface Differentiated {
  readonly state: Values;
  readonly next: Values;
  readonly loss: Value;
  readonly fixed: readonly Parameter[];
}

function differentiate({ state, next, loss, fixed }: Differentiated) {
  const names = trainableState(state, next);
  const adjoint = Object.fromEntries(names.map((name) => [name, input("cotangent", name, state[name].rows)]));
  const outputs = names.map((name) => ({ value: next[name], cotangent: adjoint[name] }));
  outputs.push({ value: loss, cotangent: constant(1) });
  const wanted = names.map((name) => state[name]);
  const { values, parameters } = pullback(outputs, wanted, { parameters: true });
  const isFixed = new Set(fixed.map(({ name }) => name));
  return {
    adjoint: Object.fromEntries(names.map((name, i) => [name, values[i]])),
    parameters: parameters.filter(({ parameter }) => !isFixed.has(parameter.name)),
  };
}

/** The states that parameters can reach, over any number of periods: the others need no gradient. */
function trainableState(state: Values, next: Values): string[] {
  const names = Object.keys(state);
  const reached = new Set<string>();
  const depends = names.map((name) => {
    const order = topological([next[name]]);
    return {
      name,
      parameters: order.some(({ operation: { kind } }) => HOLDS_PARAMETER.has(kind)),
      states: names.filter((other) => order.includes(state[other])),
    };
  });
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const { name, parameters, states } of depends)
      if (parameters || states.some((other) => reached.has(other))) reached.add(name);
  }
  return names.filter((name) => reached.has(name));
}
