import type { z } from "zod";
import { parseDistribution } from "../../demand/distributions.js";
import { demandTable } from "../formulas/demand-table.js";
import { newsvendor, newsvendorCost } from "../formulas/newsvendor.js";
import { normalDemand } from "../formulas/normal-demand.js";
import { wholeUnitDemand } from "../formulas/whole-unit-demand.js";
import { gapPercent } from "../gap.js";
import { demandNotes, singleStockOptions } from "../single-stock-options.js";
import type { Solution, Solver } from "../solver.js";

const options = singleStockOptions.omit({ leadTime: true });

/** One order for one period: the optimal stock, and two rules of thumb beside it. */
export const newsvendorSolver: Solver = {
  problem: "newsvendor",
  summary: "One order for one period of demand: the optimal stock and its expected cost.",
  options,
  solve: async (given) => solve(options.parse(given)),
};

function solve({ holdingCost, shortageCost, ...given }: z.infer<typeof options>): Solution {
  const distribution = parseDistribution(given.demand, "demand");
  const problem = { holdingCost, shortageCost, demand: wholeUnitDemand(demandTable(distribution)) };
  const { level, cost } = newsvendor(problem);
  const { mean, deviation } = problem.demand;
  const costs = { holdingCost, shortageCost };
  const rules: readonly (readonly [name: string, level: number])[] = [
    ["critical fractile", level],
    ["normal approximation", deviation > 0 ? normalLevel({ ...costs, mean, deviation }) : level],
    ["mean demand", Math.round(mean)],
  ];
  return {
    problem: "newsvendor",
    objective: "expected cost of the period",
    optimal: { cost, parameters: { level } },
    policies: rules.map(([name, stock]) => {
      const expected = newsvendorCost(problem, stock);
      return { name, parameters: { level: stock }, cost: expected, gapPercent: gapPercent(expected, cost) };
    }),
    notes: [
      "Holding cost is charged per unit left over, shortage cost per unit short. For the newsvendor who " +
        "buys at c, sells at r and salvages at v, they are c − v and r − c.",
      ...demandNotes({ ...costs, demand: distribution, leadTime: 0 }),
    ],
  };
}

interface TwoMoments {
  readonly holdingCost: number;
  readonly shortageCost: number;
  readonly mean: number;
  readonly deviation: number;
}

/** The stock best for normal demand of the same mean and deviation, in whole units and not below 0. */
function normalLevel({ holdingCost, shortageCost, mean, deviation }: TwoMoments): number {
  const { level } = newsvendor({ holdingCost, shortageCost, demand: normalDemand(mean, deviation) });
  return Math.max(Math.round(level), 0);
}
