import { z } from "zod";
import { InputError } from "../../base/errors.js";
import { parseDistribution } from "../../demand/distributions.js";
import { gapPercent } from "../gap.js";
import { paceOf } from "../markov/pace.js";
import type { Solution, SolveContext, Solver } from "../solver.js";
import { walkToBest } from "../walk-to-best.js";
import { baseStock } from "./base-stock.js";
import { bestOrders } from "./best-orders.js";
import { estimatedWasteBaseStock, lowStockEstimatedWaste } from "./estimated-waste.js";
import { evaluate, type OrderRule } from "./evaluate.js";
import { type PerishableInstance, perishableInstance } from "./instance.js";
import { optimalOrders } from "./optimal.js";
import { searchLevels } from "./search-levels.js";

const options = z.strictObject({
  demand: z.string().describe("demand of a period, like gamma:4,0.5; continuous demand is rounded"),
  lifetime: z.int().min(1).describe("periods in which a unit can serve demand"),
  leadTime: z.int().min(0).default(1).describe("periods from an order to the first demand it can serve"),
  issuing: z.enum(["fifo", "lifo"]).default("fifo").describe("which units are sold first"),
  unitCost: z.number().min(0).default(0).describe("per unit ordered"),
  holdingCost: z.number().min(0).describe("per unit left at the end of a period that does not expire"),
  shortageCost: z.number().positive().describe("per unit of lost demand"),
  wasteCost: z.number().min(0).describe("per unit that expires"),
  maxOrder: z.int().min(1).max(1000).default(10).describe("the largest order"),
  discount: z.number().positive().lt(1).default(0.99).describe("per period"),
  horizon: z.int().min(1).default(365).describe("periods whose discounted cost counts"),
  burnIn: z.int().min(0).default(100).describe("periods before them, from empty stock"),
});

type Given = z.infer<typeof options>;
type Cost = (rule: OrderRule) => Promise<number>;

/** One product that expires; the unmet demand is lost. The best orders, and base-stock rules, all exact. */
export const perishableSolver: Solver = {
  problem: "perishable",
  summary: "One product that expires; lost sales. Minus the discounted return over a horizon.",
  options,
  solve: (given, context) => solve(options.parse(given), context),
  bestOrders,
};

async function solve(given: Given, context: SolveContext): Promise<Solution> {
  const instance = perishableInstance({ ...given, demand: parseDistribution(given.demand, "demand") });
  refuseTooLarge(instance);
  const pace = paceOf(context.signal);
  context.onProgress?.(0, "the optimum");
  const { orders, error, sweeps } = await optimalOrders(instance, pace);
  context.onProgress?.(0.6, "following the best orders");
  const optimal = await evaluate(instance, (state) => orders[state], { ...given, pace });
  const costOf: Cost = async (rule) => (await evaluate(instance, rule, { ...given, pace })).cost;
  const policies = await classicalPolicies(instance, costOf, context);
  context.onProgress?.(1, "done");
  return {
    problem: "perishable",
    objective: `minus the return discounted over ${given.horizon} periods, after ${given.burnIn} from empty`,
    optimal: { cost: optimal.cost },
    policies: policies.map((policy) => ({ ...policy, gapPercent: gapPercent(policy.cost, optimal.cost) })),
    notes: [
      `Value iteration on ${instance.states} states, ${sweeps} sweeps; the orders found are within ` +
        `${error.toExponential(1)} of the least discounted cost over an endless horizon, from any state.`,
      `The costs are exact: the distribution over states is followed through burn-in and horizon ` +
        `(${optimal.states} states occur under the best orders). Discounting starts after the burn-in.`,
      "The best orders are best over an endless horizon from any state. Over this one, each rule starting " +
        "from the stock of its own burn-in, one that keeps more stock may come out slightly below.",
      "Levels of the classical rules are best by search.",
    ],
  };
}

async function classicalPolicies(instance: PerishableInstance, costOf: Cost, context: SolveContext) {
  context.onProgress?.(0.7, "base-stock");
  const range = { low: 0, high: instance.digits * instance.maxOrder, from: startingLevel(instance) };
  const plain = await walkToBest(range, async (level) => ({
    cost: await costOf(baseStock(instance, level)),
  }));
  context.onProgress?.(0.75, "base-stock with estimated waste");
  const corrected = await walkToBest({ ...range, from: plain.at }, async (level) => ({
    cost: await costOf(estimatedWasteBaseStock(instance, level)),
  }));
  context.onProgress?.(0.8, "another slope at low positions");
  const level = corrected.at;
  const starts = [level, Math.ceil(level / 2), level + 2].map((threshold) => {
    return { lowLevel: level, level, threshold: Math.max(1, threshold) };
  });
  const low = await searchLevels(starts, (levels) => costOf(lowStockEstimatedWaste(instance, levels)));
  return [
    { name: "base-stock", parameters: { level: plain.at }, cost: plain.found.cost },
    { name: "base-stock-estimated-waste", parameters: { level }, cost: corrected.found.cost },
    { name: "bsp-low-ew", parameters: { ...low.levels }, cost: low.cost },
  ];
}

/** Mean demand until the order after the one of now arrives. */
function startingLevel({ meanDemand, leadTime }: PerishableInstance): number {
  return Math.round((leadTime + 1) * meanDemand);
}

const STATES_MOST = 2e7;

function refuseTooLarge(instance: PerishableInstance): void {
  const { states, base, digits, lost, demand } = instance;
  if (states <= STATES_MOST) return;
  const gigabytes = (states * 18) / 1e9;
  const hours = (states * base * Math.min(lost.length, demand.length) * 60) / 1e9 / 3600;
  throw new InputError(
    "lifetime, lead time and largest order",
    `${digits} ages and orders of up to ${instance.maxOrder} make ${states.toExponential(1)} states, about ` +
      `${gigabytes.toPrecision(2)} GB and ${hours.toPrecision(2)} hours`,
    `Take larger units, so that orders are smaller; up to ${STATES_MOST.toExponential(0)} states are solved`,
  );
}
