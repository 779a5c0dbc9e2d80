import { z } from "zod";
import { assert } from "../base/errors.js";
import { penalties } from "../penalties/index.js";
import { DIFFERENTIABLE_SIMULATION, differentiableSimulation } from "./differentiable-simulation.js";
import type { WeightedPenalty } from "./structure-probe.js";
import type { Trainer } from "./trainer.js";

export { differentiableSimulation };
export type { Trainer };

/** A trainer as CONFIG.yaml names it. */
export interface TrainerEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  make(options: unknown): Trainer;
}

const defaults = DIFFERENTIABLE_SIMULATION;

const differentiableSimulationOptions = z.strictObject({
  type: z.string(),
  learningRate: z.number().positive().default(defaults.learningRate),
  /** Inventories per step, each over its own stretch of time. */
  lanes: z.int().positive().default(defaults.lanes),
  periods: z.int().positive().optional(),
  gradientNormMax: z.number().positive().default(defaults.gradientNormMax),
  weightDecay: z.number().nonnegative().default(defaults.weightDecay),
  averaging: z.number().min(0).max(1).default(defaults.averaging),
  wholeUnits: z.boolean().default(defaults.wholeUnits),
  /** Weights of penalties by name, beside the cost over the usual money of a period. */
  penalties: z.partialRecord(z.enum(penalties.map(({ name }) => name)), z.number().positive()).default({}),
  penaltyForm: z.enum(["hinge", "squared-hinge"]).default(defaults.penaltyForm),
  maxSteps: z.int().positive().default(defaults.maxSteps),
  validateEvery: z.int().positive().default(defaults.validateEvery),
  patience: z.int().positive().default(defaults.patience),
  rateFactor: z.number().positive().max(1).default(defaults.rateFactor),
  smallestRate: z.number().positive().max(1).default(defaults.smallestRate),
  /** Stops after so many minutes, wherever it is; runs that reach it are not repeatable to the bit. */
  maxMinutes: z.number().positive().optional(),
});

export const trainers: readonly TrainerEntry[] = [
  {
    name: differentiableSimulation().name,
    summary: differentiableSimulation().summary,
    options: differentiableSimulationOptions,
    make(options) {
      const { penalties: weights, ...rest } = differentiableSimulationOptions.parse(options);
      return differentiableSimulation({ ...rest, penalties: weightedPenalties(weights) });
    },
  },
];

function weightedPenalties(weights: Readonly<Record<string, number | undefined>>): WeightedPenalty[] {
  return Object.entries(weights).map(([name, weight]) => {
    const penalty = penalties.find((known) => known.name === name);
    assert(penalty !== undefined && weight !== undefined, `the penalty ${name} is registered`);
    return { penalty, weight };
  });
}
