import { describe, expect, it } from "vitest";
import { executor } from "../../../test/contracts/executor.js";
import { stationaryWorld } from "../../../test/contracts/stationary-world.js";
import { randomStream } from "../../base/random.js";
import { parseDistribution, pmfTable } from "../../demand/distributions.js";
import {
  type Problem,
  dualSourcing,
  fixedCost,
  lostSales,
  perishable,
  procurementRemoval,
} from "../../problems/index.js";
import { policySetting } from "../../simulation/world.js";
import { solvers } from "../../solvers/index.js";
import { validation } from "../validation.js";
import type { BaselineTask } from "./baseline.js";
import { baselines } from "./index.js";

function madeTask(problem: Problem, demand: string): BaselineTask {
  const world = stationaryWorld(problem, parseDistribution(demand), { series: 200, periods: 260 });
  const [range, validating] = [{ from: 20, to: 160 }, { from: 160, to: 260 }];
  const stream = randomStream(5);
  return { world, setting: policySetting(world), executor, stream, range, validation: validating };
}

/** Cost per period, on demand it was not fitted to, of a baseline whose numbers all series share. */
async function freshCost(problem: Problem, demand: string, name: string): Promise<number> {
  const task = madeTask(problem, demand);
  const baseline = baselines.find((one) => one.name === name);
  if (!baseline) throw new Error(`no ${name}`);
  expect(baseline.applies?.(task)).toBe(true);
  const { policy, parameters } = await baseline.fit(task);
  const world = stationaryWorld(problem, parseDistribution(demand), { series: 1000, periods: 400, seed: 99 });
  const judge = validation({ ...task, world, policy, range: { from: 100, to: 400 } });
  const cost = judge.cost(parameters);
  judge.dispose();
  return cost;
}

/** Allows 1 % for a history that is not all of the future; fresh demand is sampled far more closely. */
function expectWithinOnePercent(cost: number, exact: number): void {
  expect(Math.abs(cost / exact - 1)).toBeLessThan(0.01);
}

async function solved(problem: string, options: Record<string, unknown>) {
  const solver = solvers.find((one) => one.problem === problem);
  if (!solver) throw new Error(`no solver of ${problem}`);
  return solver.solve(options, {});
}

/** Instances of Gijsbrechts et al. (2022), section 6.2. */
describe("dual sourcing: the best of each kind, by its exact cost", () => {
  it.each([
    [2, "single-index-cover", 22],
    [2, "dual-index-cover", 20.1253],
    [2, "capped-dual-index-cover", 19.7994],
    [2, "tailored-base-surge-cover", 21.903],
    [4, "single-index-cover", 26],
    [4, "dual-index-cover", 21.6851],
    [4, "capped-dual-index-cover", 20.8638],
    [4, "tailored-base-surge-cover", 21.903],
  ])("lead time %d: %s costs %d", async (regularLeadTime, name, exact) => {
    const leadTimes = { regularLeadTime, expeditedLeadTime: 0 };
    const costs = { holdingCost: 5, shortageCost: 495, regularCost: 0, expeditedCost: 10 };
    const problem = dualSourcing({ ...leadTimes, ...costs });
    expectWithinOnePercent(await freshCost(problem, "uniform:0,4", name), exact);
  });
});

describe("perishable stock: the best of each kind as the exact solver finds it", () => {
  it.each([
    ["fifo", 1],
    ["lifo", 2],
  ] as const)("%s, lead time %d", async (issuing, leadTime) => {
    const costs = { unitCost: 3, holdingCost: 1, shortageCost: 5, wasteCost: 7 };
    const options = { lifetime: 2, leadTime, issuing, ...costs };
    const demand = `pmf:${pmfTable(parseDistribution("gamma:4,0.5")).join(",")}`;
    const { policies } = await solved("perishable", { ...options, demand, maxOrder: 12 });
    // After the burn-in every period costs the same on average, so the discounted sum is that many of them.
    const periods = (1 - 0.99 ** 365) / (1 - 0.99);
    const kinds = ["base-stock-cover", "base-stock-estimated-waste-cover", "low-stock-estimated-waste-cover"];
    for (const [index, name] of kinds.entries()) {
      const cost = await freshCost(perishable(options), demand, name);
      // A level between whole units corrects the waste a little better than the solver's whole ones.
      expect(cost).toBeGreaterThan((policies[index].cost / periods) * 0.985);
      expect(cost).toBeLessThan((policies[index].cost / periods) * 1.01);
    }
  });
});

describe("a cost per order: the exact costs of (s, S) and (r, nQ)", () => {
  it.each([
    ["min-max-cover", "(s, S)"],
    ["fixed-quantity-cover", "(r, nQ)"],
    ["base-stock-cover", "base-stock"],
  ])("%s", async (name, kind) => {
    const options = { leadTime: 1, holdingCost: 1, shortageCost: 9, orderCost: 32 };
    const { policies } = await solved("fixed-cost", { ...options, demand: "poisson:5" });
    const exact = policies.find((policy) => policy.name === kind)?.cost ?? NaN;
    expectWithinOnePercent(await freshCost(fixedCost(options), "poisson:5", name), exact);
  });
});

it("interval-stock costs what the newsvendor costs where stock never rises above its low level", async () => {
  const options = { leadTime: 0, price: 10, unitCost: 5, salvageValue: 3, holdingCost: 1 };
  const demand = pmfTable(parseDistribution("poisson:10"));
  const cost = (level: number) =>
    demand.reduce((sum, p, units) => sum + p * (Math.max(level - units, 0) - 5 * Math.min(level, units)), 0);
  const exact = Math.min(...Array.from(demand.keys(), cost));
  const found = await freshCost(procurementRemoval(options), "poisson:10", "interval-stock-cover");
  expectWithinOnePercent(found, exact);
});

it("vector base-stock comes within 1 % of the optimum, below the 6.95 of Zipkin (2008)", async () => {
  const problem = lostSales({ leadTime: 4, holdingCost: 1, shortageCost: 9 });
  const cost = await freshCost(problem, "poisson:5", "vector-base-stock-cover");
  expectWithinOnePercent(cost, 6.8359);
  expect(cost).toBeLessThan(6.95);
});

it("the best constant order of lost sales, 4 units of Poisson 5, costs 10.2748", async () => {
  const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
  expectWithinOnePercent(await freshCost(problem, "poisson:5", "constant-order-cover"), 10.2748);
});
