import { expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { generatePanel } from "../demand/stationary.js";
import type { Keep } from "../training/trainer.js";
import { type LearnHooks, type LearnProgress, learn } from "./learn.js";
import { setup } from "./setup.js";

const periods = 40;
const stream = randomStream(1);
const panel = generatePanel({ distribution: parseDistribution("poisson:4"), series: 3, periods, stream });

const trainer = { lanes: 32, periods: 12, maxSteps: 1 };

/** A network to be trained, where the demand from a period on is five times as much. */
function made(options: object, grownFrom = periods) {
  const units = panel.units.map((sold, at) => (at % periods < grownFrom ? sold : 5 * sold));
  const config = {
    data: { generate: "poisson:4", series: 3, periods },
    split: { validateFrom: 20, testFrom: 30 },
    problem: { type: "lost-sales", holdingCost: 1, shortageCost: 9, leadTime: 0 },
    policy: { hidden: [4] },
    trainer: { type: "differentiable-simulation", ...trainer, ...options },
    seed: 1,
  };
  return setup({ config, panel: { ...panel, units }, executor });
}

function learned(setup: ReturnType<typeof made>, hooks?: LearnHooks) {
  return learn(setup, setup.trainer, hooks);
}

/** Parameters after one step. */
async function afterOneStep(keep: Keep, grownFrom: number) {
  return (await learned(made({ keep }, grownFrom))).parameters;
}

it("learns from the training periods, or validation periods, too, and never from the test", async () => {
  const training = await afterOneStep("best", periods);
  const all = await afterOneStep("last", periods);
  expect(await afterOneStep("best", 20)).toEqual(training);
  expect(await afterOneStep("best", 15)).not.toEqual(training);
  expect(await afterOneStep("last", 30)).toEqual(all);
  expect(await afterOneStep("last", 20)).not.toEqual(all);
});

const long = { learningRate: 0.3, averaging: 0, validateEvery: 2, maxSteps: 40, patience: 2 };

it("refits as many steps as were best, from training and validation periods, and from no test", async () => {
  const best = await learned(made({ ...long, keep: "best" }));
  expect(best.bestStep).toBeGreaterThan(2);
  expect(best.bestStep).toBeLessThan(best.step);
  const refit = await learned(made({ ...long, keep: "refit" }));
  const last = await learned(made({ ...long, keep: "last", maxSteps: best.bestStep }));
  expect(refit).toEqual({ ...best, parameters: last.parameters });
  expect(refit.parameters).not.toEqual(best.parameters);
  expect(await learned(made({ ...long, keep: "refit" }, 30))).toEqual(refit);
});

it("goes on with either training of a refit, and ends in the same bits", async () => {
  const whole = await learned(made({ ...long, keep: "refit" }));
  const standings: LearnProgress[] = [];
  await learned(made({ ...long, keep: "refit" }), {
    onEvent: (event, progress) => void (event.step === 4 && standings.push(progress())),
    onRefit: (step, steps, progress) => void (step < steps && standings.push(progress())),
  });
  expect(standings.map(({ chosen }) => chosen !== undefined)).toContain(true);
  for (const resume of [standings[0], standings[1]])
    expect(await learned(made({ ...long, keep: "refit" }), { resume })).toEqual(whole);
});
