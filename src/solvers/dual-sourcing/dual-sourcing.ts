import { z } from "zod";
import { InputError } from "../../base/errors.js";
import { parseDistribution } from "../../demand/distributions.js";
import { gapPercent } from "../gap.js";
import { paceOf } from "../markov/pace.js";
import type { Solution, SolveContext, Solver } from "../solver.js";
import { bestCappedDualIndex, bestDualIndex } from "./dual-index.js";
import { type DualSourcingInstance, dualSourcingInstance } from "./instance.js";
import { dualSourcingOptimum, type Optimum, startingBox } from "./optimum.js";
import type { DualSourcingPolicy } from "./policy.js";
import { bestSingleIndex } from "./single-index.js";
import { bestTailoredBaseSurge } from "./tailored-base-surge.js";

const options = z.strictObject({
  demand: z.string().describe("demand of a period, like uniform:0,4"),
  holdingCost: z.number().positive().describe("per unit on hand at the end of a period"),
  shortageCost: z.number().positive().describe("per unit of backlog at the end of a period"),
  regularLeadTime: z.int().min(1).describe("periods from an order to the first demand it can serve"),
  expeditedLeadTime: z.int().min(0).default(0).describe("periods; shorter than the regular lead time"),
  regularCost: z.number().min(0).default(0).describe("per unit ordered from the regular supplier"),
  expeditedCost: z.number().min(0).describe("per unit expedited; not below the regular cost"),
});

/** Two suppliers, backlog, average cost per period: the optimum and four classical policies, all exact. */
export const dualSourcingSolver: Solver = {
  problem: "dual-sourcing",
  summary: "A cheap slow supplier and a dear fast one; demand waits. Average cost per period.",
  options,
  solve: (given, context) => solve(options.parse(given), context),
};

async function solve(given: z.infer<typeof options>, context: SolveContext): Promise<Solution> {
  refuseUselessSupplier(given);
  const instance = dualSourcingInstance({ ...given, demand: parseDistribution(given.demand, "demand") });
  const pace = paceOf(context.signal);
  const start = startingBox(instance);
  const policies = await classicalPolicies(instance, context);
  context.onProgress?.(0.4, "the optimum");
  const upperBound = Math.min(...policies.map(({ cost }) => cost)) - instance.regularSpend;
  const optimum = await dualSourcingOptimum(instance, { start, pace, upperBound });
  const cost = instance.regularSpend + optimum.cost;
  context.onProgress?.(1, "done");
  return {
    problem: "dual-sourcing",
    objective: "average cost per period",
    optimal: { cost },
    policies: policies.map((policy) => ({ ...policy, gapPercent: gapPercent(policy.cost, cost) })),
    notes: notes(optimum),
  };
}

function refuseUselessSupplier(given: z.infer<typeof options>): void {
  if (given.regularLeadTime <= given.expeditedLeadTime)
    throw new InputError(
      "regularLeadTime",
      `${given.regularLeadTime} is not longer than the expedited lead time, ${given.expeditedLeadTime}`,
      "The expedited supplier must be the faster one",
    );
  if (given.expeditedCost < given.regularCost)
    throw new InputError(
      "expeditedCost",
      `${given.expeditedCost} is below the regular cost, ${given.regularCost}, so all is expedited`,
      "Solve it as backlog with the expedited lead time",
    );
}

async function classicalPolicies(
  instance: DualSourcingInstance,
  { signal, onProgress }: SolveContext,
): Promise<DualSourcingPolicy[]> {
  const pace = paceOf(signal);
  onProgress?.(0, "single index, dual index");
  const single = bestSingleIndex(instance);
  const dual = await bestDualIndex(instance, pace);
  onProgress?.(0.1, "capped dual index");
  const capped = await bestCappedDualIndex(instance, pace);
  onProgress?.(0.3, "tailored base-surge");
  return [capped, dual, single, await bestTailoredBaseSurge(instance)];
}

function notes({ states, sweeps, low, high, box, checked }: Optimum): string[] {
  const unchecked = "The range of states was not doubled: that would be too large.";
  return [
    `Relative value iteration on ${states} states: expedited position ${box.low} to ${box.high}, ` +
      `regular orders up to ${box.orderMost}; ${sweeps} sweeps.`,
    `The optimum on these states is within ${((high - low) / 2).toExponential(1)} of the number given.`,
    checked.length > 0 ? `Doubled without a change: ${checked.join(", ")}.` : unchecked,
    "Levels of the classical policies are best by search; their costs are exact on their Markov chains.",
    "The expedited level is compared with net stock and all orders due within the expedited lead time; the " +
      "regular level with net stock, everything on order and the expedited order of now.",
  ];
}
