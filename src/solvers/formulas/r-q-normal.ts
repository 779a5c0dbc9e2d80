import type { DemandModel } from "./demand-model.js";
import { economicOrderQuantity } from "./economic-order-quantity.js";
import { economicOrderQuantityBacklog } from "./economic-order-quantity-backlog.js";
import { newsvendorCost } from "./newsvendor.js";
import { normalDemand } from "./normal-demand.js";
import type { RqAnswer, RqPolicy, RqProblem } from "./r-q-policy.js";

export interface NormalRqProblem extends RqProblem {
  /** Standard deviation of the demand of one unit of time, units. */
  readonly demandDeviation: number;
}

/**
 * Expected-inventory-level approximation (Hadley and Whitin 1963; Snyder and Shen 2019, chapter 5). Here
 * `shortageCost` is per unit short, however long it waits, and `cost` is the approximate one,
 * h (r − λ L + Q / 2) + K λ / Q + p λ E[(D − r)⁺] / Q. Iterates
 * r = F⁻¹(1 − Q h / (p λ)) and Q = √(2 λ (K + p E[(D − r)⁺]) / h); needs Q h < p λ.
 */
export function rqExpectedInventory(problem: NormalRqProblem): RqAnswer {
  const { orderCost, holdingCost, shortageCost, demandRate } = problem;
  const demand = leadTimeDemand(problem);
  const shortagesPerCycle = (reorderPoint: number) => shortageCost * demand.loss(reorderPoint);
  const reorderPointOf = (quantity: number) =>
    demand.quantile(1 - (quantity * holdingCost) / (shortageCost * demandRate));
  const { orderQuantity } = fixedPoint(economicOrderQuantity(problem).orderQuantity, (quantity) =>
    Math.sqrt((2 * demandRate * (orderCost + shortagesPerCycle(reorderPointOf(quantity)))) / holdingCost),
  );
  const reorderPoint = reorderPointOf(orderQuantity);
  const held = holdingCost * (reorderPoint - demand.mean + orderQuantity / 2);
  const perOrder = orderCost + shortagesPerCycle(reorderPoint);
  return { reorderPoint, orderQuantity, cost: held + (perOrder * demandRate) / orderQuantity };
}

/**
 * The economic order quantity with backlog, and the reorder point that is best for it: where the cost at r is
 * that at r + Q (Zheng 1992, Management Science 38(1); Snyder and Shen 2019, chapter 5).
 */
export function rqEconomicOrderBacklog(problem: NormalRqProblem): RqPolicy {
  const { orderQuantity } = economicOrderQuantityBacklog(problem);
  const demand = leadTimeDemand(problem);
  const rise = (position: number) =>
    newsvendorCost({ ...problem, demand }, position + orderQuantity) -
    newsvendorCost({ ...problem, demand }, position);
  const best = demand.quantile(problem.shortageCost / (problem.shortageCost + problem.holdingCost));
  return { reorderPoint: rootOfIncreasing(rise, best - orderQuantity, best), orderQuantity };
}

/** The economic order quantity, and the base-stock level of lead-time demand as reorder point. */
export function rqEconomicOrderSafetyStock(problem: NormalRqProblem): RqPolicy {
  const { holdingCost, shortageCost } = problem;
  return {
    reorderPoint: leadTimeDemand(problem).quantile(shortageCost / (shortageCost + holdingCost)),
    orderQuantity: economicOrderQuantity(problem).orderQuantity,
  };
}

/**
 * Loss-function approximation (Hadley and Whitin 1963; Snyder and Shen 2019, chapter 5): the best policy if
 * no shortage outlasts the receipt of an order. Iterates E[(D − r)⁺] = h Q / (h + p) and
 * Q = √(2 (K λ + (h + p) n₂(r)) / h), n₂ the second-order loss function of lead-time demand.
 */
export function rqLossFunction(problem: NormalRqProblem): RqPolicy {
  const { orderCost, holdingCost, shortageCost, demandRate } = problem;
  const demand = leadTimeDemand(problem);
  const either = holdingCost + shortageCost;
  const reorderPointOf = (quantity: number) => lossInverse(demand, (holdingCost * quantity) / either);
  const { orderQuantity } = fixedPoint(economicOrderQuantity(problem).orderQuantity, (quantity) =>
    Math.sqrt(
      (2 * (orderCost * demandRate + either * demand.secondLoss(reorderPointOf(quantity)))) / holdingCost,
    ),
  );
  return { reorderPoint: reorderPointOf(orderQuantity), orderQuantity };
}

/** Average cost per unit of time of any (r, Q) policy: [K λ + ∫ G(y) dy from r to r + Q] / Q, exact. */
export function rqNormalCost(problem: NormalRqProblem, { reorderPoint, orderQuantity }: RqPolicy): number {
  const { orderCost, holdingCost, shortageCost, demandRate } = problem;
  const demand = leadTimeDemand(problem);
  const top = reorderPoint + orderQuantity;
  const losses = demand.secondLoss(reorderPoint) - demand.secondLoss(top);
  const positions = orderQuantity * (reorderPoint + orderQuantity / 2 - demand.mean);
  const total = orderCost * demandRate + holdingCost * positions + (holdingCost + shortageCost) * losses;
  return total / orderQuantity;
}

function leadTimeDemand({ demandRate, demandDeviation, leadTime }: NormalRqProblem): DemandModel {
  return normalDemand(demandRate * leadTime, demandDeviation * Math.sqrt(leadTime));
}

/** x with E[(D − x)⁺] = loss > 0. */
function lossInverse(demand: DemandModel, loss: number): number {
  // E[(D − x)⁺] ≥ mean − x, so x is not below the first; ten deviations more lose nothing.
  const low = demand.mean - loss;
  return rootOfIncreasing((x) => loss - demand.loss(x), low, demand.mean + 40 * demand.deviation);
}

/** Repeats `next` from `start` until the order quantity stands still to the resolution of the iteration. */
function fixedPoint(start: number, next: (quantity: number) => number): { readonly orderQuantity: number } {
  let quantity = start;
  for (let step = 0; step < 10_000; step++) {
    const following = next(quantity);
    const moved = Math.abs(following - quantity);
    quantity = following;
    if (moved <= 1e-13 * quantity) break;
  }
  return { orderQuantity: quantity };
}

/** Where an increasing function crosses 0 between low and high. */
function rootOfIncreasing(value: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (;;) {
    const middle = from + (to - from) / 2;
    if (middle <= from || middle >= to) return to;
    if (value(middle) < 0) from = middle;
    else to = middle;
  }
}
