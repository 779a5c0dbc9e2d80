import { concat, constant } from "../../engine/index.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import { receive } from "../mechanics/pipeline.js";
import type { SingleStockOptions } from "../mechanics/single-stock.js";
import { type Decision, ORDER, type Money, type Problem } from "../problem.js";

export interface ProcurementRemovalOptions extends Omit<SingleStockOptions, "shortageCost"> {
  /** Money per unit of demand lost, besides the margin; usually none. */
  readonly shortageCost?: Money;
  /** Money earned per unit taken away, less than the unit cost. */
  readonly salvageValue: Money;
}

/** Lost sales in which stock may also be sold off. Maggiar and Sadighian (2017): an interval-stock policy. */
export function procurementRemoval(options: ProcurementRemovalOptions): Problem {
  const { salvageValue, shortageCost = 0, ...rest } = options;
  const base = lostSales({ ...rest, shortageCost });
  return {
    ...base,
    name: "procurement-removal",
    summary: "One stock that can be ordered for and sold off below cost; demand that finds none is lost.",
    justInTime: false,
    decisions: [ORDER, remove],
    economics: { ...base.economics, salvageValue },
    step(state, { order, remove: wanted }, moment, economics) {
      const { received, onOrder } = receive(state.due);
      const onHand = state.stock.add(received);
      // Rounding to whole units may have asked for more than a fractional stock holds.
      const removed = wanted.atMost(onHand);
      const stock = onHand.sub(removed);
      const due = onOrder ? concat([constant(0), onOrder]) : received.mul(0);
      const next = base.step({ stock, due }, { order }, moment, economics);
      const loss = economics.unitCost.sub(economics.salvageValue).mul(removed);
      const ledger = { ...next.ledger, received: next.ledger.received.add(received), removed };
      return { ...next, ledger, cost: next.cost.add(loss) };
    },
  };
}

/** Takes the stock on hand down to a level, never below nothing. */
const remove: Decision = {
  name: "remove",
  direction: "down",
  coverShare: 1,
  position: (stock) => stock.position,
  limit: (stock) => stock.onHand.atLeast(0),
};
