import { expect, it } from "vitest";
import { trainerContract } from "../../test/contracts/trainer-contract.js";
import { trainers } from "./index.js";

const quick = { lanes: 64, learningRate: 0.02, averaging: 0.9 };

for (const { name, make } of trainers)
  trainerContract(name, () => make({ type: name, ...quick }), { steps: 60 });

const entries = trainers.map((entry) => [entry.name, entry] as const);

it.each(entries)("%s reads its options, and no others", (name, entry) => {
  const made = entry.make({ type: name });
  expect(made.name).toBe(entry.name);
  expect(made.summary).toBe(entry.summary);
  expect(entry.options.safeParse({ type: name, learningRate: -1 }).success).toBe(false);
  expect(entry.options.safeParse({ type: name, learnRate: 1 }).success).toBe(false);
});
