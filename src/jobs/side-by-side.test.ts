import { expect, it } from "vitest";
import { trials } from "./trial.js";
import { pairTrainings } from "./studies/deepstock-retail/pair-training.js";
import { trainings } from "./studies/deepstock-synthetic/training.js";

it.each([{ ...trials }, { ...trainings }, { ...pairTrainings }])(
  "a thread finds $compute.name where its kind of task says that it is",
  async ({ module, compute }) => {
    const found = (await import(/* @vite-ignore */ module)) as Readonly<Record<string, unknown>>;
    expect(found[compute.name]).toBe(compute);
  },
);
