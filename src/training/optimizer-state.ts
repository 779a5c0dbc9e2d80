import type { Optimizer } from "../engine/index.js";
import type { LearnerState } from "./trainer.js";

/** What an optimiser keeps between steps, as a learner keeps it; `prefix` tells several apart. */
export function optimizerState(optimizer: Optimizer, prefix = ""): LearnerState {
  const { parameters, average, mean, square, steps } = optimizer.state();
  const kept = { parameters, average, adamMean: mean, adamSquare: square, adamSteps: Float32Array.of(steps) };
  return Object.fromEntries(Object.entries(kept).map(([name, values]) => [prefix + name, values]));
}

export function restoreOptimizer(optimizer: Optimizer, state: LearnerState, prefix = ""): void {
  const kept = (name: string) => state[prefix + name];
  optimizer.restore({
    parameters: kept("parameters"),
    average: kept("average"),
    mean: kept("adamMean"),
    square: kept("adamSquare"),
    steps: kept("adamSteps")[0],
  });
}
