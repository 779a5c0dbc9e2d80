import { type Rollout, type Rows, type Value, type Values, constant } from "../engine/index.js";
import type { BoundPolicy, Observation, Order, PolicySetting } from "../policies/policy.js";
import { acceptedOrder } from "../problems/mechanics/order-terms.js";
import { SHARED_RESOURCES, pricedCost, sharedUse } from "../problems/mechanics/shared-limits.js";
import {
  type Economics,
  type Problem,
  type SharedResource,
  isPerPeriod,
  seriesNumbers,
} from "../problems/problem.js";

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
  /**
   * What becomes of limits that series share: orders are cut to fit, as when they are placed for real, or the
   * loss has the price of what is used, as in training. Default: every series plays as if it were alone.
   */
  readonly sharing?: "cut" | "priced";
}

/**
 * The one forward loop's body: receive, observe, order, meet demand, charge. Training, evaluation and
 * recommendation all run it.
 */
export function simulatedPeriod(options: PeriodOptions): Rollout {
  const { problem, setting, decider, rounding, records } = options;
  const cut = cutDecisions(options);
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
    ...Object.fromEntries(cut.map((name) => [allowedInput(name), 1])),
  };
  const costs = Object.keys(problem.economics);
  const told = Object.entries(seriesNumbers(problem));
  const changing = told.filter(([, number]) => isPerPeriod(number)).map(([name]) => name);
  const steady = told.filter(([, number]) => !isPerPeriod(number)).map(([name]) => name);
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
      const orders = decideAll(
        problem,
        seen,
        (asked, index) => {
          if ("policy" in decider) return decider.policy.order(asked);
          return { quantity: index === 0 ? period.orders : constant(0) };
        },
        (asked, name) => {
          const wanted = acceptedOrder(name, rounded(asked, rounding).mul(period.mayOrder), lane);
          const quantity = cut.includes(name) ? wanted.atMost(period[allowedInput(name)]) : wanted;
          return { wanted, quantity };
        },
      );
      const { demand, leadTime } = period;
      const next = problem.step(state, orders.quantities, { demand, leadTime }, seen.economics);
      const use = sharedUse({ position: stock.position, ordered: next.ledger.ordered }, period.mayOrder);
      const priced = pricedCost(next.cost, use, seen.economics);
      const all: Values = {
        ...next.ledger,
        cost: next.cost,
        priced,
        position: stock.position,
        ...Object.fromEntries(SHARED_RESOURCES.map((name) => [`use ${name}`, use[name]])),
        ...orders.records,
      };
      const loss = options.sharing === "priced" ? priced : next.cost;
      return { state: next.state, loss: loss.mul(period.counts), records: pick(all, records) };
    },
  };
}

/** Asks for each decision of a period in turn; later ones see what the earlier ones did. */
function decideAll(
  problem: Problem,
  seen: Omit<Observation, "decision">,
  ask: (seen: Observation, index: number) => Order,
  place: (quantity: Value, decision: string) => { wanted: Value; quantity: Value },
): { quantities: Values; records: Values } {
  const quantities: Record<string, Value> = {};
  const records: Record<string, Value> = {};
  problem.decisions.forEach((decision, index) => {
    const { name, direction, coverShare } = decision;
    const position = decision.position(seen, quantities);
    const coverPeriods = seen.coverPeriods.mul(coverShare);
    const order = ask({ ...seen, decision: { name, direction, index, position, coverPeriods } }, index);
    const limit = decision.limit?.(seen, quantities);
    const { wanted, quantity } = place(limit ? order.quantity.atMost(limit) : order.quantity, name);
    const target = order.target ?? (direction === "up" ? position.add(quantity) : position.sub(quantity));
    const kept = { [`decided ${name}`]: quantity, [`wanted ${name}`]: wanted, [`target ${name}`]: target };
    Object.assign(records, kept);
    if (index === 0) records.target = target;
    quantities[name] = quantity;
  });
  return { quantities, records };
}

/** The decisions whose orders are cut to limits that series share. */
export function cutDecisions({ problem, sharing }: PeriodOptions): string[] {
  if (problem.sharedLimits === undefined || sharing !== "cut") return [];
  return problem.decisions.filter(({ direction }) => direction === "up").map(({ name }) => name);
}

/** The period input that says how much of an order is allowed, units. */
export function allowedInput(decision: string): string {
  return `allowed ${decision}`;
}

/** What can be kept of every problem, one row each. */
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
/**
 * Besides, by decision: what was wanted, within its own terms, and of it decided; and its target. By resource
 * that series share: the units that used it; and the cost with its price.
 */
export type RecordName =
  | (typeof RECORDS)[number]
  | `${"wanted" | "decided" | "target"} ${string}`
  | `use ${SharedResource}`
  | "priced";

/** The lane input that carries a policy's own number per series. */
export function ownInput(name: string): string {
  return `own ${name}`;
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function some(name: string, rows: number): Rows {
  return rows > 0 ? { [name]: rows } : {};
}

function rounded(order: Value, rounding: Rounding): Value {
  if (rounding === "whole") return order.round();
  return rounding === "straight-through" ? order.roundStraightThrough() : order;
}
