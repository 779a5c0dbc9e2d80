import type { Trainer } from "../../../training/index.js";
import { differentiableSimulation } from "../../../training/index.js";
import { FIRST_REVIEW } from "./order-program.js";
import type { Trajectories } from "../../../demand/deepstock-synthetic/settings.js";

export interface SimulationTuning {
  readonly learningRate: number;
  /** What the learning rate falls by where validation stands still. */
  readonly rateFactor: number;
  /** Trajectories of a step. */
  readonly lanes: number;
}

/** Passes over the training trajectories at most, and without improvement before the rate falls. */
const [PASSES, PATIENCE] = [3000, 4];

/** The reference's differentiable simulation: whole horizons, one validation for each pass. */
export function bySimulation(
  { train }: Pick<Trajectories, "train">,
  { learningRate, rateFactor, lanes }: SimulationTuning,
): Trainer {
  const pass = Math.max(1, Math.round(train.length / lanes));
  return differentiableSimulation({
    learningRate,
    lanes,
    periods: train[0].length - FIRST_REVIEW,
    gradientNormMax: 5,
    maxSteps: PASSES * pass,
    validateEvery: pass,
    patience: PATIENCE,
    rateFactor,
    averaging: 0,
    smallestRate: 1e-4,
  });
}
