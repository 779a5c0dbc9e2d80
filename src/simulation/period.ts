import { sum } from "../base/sums.js";
import {
  type Parameter,
  type Rollout,
  type Rows,
  type Value,
  type Values,
  constant,
} from "../engine/index.js";
import type { BoundPolicy, Observation, Order, PolicySetting } from "../policies/policy.js";
import { orderFor, wishOf } from "../policies/wish.js";
import { acceptedOrder } from "../problems/mechanics/order-terms.js";
import { pricedCost, sharedUse } from "../problems/mechanics/shared-limits.js";
import { type Problem, type SharedResource } from "../problems/problem.js";
import { guidePenalty } from "./guide-penalty.js";
import { judgedPeriod } from "./judged-period.js";
import type { Probe } from "./probe.js";
import { type Seen, oneRow, seenFrom, seenInputs } from "./seen.js";

/**
 * Who orders: a policy that sees, as it is or with noise added to what it wants; or orders that were fixed
 * beforehand (an oracle's, or history's).
 */
export type Decider =
  | { readonly policy: BoundPolicy; readonly noise?: Noise }
  | { readonly orders: "given" };

/** Noise that is added to each wish, of a deviation that may be learned and may depend on what is seen. */
export interface Noise {
  readonly parameters: readonly Parameter[];
  /** Logarithm of the deviation of a decision, in usual demands of a period; one row. */
  logDeviation(asked: Observation, index: number): Value;
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
  /**
   * What becomes of limits that series share: orders are cut to fit, as when they are placed for real, or the
   * loss has the price of what is used, as in training. Default: every series plays as if it were alone.
   */
  readonly sharing?: "cut" | "priced";
  /** Whether jumps of the objective are smoothed, to be differentiated; default: they are as they are. */
  readonly smooth?: boolean;
  /** Looks at the decisions as functions of the state, in place of what they cost. */
  readonly probe?: Probe;
}

/**
 * The one forward loop's body: receive, observe, order, meet demand, charge. Training, evaluation and
 * recommendation all run it.
 */
export function simulatedPeriod(options: PeriodOptions): Rollout {
  const { problem, setting, decider, rounding, records, probe } = options;
  const cut = cutDecisions(options);
  const policy = "policy" in decider ? decider.policy : undefined;
  const noise = "policy" in decider ? decider.noise : undefined;
  const inputs = seenInputs(problem, setting, policy);
  return {
    state: inputs.state,
    lane: inputs.lane,
    period: { ...inputs.period, ...playedInputs(options) },
    parameters: [...(policy?.parameters ?? []), ...(noise?.parameters ?? [])],
    step({ state, lane, period }) {
      const seen = seenFrom(problem, policy, { state, lane, period });
      const asks: Observation[] = [];
      const wanted = (asked: Observation, index: number): Order => {
        asks.push(asked);
        if (!policy) return { quantity: index === 0 ? period.orders : constant(0) };
        const order = policy.order(asked);
        if (!noise) return order;
        const deviation = noise.logDeviation(asked, index).exp().mul(asked.scale);
        return orderFor(wishOf(order).add(period.noise.row(index).mul(deviation)), order, asked);
      };
      const place = (asked: Value, name: string) => {
        const wanted = placedOrder(name, asked, { rounding, lane, mayOrder: period.mayOrder });
        const quantity = cut.includes(name) ? wanted.atMost(period[allowedInput(name)]) : wanted;
        return { wanted, quantity: probe ? quantity.stopGradient() : quantity };
      };
      const orders = decideAll(problem, seen, wanted, place);
      const penalty =
        policy?.guide && guidePenalty(problem, policy.guide, { asks, decided: orders.quantities, place });
      const { demand, leadTime, counts } = period;
      const next = problem.step(state, orders.quantities, { demand, leadTime }, seen.economics);
      const served = { ...next, scale: seen.scale, smooth: options.smooth === true };
      const { judged, sums } = judgedPeriod(problem, { ...served, state, counts });
      const nextState = { ...next.state, ...sums };
      const use = sharedUse({ position: seen.position, ordered: next.ledger.ordered }, period.mayOrder);
      const priced = pricedCost(judged, use, seen.economics);
      const all: Values = {
        ...next.ledger,
        cost: next.cost,
        judged,
        priced,
        ...(penalty ? { penalty } : {}),
        position: seen.position,
        ...prefixed("use", use),
        ...prefixed("state", state),
        ...orders.records,
      };
      if (!probe) {
        const due = options.sharing === "priced" ? priced : judged;
        const loss = penalty ? due.add(penalty) : due;
        return { state: nextState, loss: loss.mul(counts), records: pick(all, records) };
      }
      const asIs = (quantity: Value) => ({ wanted: quantity, quantity });
      const found = probe({
        state: constants(state),
        economics: seen.economics,
        uniform: period.uniform,
        scale: period.scale,
        coverPeriods: period.coverPeriods,
        leadTime,
        decide: (at) => decideAll(problem, { ...seen, ...problem.observe(at) }, wanted, asIs).quantities,
      });
      return { state: nextState, loss: found.loss, records: pick({ ...all, ...found.records }, records) };
    },
  };
}

/** What happens in a period, whatever is seen of it. */
function playedInputs(options: PeriodOptions): Rows {
  const { problem, decider, probe } = options;
  return {
    ...oneRow(["demand", "leadTime", "counts"]),
    ...("orders" in decider ? oneRow(["orders"]) : {}),
    ...("policy" in decider && decider.noise ? { noise: problem.decisions.length } : {}),
    ...oneRow(cutDecisions(options).map(allowedInput)),
    ...(probe ? { uniform: stateRows(problem) } : {}),
  };
}

/** Asks for each decision of a period in turn; later ones see what the earlier ones did. */
export function decideAll(
  problem: Problem,
  seen: Seen,
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
    const placed = place(limit ? order.quantity.atMost(limit) : order.quantity, name);
    const { wanted } = placed;
    // Rounding may have gone above a limit that is no whole number.
    const quantity = limit ? placed.quantity.atMost(limit) : placed.quantity;
    const target = order.target ?? (direction === "up" ? position.add(quantity) : position.sub(quantity));
    Object.assign(records, {
      [`decided ${name}`]: quantity,
      [`wanted ${name}`]: wanted,
      [`target ${name}`]: target,
      [`position ${name}`]: position,
      [`wish ${name}`]: wishOf(order),
    });
    if (index === 0) records.target = target;
    quantities[name] = quantity;
  });
  return { quantities, records };
}

/** An order as its supplier takes it: rounded, and on its terms; nothing where none may be placed. */
export function placedOrder(
  decision: string,
  asked: Value,
  { rounding, lane, mayOrder }: { rounding: Rounding; lane: Values; mayOrder: Value },
): Value {
  return acceptedOrder(decision, rounded(asked, rounding).mul(mayOrder), lane);
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
  "judged",
  "target",
  "position",
] as const;
/**
 * Besides, by decision: what the policy wished for, what a probe found, what was wanted within its own terms,
 * of it decided, its target, and the position it is compared with. By resource that series share: the units
 * that used it; and the cost with its price. What differing from a guide costs. And, of as many rows as it
 * has, the state at the start.
 */
export type RecordName =
  | (typeof RECORDS)[number]
  | `${"wish" | "probed" | "wanted" | "decided" | "target" | "position" | "state"} ${string}`
  | `use ${SharedResource}`
  | "priced"
  | "penalty";

/** Rows of a problem's whole state. */
export function stateRows({ state }: Problem): number {
  return sum(Object.values(state));
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function prefixed(kind: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${kind} ${name}`, value]));
}

function constants(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, rows]) => [name, rows.stopGradient()]));
}

function rounded(order: Value, rounding: Rounding): Value {
  if (rounding === "whole") return order.round();
  return rounding === "straight-through" ? order.roundStraightThrough() : order;
}
