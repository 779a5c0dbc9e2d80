import {
  type Parameter,
  type Plan,
  type Rows,
  type Session,
  type Value,
  type Values,
  compileRollout,
} from "../engine/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import type { Problem } from "../problems/problem.js";
import { carriedRows } from "./judged-period.js";
import { seenRows } from "./load-lanes.js";
import { type Seen, seenFrom, seenInputs } from "./seen.js";
import type { World } from "./world.js";

export interface DecisionProgram {
  readonly problem: Problem;
  readonly setting: PolicySetting;
  /** Whose own numbers are seen, too, where there is one. */
  readonly policy?: BoundPolicy;
  /** Names and rows of inputs beside those of what is seen. */
  readonly others: Rows;
  readonly parameters: readonly Parameter[];
  /** Those whose gradient nobody needs; default: none. */
  readonly fixed?: readonly Parameter[];
  judge(seen: Seen, others: Values): { readonly loss: Value; readonly records: Values };
}

/**
 * A program that looks at decisions one by one, each in a lane of its own, whatever lane and period they were
 * made in; what they were made from comes by the names of the state (`stateInput`) and of what is seen.
 */
export function compileDecisions(program: DecisionProgram, options: { gradient: boolean }): Plan {
  const { problem, policy, others, parameters, fixed, judge } = program;
  const names = Object.keys(carriedRows(problem));
  return compileRollout(
    {
      state: {},
      lane: { ...decisionRows(program), ...others },
      period: {},
      parameters,
      fixed,
      step({ lane: values }) {
        const given = Object.fromEntries(names.map((name) => [name, values[stateInput(name)]]));
        const seen = seenFrom(problem, policy, { state: given, lane: values, period: values });
        return { state: {}, ...judge(seen, values) };
      },
    },
    options,
  );
}

/** Names and rows of all that a decision is made from. */
export function decisionRows({
  problem,
  setting,
  policy,
}: Pick<DecisionProgram, "problem" | "setting" | "policy">): Rows {
  const { state, lane, period } = seenInputs(problem, setting, policy);
  const states = Object.entries(state).map(([name, rows]) => [stateInput(name), rows] as const);
  return { ...lane, ...period, ...Object.fromEntries(states) };
}

/** Starts of periods, of a series each. */
export interface Moments {
  readonly series: Int32Array;
  readonly period: Int32Array;
}

/** Gives a session, a lane for each moment, what is seen there beside stock and the numbers of series. */
export function loadSeen(session: Session, world: World, { series, period }: Moments): void {
  const columns = seenRows(world, series[0]).map(({ name, row }) => ({
    name,
    row,
    values: new Float32Array(series.length),
  }));
  for (let lane = 0; lane < series.length; lane++)
    seenRows(world, series[lane]).forEach(({ values, from }, index) => {
      columns[index].values[lane] = values[period[lane] - from];
    });
  for (const { name, row, values } of columns) session.setLane(name, row, values);
}

/** A row of the state beside other inputs, whose names may be the same. */
export function stateInput(name: string): `state ${string}` {
  return `state ${name}`;
}
