import { describe, expect, it } from "vitest";
import { executor } from "../../../test/contracts/executor.js";
import { longRunCost, stationaryWorld } from "../../../test/contracts/long-run-cost.js";
import { randomStream } from "../../base/random.js";
import { parseDistribution } from "../../demand/distributions.js";
import { lostSales } from "../../problems/index.js";
import { policySetting } from "../../simulation/world.js";
import { fittedShared } from "../../training/baselines/fitted-shared.js";
import { lostSalesLookUps } from "./looked-up.js";
import { lostSalesSolver } from "./lost-sales.js";

describe.each([
  ["poisson:5", 1, 9],
  ["negative-binomial:3,0.9", 2, 19],
  ["geometric:2", 3, 4],
])("orders looked up for demand %s, lead time %d and shortage cost %d", (demand, leadTime, shortageCost) => {
  const costs = { leadTime, holdingCost: 1, shortageCost };

  it("cost in a long play what their Markov chains say", async () => {
    const { optimal, policies } = await lostSalesSolver.solve({ demand, ...costs }, {});
    const exact = (name: string) => policies.find((policy) => policy.name === name)?.cost;
    const played = await lostSalesLookUps({ demand, ...costs });
    const pairs = [
      [played.optimal, optimal.cost],
      [played.myopic, exact("myopic")],
      [played.myopicTwo, exact("myopic-2")],
      [played.dualBalancing, exact("dual balancing")],
    ] as const;
    for (const [policy, cost] of pairs) {
      const long = { problem: lostSales(costs), demand, policy, series: 1024 };
      const { mean, standardError } = longRunCost(long);
      expect(standardError).toBeLessThan(0.01 * mean);
      expect(Math.abs(mean - (cost ?? NaN)), policy.name).toBeLessThan(4 * standardError);
    }
  });
});

it("stay as they are when policies are fitted", async () => {
  const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
  const { optimal } = await lostSalesLookUps({ demand: "poisson:3", leadTime: 2 });
  const world = stationaryWorld(problem, parseDistribution("poisson:3"), { series: 50, periods: 120 });
  const [setting, stream] = [policySetting(world), randomStream(1)];
  const [range, validation] = [{ from: 0, to: 80 }, { from: 80, to: 120 }];
  const fitted = await fittedShared(optimal).fit({ world, setting, executor, stream, range, validation });
  expect(fitted.parameters).toEqual(optimal.bind(setting).initial(stream));
});

it("are for their own lead time only, of at least a period, and not too large", async () => {
  const problem = lostSales({ leadTime: 3, holdingCost: 1, shortageCost: 9 });
  const world = stationaryWorld(problem, parseDistribution("poisson:1"), { series: 1, periods: 5 });
  const { myopic } = await lostSalesLookUps({ demand: "poisson:1", leadTime: 2 });
  expect(() => myopic.bind(policySetting(world))).toThrow("lead time 2, asked for 3");
  await expect(lostSalesLookUps({ leadTime: 0 })).rejects.toThrow("base-stock");
  await expect(lostSalesLookUps({ demand: "poisson:50", leadTime: 6 })).rejects.toThrow("states");
});
