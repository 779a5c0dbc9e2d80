import { z } from "zod";
import { InputError } from "../../base/errors.js";
import { parseDistribution } from "../../demand/distributions.js";
import { gapPercent } from "../gap.js";
import { paceOf } from "../markov/pace.js";
import type { Solution, SolveContext, SolvedPolicy, Solver } from "../solver.js";
import { walkToBest } from "../walk-to-best.js";
import { procurementRemovalInstance } from "./instance.js";
import { intervalStockCost } from "./interval-stock.js";
import { optimalRemoval, type OptimalRemoval } from "./optimal.js";

const options = z.strictObject({
  demand: z.string().describe("demand of a period, like poisson:10"),
  price: z.number().positive().describe("earned per unit sold"),
  unitCost: z.number().positive().describe("paid per unit ordered"),
  salvageValue: z.number().min(0).describe("earned per unit removed; below the unit cost"),
  holdingCost: z.number().min(0).describe("per unit left at the end of a period"),
  discount: z.number().positive().lt(1).default(0.99).describe("per period"),
  onHand: z.int().min(0).max(10_000).default(0).describe("units on hand at the start"),
});

/** One product that can be ordered and removed; lost sales, no lead time, discounted return without end. */
export const procurementRemovalSolver: Solver = {
  problem: "procurement-removal",
  summary: "Order, or remove stock at a salvage value; lost sales, lead time 0. Minus the discounted return.",
  options,
  solve: (given, context) => solve(options.parse(given), context),
};

async function solve(given: z.infer<typeof options>, context: SolveContext): Promise<Solution> {
  refuseFreeMoney(given);
  const { onHand } = given;
  const demand = parseDistribution(given.demand, "demand");
  const instance = procurementRemovalInstance({ ...given, demand });
  context.onProgress?.(0, "the optimum");
  const optimal = await optimalRemoval(instance, { onHand, pace: paceOf(context.signal) });
  const { lowLevel, upLevel } = optimal;
  const cost = optimal.values[onHand];
  const neverRemoving = intervalStockCost(instance, { lowLevel, upLevel: Infinity }, onHand);
  const single = await walkToBest({ low: 0, high: upLevel, from: lowLevel }, async (level) => ({
    cost: intervalStockCost(instance, { lowLevel: level, upLevel: level }, onHand),
  }));
  const interval = intervalStockCost(instance, { lowLevel, upLevel }, onHand);
  context.onProgress?.(1, "done");
  const policies: readonly Omit<SolvedPolicy, "gapPercent">[] = [
    { name: "interval-stock", parameters: { lowLevel, upLevel }, cost: interval },
    { name: "base-stock", parameters: { level: lowLevel }, cost: neverRemoving },
    { name: "single-level", parameters: { level: single.at }, cost: single.found.cost },
  ];
  return {
    problem: "procurement-removal",
    objective: `minus the return discounted over an endless horizon, from ${onHand} on hand`,
    optimal: { cost, parameters: { lowLevel, upLevel } },
    policies: policies.map((policy) => ({ ...policy, gapPercent: gapPercent(policy.cost, cost) })),
    notes: notes(optimal),
  };
}

function refuseFreeMoney({ salvageValue, unitCost, holdingCost }: z.infer<typeof options>): void {
  if (salvageValue >= unitCost)
    throw new InputError(
      "salvageValue",
      `${salvageValue} is not below the unit cost, ${unitCost}, so ordering in order to remove would pay`,
      "Give what a removed unit really earns",
    );
  if (salvageValue === 0 && holdingCost === 0)
    throw new InputError(
      "holdingCost",
      "stock costs nothing to keep and earns nothing when removed, so it is never removed",
      "Solve it as lost-sales with lead time 0, or give one of them",
    );
}

function notes({ values, sweeps, error }: OptimalRemoval): string[] {
  return [
    `Value iteration on stocks 0 to ${values.length - 1}, ${sweeps} sweeps; the optimal cost is within ` +
      `${error.toExponential(1)}.`,
    "The cost of interval-stock comes from the equations of the policy, by substitution: a second method, " +
      "from which value iteration starts.",
    "base-stock never removes; single-level orders up to and removes down to one level, the best by search.",
    "From empty stock removal never happens; give on-hand above the up level to see what it is worth.",
  ];
}
