import { describe, expect, it } from "vitest";
import { decodeTensors, encodeTensors } from "../store/safetensors.js";
import { checkpointFile, progressOf } from "./checkpoint.js";
import type { LearnProgress } from "./learn.js";

const progress: LearnProgress = {
  step: 50,
  rate: 0.5,
  waiting: 2,
  bestCost: 3.25,
  bestStep: 25,
  best: Float32Array.of(1, 2),
  learner: { parameters: Float32Array.of(3, 4), storagePrice: Float32Array.of(0.5) },
};

describe("a checkpoint", () => {
  it("holds all that training goes on from, prices where there are some", () => {
    const there = (one: LearnProgress) =>
      progressOf(decodeTensors(encodeTensors(checkpointFile(one)), "latest"));
    expect(there(progress)).toEqual(progress);
    const priced = { ...progress, bestPrices: { storage: Float32Array.of(0.25, 0) } };
    expect(there(priced)).toEqual(priced);
    const chosen = { step: 75, bestStep: 25, validationCost: 3.25, ended: "converged" } as const;
    expect(there({ ...progress, chosen })).toEqual({ ...progress, chosen });
  });
});
