import { type Value, type Values, constant } from "../../engine/index.js";
import {
  type Economics,
  type Ledger,
  type Moment,
  ORDER,
  type Money,
  type Problem,
  type Stock,
} from "../problem.js";
import { type LeadTime, leadTimeOf, longestLeadTime } from "./lead-time.js";
import { pipelineRows, place, receive } from "./pipeline.js";

export interface SingleStockOptions {
  readonly leadTime: LeadTime | number;
  /** Periods between orders. */
  readonly reviewPeriod?: number;
  /** Money per unit on hand at the end of a period. */
  readonly holdingCost: Money;
  /** Money per unit of demand not served: once where sales are lost, per period where they wait. */
  readonly shortageCost: Money;
  /** Money per unit bought, charged when the unit is sold: see the problem's note. */
  readonly unitCost?: Money;
  /** Money earned per unit sold. */
  readonly price?: Money;
  /** Whether orders are whole units (default). */
  readonly wholeUnits?: boolean;
}

/** What becomes of demand that stock cannot serve. `stock` is net stock after receipt, before demand. */
type Unmet = (stock: Value, demand: Value) => { readonly net: Value; readonly lost: Value };

/** One stock that orders from one supplier: what lost sales and backlog share. */
export function singleStock(
  identity: Pick<Problem, "name" | "summary" | "allowsBacklog">,
  options: SingleStockOptions,
  unmet: Unmet,
): Problem {
  const leadTime = leadTimeOf(options.leadTime);
  const { holdingCost, shortageCost, unitCost = 0, price = 0, reviewPeriod = 1, wholeUnits = true } = options;
  return {
    ...identity,
    gradient: "pathwise",
    justInTime: true,
    decisions: [ORDER],
    ageRows: 0,
    stockAt: { name: "stock", row: 0 },
    leadTime,
    reviewPeriod,
    wholeUnits,
    economics: { holdingCost, shortageCost, unitCost, price },
    state: { stock: 1, due: pipelineRows(longestLeadTime(leadTime)) },
    observe,
    step: (state, { order }, moment, economics) => step(state, order, moment, economics, unmet),
  };
}

function observe(state: Values): Stock {
  const { received, onOrder } = receive(state.due);
  const onHand = state.stock.add(received);
  return { onHand, onOrder, byAge: undefined, position: onOrder ? onHand.add(onOrder.sumRows()) : onHand };
}

function step(
  state: Values,
  order: Value,
  { demand, leadTime }: Moment,
  economics: Economics<Value>,
  unmet: Unmet,
) {
  const { received, onOrder } = receive(state.due);
  const { atOnce, neverArriving, due } = place(order, leadTime, onOrder);
  const stock = state.stock.add(received).add(atOnce);
  const { net, lost } = unmet(stock, demand);
  const [onHand, backlogged] = [net.atLeast(0), net.negate().atLeast(0)];
  const sold = state.stock.atLeast(0).add(received).add(atOnce).sub(onHand);
  const margin = economics.price.sub(economics.unitCost);
  const cost = economics.holdingCost
    .mul(onHand)
    .add(economics.shortageCost.mul(lost.add(backlogged)))
    .sub(margin.mul(sold));
  const ledger: Ledger = {
    received: received.add(atOnce),
    demanded: demand,
    sold,
    lost,
    backlogged,
    ordered: order,
    neverArriving,
    expired: constant(0),
    removed: constant(0),
    onHand,
  };
  return { state: { stock: net, due }, cost, ledger };
}
