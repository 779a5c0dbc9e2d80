import {
  type Parameter,
  type Rollout,
  type Rows,
  type Value,
  type Values,
  constant,
  spread,
} from "../engine/index.js";
import type { BoundPolicy, Observation, Order, PolicySetting } from "../policies/policy.js";
import { orderFor, wishOf } from "../policies/wish.js";
import { type Economics, type Problem, isPerPeriod, stepNumbers } from "../problems/problem.js";

/**
 * Who orders: a policy that sees, as it is or with noise added to what it wants; or orders that were fixed
 * beforehand (an oracle's, or history's).
 */
export type Decider =
  | { readonly policy: BoundPolicy; readonly noise?: Noise }
  | { readonly orders: "given" };

/** Normal noise for each decision of a period, of a deviation that is learned: its logarithm, a row each. */
export interface Noise {
  readonly logDeviation: Parameter;
}

/**
 * How orders become whole units: "none" leaves them as they are, "whole" rounds, "straight-through" rounds
 * but differentiates as if it did not.
 */
export type Rounding = "none" | "whole" | "straight-through";

/** How orders are placed for real: as the problem says. */
export function placedRounding({ wholeUnits }: Problem): Rounding {
  return wholeUnits ? "whole" : "none";
}

export interface PeriodOptions {
  readonly problem: Problem;
  readonly setting: PolicySetting;
  readonly decider: Decider;
  readonly rounding: Rounding;
  /** What to keep of every period. */
  readonly records: readonly RecordName[];
}

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
  const numbers = Object.entries(stepNumbers(problem));
  const changing = numbers.filter(([, number]) => isPerPeriod(number)).map(([name]) => name);
  const steady = numbers.map(([name]) => name).filter((name) => !changing.includes(name));
  const own = Object.keys(policy?.perSeries ?? {}).map(ownInput);
  return {
    state: problem.state,
    lane: oneRow([...steady, ...own]),
    period: {
      mayOrder: 1,
      coverPeriods: 1,
      scale: 1,
      ...some("demandFeatures", setting.demandFeatures.length),
      ...some("plainFeatures", setting.plainFeatures.length),
      ...oneRow(changing),
    },
  };
}

export type Seen = Omit<Observation, "decision">;

/** What a policy sees, given the values of `seenInputs`. */
export function seenFrom(
  problem: Problem,
  policy: BoundPolicy | undefined,
  { state, ...inputs }: Readonly<Record<"state" | "lane" | "period", Values>>,
): Seen {
  const values = { ...inputs.lane, ...inputs.period };
  const own = Object.keys(policy?.perSeries ?? {});
  return {
    ...problem.observe(state),
    scale: values.scale,
    demandFeatures: values.demandFeatures,
    plainFeatures: values.plainFeatures,
    coverPeriods: values.coverPeriods,
    economics: pick(values, Object.keys(problem.economics)) as Economics<Value>,
    own: Object.fromEntries(own.map((name) => [name, values[ownInput(name)]])),
  };
}

/**
 * The one forward loop's body: receive, observe, order, meet demand, charge. Training, evaluation and
 * recommendation all run it.
 */
export function simulatedPeriod({ problem, setting, decider, rounding, records }: PeriodOptions): Rollout {
  const policy = "policy" in decider ? decider.policy : undefined;
  const noise = "policy" in decider ? decider.noise : undefined;
  const inputs = seenInputs(problem, setting, policy);
  const numbers = Object.keys(stepNumbers(problem));
  return {
    state: inputs.state,
    lane: inputs.lane,
    period: {
      ...inputs.period,
      ...oneRow(["demand", "leadTime", "counts"]),
      ...("orders" in decider ? oneRow(["orders"]) : {}),
      ...(noise ? { noise: problem.decisions.length } : {}),
    },
    parameters: [...(policy?.parameters ?? []), ...(noise ? [noise.logDeviation] : [])],
    step({ state, lane, period }) {
      const seen = seenFrom(problem, policy, { state, lane, period });
      const wanted = (asked: Observation, index: number): Order => {
        if (!policy) return { quantity: index === 0 ? period.orders : constant(0) };
        const order = policy.order(asked);
        if (!noise) return order;
        const deviation = spread(noise.logDeviation).row(index).exp().mul(asked.scale);
        return orderFor(wishOf(order).add(period.noise.row(index).mul(deviation)), order, asked);
      };
      const orders = decideAll(problem, seen, wanted, (quantity) =>
        rounded(quantity, rounding).mul(period.mayOrder),
      );
      const { demand, leadTime } = period;
      const charged = pick({ ...lane, ...period }, numbers) as Economics<Value>;
      const next = problem.step(state, orders.quantities, { demand, leadTime }, charged);
      const states = Object.fromEntries(Object.keys(state).map((name) => [`state ${name}`, state[name]]));
      const all = { ...next.ledger, ...states, cost: next.cost, position: seen.position, ...orders.records };
      return { state: next.state, loss: next.cost.mul(period.counts), records: pick(all, records) };
    },
  };
}

/** Asks for each decision of a period in turn; later ones see what the earlier ones did. */
export function decideAll(
  problem: Problem,
  seen: Seen,
  ask: (seen: Observation, index: number) => Order,
  place: (quantity: Value) => Value,
): { quantities: Values; records: Values } {
  const quantities: Record<string, Value> = {};
  const records: Record<string, Value> = {};
  problem.decisions.forEach((decision, index) => {
    const { name, direction, coverShare } = decision;
    const position = decision.position(seen, quantities);
    const coverPeriods = seen.coverPeriods.mul(coverShare);
    const order = ask({ ...seen, decision: { name, direction, index, position, coverPeriods } }, index);
    const limit = decision.limit?.(seen, quantities);
    const wanted = limit ? order.quantity.atMost(limit) : order.quantity;
    const quantity = place(wanted);
    const target = order.target ?? (direction === "up" ? position.add(quantity) : position.sub(quantity));
    const wish = wishOf(order);
    Object.assign(records, {
      [`decided ${name}`]: quantity,
      [`target ${name}`]: target,
      [`wish ${name}`]: wish,
    });
    if (index === 0) records.target = target;
    quantities[name] = quantity;
  });
  return { quantities, records };
}

/**
 * What can be kept of every problem, one row each; besides, by decision, what was decided, its target and
 * what the policy wanted; and, of as many rows as it has, the state at the start.
 */
export const RECORDS = [
  "received",
  "demanded",
  "sold",
  "lost",
  "backlogged",
  "ordered",
  "neverArriving",
  "expired",
  "removed",
  "onHand",
  "cost",
  "target",
  "position",
] as const;
export type RecordName =
  (typeof RECORDS)[number] | `${"decided" | "target" | "wish" | "state"} ${string}`;

/** The lane input that carries a policy's own number per series. */
export function ownInput(name: string): string {
  return `own ${name}`;
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function oneRow(names: readonly string[]): Rows {
  return Object.fromEntries(names.map((name) => [name, 1]));
}

function some(name: string, rows: number): Rows {
  return rows > 0 ? { [name]: rows } : {};
}

/** An order as it is placed. */
export function rounded(order: Value, rounding: Rounding): Value {
  if (rounding === "whole") return order.round();
  return rounding === "straight-through" ? order.roundStraightThrough() : order;
}
