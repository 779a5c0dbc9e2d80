import { expect, it } from "vitest";
import { trainerContract } from "../../test/contracts/trainer-contract.js";
import { trainers } from "./index.js";

/** By what a trainer requires: one that is given gradients learns from far fewer steps. */
const quick = {
  pathwise: { options: { lanes: 64, learningRate: 0.02, averaging: 0.9 }, steps: 60 },
  none: { options: { lanes: 16, batch: 128, learningRate: 0.01 }, steps: 24 },
};

for (const { name, make } of trainers) {
  const { options, steps } = quick[make({ type: name }).requires.gradient];
  trainerContract(name, () => make({ type: name, ...options }), { steps });
}

const entries = trainers.map((entry) => [entry.name, entry] as const);

it.each(entries)("%s reads its options, and no others", (name, entry) => {
  const made = entry.make({ type: name });
  expect(made.name).toBe(entry.name);
  expect(made.summary).toBe(entry.summary);
  expect(entry.options.safeParse({ type: name, learningRate: -1 }).success).toBe(false);
  expect(entry.options.safeParse({ type: name, learnRate: 1 }).success).toBe(false);
});
