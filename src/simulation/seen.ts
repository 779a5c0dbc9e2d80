import type { Rows, Value, Values } from "../engine/index.js";
import type { BoundPolicy, Observation, PolicySetting } from "../policies/policy.js";
import { carriedRows, standingOf } from "./judged-period.js";
import { type Economics, type Problem, isPerPeriod, seriesNumbers } from "../problems/problem.js";

/** What a decision can be made from: the names and rows of the state, and of inputs per lane and period. */
export interface SeenInputs {
  readonly state: Rows;
  readonly lane: Rows;
  readonly period: Rows;
}

/** The inputs that `seenFrom` reads. */
export function seenInputs(
  problem: Problem,
  setting: PolicySetting,
  policy: BoundPolicy | undefined,
): SeenInputs {
  const numbers = Object.entries(seriesNumbers(problem));
  const changing = numbers.filter(([, number]) => isPerPeriod(number)).map(([name]) => name);
  const steady = numbers.map(([name]) => name).filter((name) => !changing.includes(name));
  const own = (numbers: object = {}) => oneRow(Object.keys(numbers).map(ownInput));
  return {
    state: carriedRows(problem),
    lane: { ...oneRow(steady), ...own(policy?.perSeries) },
    period: {
      mayOrder: 1,
      coverPeriods: 1,
      scale: 1,
      ...some("demandFeatures", setting.demandFeatures.length),
      ...some("plainFeatures", setting.plainFeatures.length),
      ...some("categories", setting.embeddings?.length ?? 0),
      ...some("history", setting.historyRows),
      ...oneRow(changing),
      ...own(policy?.perDecision),
    },
  };
}

export interface Seen extends Omit<Observation, "decision"> {
  /** How the horizon stands: who tells the worth of a state must know, policies never do. */
  readonly standing: Value | undefined;
}

/** What a policy sees, given the values of `seenInputs`. */
export function seenFrom(
  problem: Problem,
  policy: BoundPolicy | undefined,
  { state, ...inputs }: Readonly<Record<"state" | "lane" | "period", Values>>,
): Seen {
  const values = { ...inputs.lane, ...inputs.period };
  const own = Object.keys({ ...policy?.perSeries, ...policy?.perDecision });
  return {
    ...problem.observe(state),
    scale: values.scale,
    demandFeatures: values.demandFeatures,
    plainFeatures: values.plainFeatures,
    categories: values.categories,
    history: values.history,
    coverPeriods: values.coverPeriods,
    economics: pick(values, Object.keys(problem.economics)) as Economics<Value>,
    own: Object.fromEntries(own.map((name) => [name, values[ownInput(name)]])),
    standing: standingOf(problem, state, values.scale),
  };
}

/** The input that carries a policy's own number per series or decision. */
export function ownInput(name: string): string {
  return `own ${name}`;
}

/** A row for each name. */
export function oneRow(names: readonly string[]): Rows {
  return Object.fromEntries(names.map((name) => [name, 1]));
}

function some(name: string, rows: number): Rows {
  return rows > 0 ? { [name]: rows } : {};
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
