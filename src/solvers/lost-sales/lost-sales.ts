import { InputError } from "../../base/errors.js";
import { gapPercent } from "../gap.js";
import { paceOf } from "../markov/pace.js";
import { demandNotes, type SingleStock, singleStockOf, singleStockOptions } from "../single-stock-options.js";
import type { Solution, SolveContext, SolvedPolicy, Solver } from "../solver.js";
import { bestOrders } from "./best-orders.js";
import { bestConstantOrder } from "./constant-order.js";
import { type LostSalesModel, lostSalesModel, newsvendorLevel, periodCosts } from "./model.js";
import { optimalOrders } from "./optimal.js";
import { classicalPolicies, type Costed } from "./policy-costs.js";
import { reducedSpace } from "./reduced-space.js";
import { buildSpace, countStates, secondsFor, type SpaceBounds } from "./space.js";

/** Bounds on every cost come this close, as a part of the cost of a lost unit. */
const TOLERANCE = 1e-9;
/** Chains of a policy may be this much larger than what is solved within seconds. */
const POLICY_STATES_MOST = 8e6;
/** A cost that is 0 but for rounding. */
const NEGLIGIBLE = 1e-7;
const SECONDS_MOST = 1800;
/** All classical policies take about so many times as long as the optimum. */
const POLICIES = 7;
const BYTES_PER_STATE = 40;

/** One stock whose unserved demand is lost: Zipkin (2008), Operations Research 56(5). */
export const lostSalesSolver: Solver = {
  problem: "lost-sales",
  summary: "Optimal average cost by dynamic programming, and nine classical policies on their own chains.",
  options: singleStockOptions,
  async solve(options, context) {
    const stock = singleStockOf(options);
    const model = lostSalesModel(stock);
    return stock.leadTime === 0 ? newsvendor(stock, model) : withLeadTime(stock, model, context);
  },
  bestOrders: async (steady, context) => bestOrders(steady, context),
};

async function withLeadTime(
  stock: SingleStock,
  model: LostSalesModel,
  context: SolveContext,
): Promise<Solution> {
  const shape = reducedSpace(model);
  refuseTooLarge(stock, shape);
  const tolerance = TOLERANCE * (model.holdingCost + model.shortageCost);
  const effort = { pace: paceOf(context.signal), tolerance, statesMost: POLICY_STATES_MOST };
  context.onProgress?.(0, "optimum");
  const space = buildSpace(shape);
  const optimum = await optimalOrders(model, space, effort);
  const policies: SolvedPolicy[] = [];
  const leftOut: string[] = [];
  for (const [index, policy] of classicalPolicies.entries()) {
    context.onProgress?.((index + 1) / (classicalPolicies.length + 1), policy.name);
    const costed = await policy.cost(model, effort);
    if (costed) policies.push(withGap(costed, optimum.cost));
    else leftOut.push(`Left out, too large to solve: ${policy.name}.`);
  }
  const error = ((optimum.high - optimum.low) / 2).toExponential(0);
  return {
    ...identity,
    optimal: { cost: optimum.cost },
    policies,
    notes: [
      `${space.states} states, ${optimum.sweeps} searches for better orders; cost within ${error}.`,
      ...demandNotes(stock),
      ...leftOut,
    ],
  };
}

/** Without a lead time every period is a newsvendor: what is left never exceeds the level. */
function newsvendor(stock: SingleStock, model: LostSalesModel): Solution {
  const costs = periodCosts(model, model.demand.length);
  const level = newsvendorLevel(model);
  const constant = bestConstantOrder(model);
  const costed: Costed[] = [{ name: "best base-stock", parameters: { level }, cost: costs[level] }];
  if (constant) {
    const { quantity, cost } = constant;
    costed.push({ name: "best constant order", parameters: { quantity }, cost });
  }
  return {
    ...identity,
    optimal: { cost: costs[level], parameters: { level } },
    policies: costed.map((policy) => withGap(policy, costs[level])),
    notes: ["Without a lead time a base-stock policy is optimal.", ...demandNotes(stock)],
  };
}

const identity = { problem: "lost-sales", objective: "average cost per period" };

function withGap(policy: Costed, optimum: number): SolvedPolicy {
  // Costs are known within their tolerance only: a smaller optimum is 0.
  return { ...policy, gapPercent: optimum < NEGLIGIBLE ? null : gapPercent(policy.cost, optimum) };
}

function refuseTooLarge(stock: SingleStock, shape: SpaceBounds): void {
  const states = countStates(shape);
  const seconds = (1 + POLICIES) * secondsFor(shape);
  if (seconds <= SECONDS_MOST) return;
  const hours = Math.ceil(seconds / 3600);
  const time = hours > 48 ? `${Math.ceil(hours / 24).toLocaleString("en-US")} days` : `${hours} hours`;
  const memory = `${((states * BYTES_PER_STATE) / 1e9).toPrecision(2)} GB`;
  throw new InputError(
    "leadTime",
    `${stock.leadTime} periods with demand ${stock.demand.text} make ${states.toPrecision(3)} states, ` +
      `about ${time} and ${memory}`,
    "Solve a shorter lead time, or demand in larger units, and simulate this one.",
  );
}
