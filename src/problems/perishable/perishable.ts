import { assert } from "../../base/errors.js";
import { type Value, type Values, concat, constant } from "../../engine/index.js";
import { leadTimeOf, longestLeadTime } from "../mechanics/lead-time.js";
import { pipelineRows, place, receive } from "../mechanics/pipeline.js";
import type { SingleStockOptions } from "../mechanics/single-stock.js";
import {
  type Economics,
  type Ledger,
  type Moment,
  ORDER,
  type Money,
  type Problem,
  type Stock,
} from "../problem.js";
import { issue } from "./issuing.js";

export interface PerishableOptions extends SingleStockOptions {
  /** Periods in which a unit can be sold, counted from its arrival [m]. */
  readonly lifetime: number;
  /** Which units are sold first: the oldest or the newest. */
  readonly issuing: "fifo" | "lifo";
  /** Money per unit that expires, besides what it cost. */
  readonly wasteCost: Money;
}

/** One stock of units that live for some periods; demand is lost without stock. De Moor et al. (2022). */
export function perishable(options: PerishableOptions): Problem {
  const { lifetime, issuing, wasteCost, holdingCost, shortageCost } = options;
  const { unitCost = 0, price = 0, reviewPeriod = 1, wholeUnits = true } = options;
  assert(Number.isInteger(lifetime) && lifetime >= 1, "a lifetime is a whole number of periods");
  const leadTime = leadTimeOf(options.leadTime);
  const older = Math.max(lifetime - 1, 1);
  return {
    name: "perishable",
    summary: "One stock whose units expire after some periods; demand that finds none is lost.",
    gradient: "pathwise",
    allowsBacklog: false,
    justInTime: true,
    decisions: [ORDER],
    ageRows: lifetime,
    oldestFirst: issuing === "fifo",
    stockAt: { name: "ages", row: older - 1 },
    leadTime,
    reviewPeriod,
    wholeUnits,
    economics: { holdingCost, shortageCost, unitCost, price, wasteCost },
    state: { ages: older, due: pipelineRows(longestLeadTime(leadTime)) },
    observe: (state) => observe(state, lifetime),
    step: (state, { order }, moment, economics) =>
      step(state, order, { ...moment, lifetime, issuing }, economics),
  };
}

function observe({ ages, due }: Values, lifetime: number): Stock {
  const { received, onOrder } = receive(due);
  // With a lifetime of 1 all units can be sold in this period only.
  const byAge = lifetime === 1 ? ages.add(received) : concat([ages, received]);
  const onHand = byAge.sumRows();
  return { onHand, onOrder, byAge, position: onOrder ? onHand.add(onOrder.sumRows()) : onHand };
}

type PerishableMoment = Moment & Pick<PerishableOptions, "lifetime" | "issuing">;

function step(
  state: Values,
  order: Value,
  { demand, leadTime, lifetime, issuing }: PerishableMoment,
  economics: Economics<Value>,
) {
  const { received, onOrder } = receive(state.due);
  const { atOnce, neverArriving, due } = place(order, leadTime, onOrder);
  const fresh = received.add(atOnce);
  // With a lifetime of 1 nothing is ever older, and the row of older units only holds stock from the start.
  const { left, lost } = issue(concat([state.ages, fresh]), demand, issuing);
  const expired = lifetime === 1 ? left.sumRows() : left.row(0);
  const ages = lifetime === 1 ? state.ages.mul(0) : left.slice(1, left.rows);
  const onHand = ages.sumRows();
  const sold = demand.sub(lost);
  const { holdingCost, shortageCost, wasteCost, unitCost, price } = economics;
  const cost = holdingCost
    .mul(onHand)
    .add(shortageCost.mul(lost))
    .add(wasteCost.add(unitCost).mul(expired))
    .sub(price.sub(unitCost).mul(sold));
  const ledger: Ledger = {
    received: fresh,
    demanded: demand,
    sold,
    lost,
    backlogged: constant(0),
    ordered: order,
    neverArriving,
    expired,
    removed: constant(0),
    onHand,
  };
  return { state: { ages, due }, cost, ledger };
}
