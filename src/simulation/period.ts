import type { Rollout, Rows, Value } from "../engine/index.js";
import type { BoundPolicy, Observation, PolicySetting } from "../policies/policy.js";
import { ECONOMICS, type EconomicsName, type Problem } from "../problems/problem.js";

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
}

/**
 * The one forward loop's body: receive, observe, order, meet demand, charge. Training, evaluation and
 * recommendation all run it.
 */
export function simulatedPeriod({ problem, setting, decider, rounding, records }: PeriodOptions): Rollout {
  const own = "policy" in decider ? Object.keys(decider.policy.perSeries ?? {}) : [];
  const period: Rows = {
    demand: 1,
    leadTime: 1,
    mayOrder: 1,
    counts: 1,
    scale: 1,
    ...some("demandFeatures", setting.demandFeatures.length),
    ...some("plainFeatures", setting.plainFeatures.length),
    ...("orders" in decider ? { orders: 1 } : {}),
  };
  const laneNames = ["coverPeriods", ...ECONOMICS, ...own.map(ownInput)];
  const lane: Rows = Object.fromEntries(laneNames.map((name) => [name, 1]));
  return {
    state: problem.state,
    lane,
    period,
    parameters: "policy" in decider ? decider.policy.parameters : [],
    step({ state, lane, period }) {
      const economics = Object.fromEntries(ECONOMICS.map((name) => [name, lane[name]])) as Economics;
      const stock = problem.observe(state);
      const seen: Observation = {
        ...stock,
        scale: period.scale,
        demandFeatures: period.demandFeatures,
        plainFeatures: period.plainFeatures,
        coverPeriods: lane.coverPeriods,
        economics,
        own: Object.fromEntries(own.map((name) => [name, lane[ownInput(name)]])),
      };
      const order = "policy" in decider ? decider.policy.order(seen) : { quantity: period.orders };
      const quantity = rounded(order.quantity, rounding).mul(period.mayOrder);
      const { demand, leadTime } = period;
      const next = problem.step(state, quantity, { demand, leadTime }, economics);
      const { position } = stock;
      const target = order.target ?? quantity.add(position);
      const all: Readonly<Record<RecordName, Value>> = { ...next.ledger, cost: next.cost, target, position };
      return {
        state: next.state,
        loss: next.cost.mul(period.counts),
        records: Object.fromEntries(records.map((name) => [name, all[name]])),
      };
    },
  };
}

/** All that can be kept of a period, one row each. */
export const RECORDS = [
  "received",
  "demanded",
  "sold",
  "lost",
  "backlogged",
  "ordered",
  "neverArriving",
  "onHand",
  "cost",
  "target",
  "position",
] as const;
export type RecordName = (typeof RECORDS)[number];

/** The lane input that carries a policy's own number per series. */
export function ownInput(name: string): string {
  return `own ${name}`;
}

type Economics = Readonly<Record<EconomicsName, Value>>;

function some(name: string, rows: number): Rows {
  return rows > 0 ? { [name]: rows } : {};
}

function rounded(order: Value, rounding: Rounding): Value {
  if (rounding === "whole") return order.round();
  return rounding === "straight-through" ? order.roundStraightThrough() : order;
}
