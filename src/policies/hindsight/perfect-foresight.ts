import { isCertain } from "../../problems/mechanics/lead-time.js";
import { type Problem, isPerPeriod } from "../../problems/problem.js";
import type { Future, Life, Oracle } from "./oracle.js";

/** Whether perfect foresight bounds the cost of a problem: see below. */
export function hasForesight(problem: Problem): boolean {
  const { justInTime, leadTime, economics } = problem;
  if (!justInTime || !isCertain(leadTime) || Object.values(economics).some(isPerPeriod)) return false;
  return problem.ageRows === 0 || problem.oldestFirst === true || ordersInEveryPeriod(problem);
}

function ordersInEveryPeriod({ reviewPeriod, orderDays }: Problem): boolean {
  return reviewPeriod === 1 && orderDays === undefined;
}

/**
 * Orders for each cycle (from one arrival to the next) exactly the demand that is worth serving from stock,
 * less what will be left over. Units are independent of one another under linear costs, so no plan with
 * these lead times and review periods costs less: a unit demanded k periods after its arrival costs k
 * periods of holding, or a shortage and its margin (lost sales), or waits for the next arrival (backlog),
 * where it loses its margin only if none comes. Where demand waits, the margin must not be negative: else
 * it could pay never to serve a unit, and the plan is no bound. Where units expire, a unit is ordered for
 * its demand alone, so that the stock of the start goes as if nothing were ordered: it is sold first where
 * the oldest are, or first of all that is left where every period has an arrival of its own.
 */
export const perfectForesight: Oracle = {
  name: "hindsight",
  summary: "Knows all future demand: no policy can cost less.",
  knows: "future",
  orders(future) {
    if (future.life) return freshOrders(future, future.life);
    const { demand, leadTime } = future;
    const periods = demand.length;
    const orders = new Float32Array(periods);
    const reviews = reviewsOf(future);
    const arrivals = Float64Array.from({ length: periods + leadTime + 1 }, (_, t) => future.due[t] ?? 0);
    let stock = future.stock;
    let played = 0;
    reviews.forEach((t, index) => {
      const arrival = t + leadTime;
      const next = index + 1 < reviews.length ? reviews[index + 1] + leadTime : periods;
      for (; played < Math.min(arrival, periods); played++)
        stock = after(stock + arrivals[played], demand[played], future);
      if (arrival >= periods) return;
      const wanted = worthServing(future, arrival, Math.min(next, periods));
      orders[t] = Math.max(wanted - stock - arrivals[arrival], 0);
      arrivals[arrival] += orders[t];
    });
    return orders;
  },
};

function reviewsOf({ demand, mayOrder }: Future): number[] {
  return Array.from(demand, (_, t) => t).filter((t) => mayOrder[t]);
}

/** Units that expire: each cycle orders what its demand is short of, as far as it can be held for. */
function freshOrders(future: Future, life: Life): Float32Array {
  const { demand, leadTime, holdingCost, shortageCost, margin } = future;
  const short = shortOf(future, life);
  const orders = new Float32Array(demand.length);
  const reviews = reviewsOf(future);
  reviews.forEach((t, index) => {
    const from = t + leadTime;
    const next = index + 1 < reviews.length ? reviews[index + 1] + leadTime : demand.length;
    const to = Math.min(next, demand.length, from + life.periods);
    for (let period = from; period < to; period++)
      if ((period - from) * holdingCost <= shortageCost + margin) orders[t] += short[period];
  });
  return orders;
}

/** Demand of each period that the stock of the start, and what is due, would not serve. */
function shortOf({ demand, stock, due }: Future, { periods, oldestFirst }: Life): Float64Array {
  const held = [{ units: stock, until: Math.max(periods - 2, 0) }];
  return Float64Array.from(demand, (asked, t) => {
    if (due[t] > 0) held.push({ units: due[t], until: t + periods - 1 });
    let left = asked;
    for (const some of oldestFirst ? held : held.toReversed()) {
      const sold = some.until < t ? 0 : Math.min(some.units, left);
      some.units -= sold;
      left -= sold;
    }
    return left;
  });
}

function after(stock: number, demand: number, { allowsBacklog }: Future): number {
  return allowsBacklog ? stock - demand : Math.max(stock - demand, 0);
}

/** Units of the cycle's demand for which stock is held; those that wait do so until the next arrival. */
function worthServing(future: Future, from: number, to: number) {
  const { demand, holdingCost, shortageCost, margin, allowsBacklog } = future;
  const lostMargin = allowsBacklog && to < demand.length ? 0 : margin;
  let units = 0;
  for (let t = from; t < to; t++) {
    const shortage = (allowsBacklog ? (to - t) * shortageCost : shortageCost) + lostMargin;
    if ((t - from) * holdingCost <= shortage) units += demand[t];
  }
  return units;
}
