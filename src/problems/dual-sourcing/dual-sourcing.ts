import { assert } from "../../base/errors.js";
import { type Values, column } from "../../engine/index.js";
import { backlog } from "../backlog/backlog.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import { type LeadTime, expectedLeadTime, leadTimeOf, longestLeadTime } from "../mechanics/lead-time.js";
import type { SingleStockOptions } from "../mechanics/single-stock.js";
import { type Decision, ORDER, type Money, type Problem, type Stock } from "../problem.js";

export interface DualSourcingOptions extends Omit<SingleStockOptions, "leadTime" | "unitCost"> {
  /** Periods until a regular order arrives, more than for an expedited one; it may be late or lost [l_r]. */
  readonly regularLeadTime: LeadTime | number;
  /** Periods until an expedited order arrives [l_e]. */
  readonly expeditedLeadTime: number;
  /** Money per unit from each supplier. */
  readonly regularCost: Money;
  readonly expeditedCost: Money;
  /** What becomes of demand that finds no stock: it waits (default), or is lost. */
  readonly unmet?: "waits" | "lost";
}

/** One stock with two suppliers, one slow and one fast and dear. Veeraraghavan and Scheller-Wolf (2008). */
export function dualSourcing(options: DualSourcingOptions): Problem {
  const { expeditedLeadTime, regularCost, expeditedCost, unmet = "waits", ...rest } = options;
  const regularLeadTime = leadTimeOf(options.regularLeadTime);
  const expectedPeriods = expectedLeadTime(regularLeadTime, 0);
  assert(expeditedLeadTime < expectedPeriods, "the expedited lead time is the shorter one");
  const make = unmet === "waits" ? backlog : lostSales;
  const base = make({ ...rest, leadTime: regularLeadTime, unitCost: regularCost });
  const slots = longestLeadTime(base.leadTime);
  const arrival = column(Array.from({ length: slots }, (_, slot) => (slot === expeditedLeadTime ? 1 : 0)));
  return {
    ...base,
    name: "dual-sourcing",
    summary: "One stock that orders from a slow supplier and from a fast, dearer one.",
    justInTime: false,
    decisions: [expedited(expeditedLeadTime, (expeditedLeadTime + 1) / (expectedPeriods + 1)), regular],
    economics: { ...base.economics, expeditedCost },
    step(state, { expedited, regular }, moment, economics) {
      const due = state.due.add(expedited.mul(arrival));
      const next = base.step({ ...state, due }, { order: regular }, moment, economics);
      const premium = economics.expeditedCost.sub(economics.unitCost).mul(expedited);
      const ledger = { ...next.ledger, ordered: regular.add(expedited) };
      return { ...next, ledger, cost: next.cost.add(premium) };
    },
  };
}

/** Decided first; it looks at what arrives no later than itself. */
function expedited(leadTime: number, coverShare: number): Decision {
  return {
    name: "expedited",
    direction: "up",
    coverShare,
    position({ onHand, onOrder }: Stock) {
      return onOrder && leadTime > 0 ? onHand.add(onOrder.slice(0, leadTime).sumRows()) : onHand;
    },
  };
}

/** Decided next; it looks at everything, the expedited order included. */
const regular: Decision = {
  ...ORDER,
  name: "regular",
  position: (stock: Stock, before: Values) => stock.position.add(before.expedited),
};
