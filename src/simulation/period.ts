import { type Rollout, type Rows, type Value, type Values, constant } from "../engine/index.js";
import type { BoundPolicy, Observation, Order, PolicySetting } from "../policies/policy.js";
import { type Economics, type Problem, isPerPeriod, stepNumbers } from "../problems/problem.js";
import type { Probe } from "./probe.js";

/** Who orders: a policy that sees, or orders that were fixed beforehand (an oracle's, or history's). */
export type Decider = { readonly policy: BoundPolicy } | { readonly orders: "given" };

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
  /** Looks at the decisions as functions of the state, in place of what they cost. */
  readonly probe?: Probe;
}

/**
 * The one forward loop's body: receive, observe, order, meet demand, charge. Training, evaluation and
 * recommendation all run it.
 */
export function simulatedPeriod(options: PeriodOptions): Rollout {
  const { problem, setting, decider, rounding, records, probe } = options;
  const own = "policy" in decider ? Object.keys(decider.policy.perSeries ?? {}) : [];
  const period: Rows = {
    demand: 1,
    leadTime: 1,
    mayOrder: 1,
    coverPeriods: 1,
    counts: 1,
    scale: 1,
    ...some("demandFeatures", setting.demandFeatures.length),
    ...some("plainFeatures", setting.plainFeatures.length),
    ...("orders" in decider ? { orders: 1 } : {}),
    ...some("uniform", probe ? stateRows(problem) : 0),
  };
  const costs = Object.keys(problem.economics);
  const told = Object.entries(stepNumbers(problem));
  const numbers = told.map(([name]) => name);
  const changing = told.filter(([, number]) => isPerPeriod(number)).map(([name]) => name);
  const steady = numbers.filter((name) => !changing.includes(name));
  const oneRow = (names: readonly string[]): Rows => Object.fromEntries(names.map((name) => [name, 1]));
  const lane = oneRow([...steady, ...own.map(ownInput)]);
  return {
    state: problem.state,
    lane,
    period: { ...period, ...oneRow(changing) },
    parameters: "policy" in decider ? decider.policy.parameters : [],
    step({ state, lane, period }) {
      const stock = problem.observe(state);
      const seen: Omit<Observation, "decision"> = {
        ...stock,
        scale: period.scale,
        demandFeatures: period.demandFeatures,
        plainFeatures: period.plainFeatures,
        coverPeriods: period.coverPeriods,
        economics: pick({ ...lane, ...period }, costs) as Economics<Value>,
        own: Object.fromEntries(own.map((name) => [name, lane[ownInput(name)]])),
      };
      const ask = (asked: Observation, index: number): Order => {
        if ("policy" in decider) return decider.policy.order(asked);
        return { quantity: index === 0 ? period.orders : constant(0) };
      };
      const orders = decideAll(problem, seen, ask, (quantity) => {
        const placed = rounded(quantity, rounding).mul(period.mayOrder);
        return probe ? placed.stopGradient() : placed;
      });
      const { demand, leadTime } = period;
      const charged = pick({ ...lane, ...period }, numbers) as Economics<Value>;
      const next = problem.step(state, orders.quantities, { demand, leadTime }, charged);
      const all: Values = { ...next.ledger, cost: next.cost, position: stock.position, ...orders.records };
      if (!probe) {
        return { state: next.state, loss: next.cost.mul(period.counts), records: pick(all, records) };
      }
      const found = probe({
        state: constants(state),
        economics: seen.economics,
        uniform: period.uniform,
        scale: period.scale,
        coverPeriods: period.coverPeriods,
        leadTime,
        decide: (at) => decideAll(problem, { ...seen, ...problem.observe(at) }, ask, (q) => q).quantities,
      });
      return { state: next.state, loss: found.loss, records: pick({ ...all, ...found.records }, records) };
    },
  };
}

/** Asks for each decision of a period in turn; later ones see what the earlier ones did. */
function decideAll(
  problem: Problem,
  seen: Omit<Observation, "decision">,
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
    Object.assign(records, { [`decided ${name}`]: quantity, [`target ${name}`]: target });
    if (index === 0) records.target = target;
    quantities[name] = quantity;
  });
  return { quantities, records };
}

/** What can be kept of every problem, one row each; besides, what was decided and its target, by decision. */
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
export type RecordName = (typeof RECORDS)[number] | `${"decided" | "target" | "probed"} ${string}`;

/** Rows of a problem's whole state. */
export function stateRows({ state }: Problem): number {
  return Object.values(state).reduce((sum, rows) => sum + rows, 0);
}

/** The lane input that carries a policy's own number per series. */
export function ownInput(name: string): string {
  return `own ${name}`;
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function constants(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, rows]) => [name, rows.stopGradient()]));
}

function some(name: string, rows: number): Rows {
  return rows > 0 ? { [name]: rows } : {};
}

function rounded(order: Value, rounding: Rounding): Value {
  if (rounding === "whole") return order.round();
  return rounding === "straight-through" ? order.roundStraightThrough() : order;
}
