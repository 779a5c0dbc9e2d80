import { demandOver } from "../markov/convolve.js";
import { InputError } from "../../base/errors.js";
import { pmfTable } from "../../demand/distributions.js";
import { QUICK_SECONDS, numbersOf, upToLevel } from "../best-orders.js";
import { demandNotes, type SingleStock, singleStockOf, singleStockOptions } from "../single-stock-options.js";
import type { Solution, Solver } from "../solver.js";

/** Convolutions of longer tables take minutes; a normal approximation is then as good as exact. */
const OPERATIONS_MOST = 2e10;
const OPERATIONS_PER_SECOND = 5e8;

/**
 * One stock whose unserved demand waits: an order serves through the end of its L + 1st period, so a
 * base-stock policy with the fractile p / (h + p) of L + 1 periods of demand is optimal. Karlin and Scarf
 * (1958); Snyder and Shen, Fundamentals of Supply Chain Theory, section 4.3.4.
 */
export const backlogSolver: Solver = {
  problem: "backlog",
  summary: "The optimal base-stock level and its average cost, by convolution of the lead-time demand.",
  options: singleStockOptions,
  async solve(options) {
    return solveBacklog(singleStockOf(options));
  },
  async bestOrders(steady) {
    const { leadTime, money } = numbersOf(steady);
    const { holdingCost, shortageCost } = money;
    // What units cost and earn does not depend on the policy: all demand is served sooner or later.
    const stock = { demand: steady.demand, leadTime, holdingCost, shortageCost };
    const { level } = bestBaseStock(stock, QUICK_SECONDS * OPERATIONS_PER_SECOND);
    return { order: upToLevel(level), note: `least average cost: order up to ${level}` };
  },
};

function bestBaseStock(
  stock: SingleStock,
  operationsMost = OPERATIONS_MOST,
): { level: number; demand: Float64Array } {
  const { leadTime, holdingCost, shortageCost } = stock;
  const one = pmfTable(stock.demand);
  refuseTooLarge(stock, one.length, operationsMost);
  const demand = demandOver(one, leadTime + 1)[leadTime + 1];
  return { demand, level: bestLevel(demand, shortageCost / (holdingCost + shortageCost)) };
}

function solveBacklog(stock: SingleStock): Solution {
  const { leadTime } = stock;
  const { demand, level } = bestBaseStock(stock);
  const cost = levelCost(stock, demand, level);
  return {
    problem: "backlog",
    objective: "average cost per period",
    optimal: { cost, parameters: { level } },
    policies: [{ name: "base-stock", parameters: { level }, cost, gapPercent: cost > 0 ? 0 : null }],
    notes: [
      `Optimal: order up to ${level} in every period; it covers ${leadTime + 1} periods of demand.`,
      ...demandNotes(stock),
    ],
  };
}

/** The smallest level that demand stays within with at least this probability. */
function bestLevel(demand: Float64Array, probability: number): number {
  let within = 0;
  for (let level = 0; level < demand.length; level++) {
    within += demand[level];
    if (within >= probability - 1e-12) return level;
  }
  return demand.length - 1;
}

/** h E(S − D)⁺ + p E(D − S)⁺ for the demand of L + 1 periods. */
function levelCost({ holdingCost, shortageCost }: SingleStock, demand: Float64Array, level: number): number {
  return demand.reduce((sum, probability, quantity) => {
    const unit = quantity < level ? holdingCost * (level - quantity) : shortageCost * (quantity - level);
    return sum + probability * unit;
  }, 0);
}

function refuseTooLarge({ leadTime, demand }: SingleStock, outcomes: number, operationsMost: number): void {
  const operations = (outcomes * outcomes * leadTime * (leadTime + 1)) / 2;
  if (operations <= operationsMost) return;
  const minutes = Math.ceil(operations / OPERATIONS_PER_SECOND / 60);
  const quantities = (outcomes * (leadTime + 1)).toLocaleString("en-US");
  throw new InputError(
    "leadTime",
    `demand ${demand.text} over ${leadTime + 1} periods has ${quantities} outcomes, about ${minutes} minutes`,
    "Solve a shorter lead time, or demand in larger units.",
  );
}
