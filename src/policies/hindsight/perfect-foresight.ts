import { isCertain } from "../../problems/mechanics/lead-time.js";
import { type Problem, isPerPeriod } from "../../problems/problem.js";
import type { Future, Oracle } from "./oracle.js";

/** Whether perfect foresight bounds the cost of a problem: see below. */
export function hasForesight({ justInTime, leadTime, economics }: Problem): boolean {
  return justInTime && isCertain(leadTime) && !Object.values(economics).some(isPerPeriod);
}

/**
 * Orders for each cycle (from one arrival to the next) exactly the demand that is worth serving from stock,
 * less what will be left over. Units are independent of one another under linear costs, so no plan with
 * these lead times and review periods costs less: a unit demanded k periods after its arrival costs k
 * periods of holding, or a shortage and its margin (lost sales), or waits for the next arrival (backlog),
 * where it loses its margin only if none comes. Where demand waits, the margin must not be negative: else
 * it could pay never to serve a unit, and the plan is no bound.
 */
export const perfectForesight: Oracle = {
  name: "hindsight",
  summary: "Knows all future demand: no policy can cost less.",
  knows: "future",
  orders(future) {
    const { demand, mayOrder, leadTime } = future;
    const periods = demand.length;
    const orders = new Float32Array(periods);
    const reviews = Array.from({ length: periods }, (_, t) => t).filter((t) => mayOrder[t]);
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
