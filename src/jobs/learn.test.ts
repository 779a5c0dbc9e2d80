import { expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { generatePanel } from "../demand/stationary.js";
import { learn } from "./learn.js";
import { setup } from "./setup.js";

const periods = 40;
const stream = randomStream(1);
const panel = generatePanel({ distribution: parseDistribution("poisson:4"), series: 3, periods, stream });

/** Parameters after one step, where the demand from a period on is five times as much. */
async function afterOneStep(keep: "best" | "last", grownFrom: number) {
  const units = panel.units.map((sold, at) => (at % periods < grownFrom ? sold : 5 * sold));
  const config = {
    data: { generate: "poisson:4", series: 3, periods },
    split: { validateFrom: 20, testFrom: 30 },
    problem: { type: "lost-sales", holdingCost: 1, shortageCost: 9, leadTime: 0 },
    policy: { hidden: [4] },
    trainer: { type: "differentiable-simulation", lanes: 32, periods: 12, maxSteps: 1, keep },
    seed: 1,
  };
  const made = setup({ config, panel: { ...panel, units }, executor });
  return (await learn(made, made.trainer)).parameters;
}

it("learns from the training periods, or validation periods, too, and never from the test", async () => {
  const training = await afterOneStep("best", periods);
  const all = await afterOneStep("last", periods);
  expect(await afterOneStep("best", 20)).toEqual(training);
  expect(await afterOneStep("best", 15)).not.toEqual(training);
  expect(await afterOneStep("last", 30)).toEqual(all);
  expect(await afterOneStep("last", 20)).not.toEqual(all);
});
