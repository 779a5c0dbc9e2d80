import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { generatePanel } from "../demand/stationary.js";
import { problems } from "../problems/index.js";
import { type Setup, setup } from "./setup.js";

const stream = randomStream(1);
const panel = generatePanel({ distribution: parseDistribution("poisson:4"), series: 2, periods: 40, stream });
const costs = { holdingCost: 1, shortageCost: 9 };

/** What problems ask for beyond the usual costs. */
const further: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  perishable: { lifetime: 3 },
  "dual-sourcing": { regularLeadTime: 3, expeditedCost: 2 },
  "procurement-removal": { salvageValue: 1, unitCost: 2 },
  "fixed-cost": { orderCost: 20 },
};

function made(type: string): Setup {
  const data = { generate: "poisson:4", series: 2, periods: 40 };
  const problem = { type, ...costs, ...further[type] };
  const split = { validateFrom: 20, testFrom: 30 };
  return setup({ config: { data, split, problem, policy: {}, trainer: {}, seed: 1 }, panel, executor });
}

describe("setting up a run", () => {
  const names = problems.map(({ name }) => name);

  it.each(names.filter((name) => name !== "fixed-cost"))("takes %s with the default trainer", (name) => {
    const { world, trainer } = made(name);
    expect(world.problem.name).toBe(name);
    expect([world.problem.gradient, "none"]).toContain(trainer.requires.gradient);
  });

  it("refuses a problem without gradients to a trainer that needs them, with a way out", () => {
    expect(() => made("fixed-cost")).toThrow(
      "config, trainer.type: differentiable-simulation needs a gradient through time, and fixed-cost has " +
        "none. Train with ppo, or find its exact answer with deepstock solve fixed-cost, or choose another " +
        "problem.",
    );
  });
});
