import { describe, expect, it } from "vitest";
import { executor } from "../../../test/contracts/executor.js";
import { stationaryWorld } from "../../../test/contracts/long-run-cost.js";
import { randomStream } from "../../base/random.js";
import { parseDistribution } from "../../demand/distributions.js";
import { lostSales } from "../../problems/index.js";
import { policySetting } from "../../simulation/world.js";
import { validation } from "../validation.js";
import { baselines } from "./index.js";

const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
const world = stationaryWorld(problem, parseDistribution("poisson:5"), { series: 60, periods: 300 });
const setting = policySetting(world);
const task = {
  world,
  setting,
  executor,
  stream: randomStream(5),
  range: { from: 0, to: 150 },
  validation: { from: 150, to: 200 },
};

/** Mean cost over periods that no baseline was fitted to. */
async function testCost(baseline: (typeof baselines)[number]): Promise<number> {
  const { policy, parameters } = await baseline.fit(task);
  const judge = validation({ world, setting, policy, executor, range: { from: 200, to: 300 } });
  const cost = judge.cost(parameters);
  judge.dispose();
  return cost;
}

describe("the classical policies to compare with", () => {
  it("have names of their own", () => {
    expect(new Set(baselines.map(({ name }) => name)).size).toBe(baselines.length);
  });

  const applying = baselines.filter((baseline) => baseline.applies?.(task) !== false);

  it.each(applying.map((baseline) => [baseline.name, baseline] as const))(
    "%s, fitted, costs little more than the optimum 6.0936 on new demand",
    async (_, baseline) => {
      const cost = await testCost(baseline);
      expect(cost).toBeGreaterThan(6.0936 * 0.95);
      expect(cost).toBeLessThan(6.0936 * 1.15);
    },
  );

  it("are left out where they lack what they need", () => {
    const left = baselines.filter((baseline) => !applying.includes(baseline));
    expect(left.map(({ name }) => name)).toEqual(["safety-stock"]);
  });
});
