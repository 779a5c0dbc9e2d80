import { poisson } from "../../demand/distributions.js";
import { demandTable } from "./demand-table.js";
import { type NewsvendorProblem, newsvendor, newsvendorCost } from "./newsvendor.js";
import type { RqAnswer, RqPolicy, RqProblem } from "./r-q-policy.js";
import { wholeUnitDemand } from "./whole-unit-demand.js";

/**
 * The best (r, Q) policy under Poisson demand: Federgruen and Zheng (1992), Operations Research 40(4). The
 * inventory position is uniform on r + 1, …, r + Q, so the cost is
 *
 *     c(r, Q) = [K λ + G(r + 1) + … + G(r + Q)] / Q,                                              (1)
 *
 * with G the newsvendor cost of lead-time demand. The Q best positions lie side by side; take in the next
 * best as long as it costs less than the average.
 */
export function optimalRqPoisson(problem: RqProblem): RqAnswer {
  const atLevel = overLeadTime(problem);
  const positionCost = (position: number) => newsvendorCost(atLevel, position);
  const best = newsvendor(atLevel).level;
  let low = best;
  let high = best;
  let total = problem.orderCost * problem.demandRate + positionCost(best);
  for (;;) {
    const down = positionCost(low - 1);
    const up = positionCost(high + 1);
    const quantity = high - low + 1;
    if (Math.min(down, up) * quantity >= total)
      return { reorderPoint: low - 1, orderQuantity: quantity, cost: total / quantity };
    total += Math.min(down, up);
    if (down <= up) low--;
    else high++;
  }
}

/** Average cost per unit of time of any (r, Q) policy in whole units, Q ≥ 1, by (1). */
export function rqPoissonCost(problem: RqProblem, { reorderPoint, orderQuantity }: RqPolicy): number {
  const atLevel = overLeadTime(problem);
  let total = problem.orderCost * problem.demandRate;
  for (let step = 1; step <= orderQuantity; step++) total += newsvendorCost(atLevel, reorderPoint + step);
  return total / orderQuantity;
}

function overLeadTime({ demandRate, leadTime, ...costs }: RqProblem): NewsvendorProblem {
  const table = leadTime === 0 ? Float64Array.of(1) : demandTable(poisson(demandRate * leadTime));
  return { ...costs, demand: wholeUnitDemand(table) };
}
