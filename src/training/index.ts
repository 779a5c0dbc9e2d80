import { z } from "zod";
import { assert } from "../base/errors.js";
import { penalties } from "../penalties/index.js";
import { ACTIVATIONS } from "../policies/neural/backbones/index.js";
import { INPUT_FORMS } from "../policies/neural/inputs.js";
import { DDPG, ddpg } from "./ddpg.js";
import { DIFFERENTIABLE_SIMULATION, differentiableSimulation } from "./differentiable-simulation.js";
import { DSAC, dsac } from "./dsac.js";
import { PPO, type PpoOptions, ppo } from "./ppo.js";
import type { ActorCriticOptions } from "./reinforcement/actor-critic.js";
import type { WeightedPenalty } from "./structure-probe.js";
import { KEEPS, type Schedule, type Trainer } from "./trainer.js";

export { ddpg, differentiableSimulation, dsac, ppo };
export type { Trainer };

/** A trainer as CONFIG.yaml names it. */
export interface TrainerEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  make(options: unknown): Trainer;
}

/** Options of every trainer. */
function scheduleOptions(defaults: Schedule) {
  return z.strictObject({
    type: z.string(),
    maxSteps: z.int().positive().default(defaults.maxSteps),
    validateEvery: z.int().positive().default(defaults.validateEvery),
    patience: z.int().positive().default(defaults.patience),
    rateFactor: z.number().positive().max(1).default(defaults.rateFactor),
    smallestRate: z.number().positive().max(1).default(defaults.smallestRate),
    keep: z.enum(KEEPS).default(defaults.keep),
    /** Share of itself that the learning rate falls to besides, in a straight line until the last step. */
    lastRate: z.number().nonnegative().max(1).default(defaults.lastRate),
    /** Stops after so many minutes, wherever it is; runs that reach it are not repeatable to the bit. */
    maxMinutes: z.number().positive().optional(),
  });
}

const differentiableSimulationOptions = scheduleOptions(DIFFERENTIABLE_SIMULATION).extend({
  learningRate: z.number().positive().default(DIFFERENTIABLE_SIMULATION.learningRate),
  /** Inventories per step, each over its own stretch of time. */
  lanes: z.int().positive().default(DIFFERENTIABLE_SIMULATION.lanes),
  periods: z.int().positive().optional(),
  gradientNormMax: z.number().positive().default(DIFFERENTIABLE_SIMULATION.gradientNormMax),
  weightDecay: z.number().nonnegative().default(DIFFERENTIABLE_SIMULATION.weightDecay),
  averaging: z.number().min(0).max(1).default(DIFFERENTIABLE_SIMULATION.averaging),
  /** How fast prices of what series share are learned. */
  priceRate: z.number().positive().default(DIFFERENTIABLE_SIMULATION.priceRate),
  straightThrough: z.boolean().default(DIFFERENTIABLE_SIMULATION.straightThrough),
  /** Weights of penalties by name, beside the cost over the usual money of a period. */
  penalties: z.partialRecord(z.enum(penalties.map(({ name }) => name)), z.number().positive()).default({}),
  penaltyForm: z.enum(["hinge", "squared-hinge"]).default(DIFFERENTIABLE_SIMULATION.penaltyForm),
  /** Steps by cost alone, and as many over which penalties rise; what is kept comes after them. */
  penaltyRise: z.int().nonnegative().default(DIFFERENTIABLE_SIMULATION.penaltyRise),
  classicalWeight: z.number().nonnegative().default(DIFFERENTIABLE_SIMULATION.classicalWeight),
});

const share = z.number().min(0).max(1);

/** Options of every method that learns what is still to pay by a network of its own. */
function valueOptions(defaults: Pick<PpoOptions, "activation" | "inputs">) {
  return {
    /** Hidden units of that network, with the first weights that are customary with them. */
    activation: z.enum(ACTIVATIONS).default(defaults.activation),
    /** relative: it sees stock and demand over what is usual; units: as they are, where series are alike. */
    inputs: z.enum(INPUT_FORMS).default(defaults.inputs),
  };
}
/** Options of every method that learns from what decisions came to cost. */
const rewardOptions = {
  /** Points of a play at which what the objective has come to is charged; default: every period. */
  checkpoints: z.int().positive().optional(),
  classicalWeight: z.number().nonnegative().default(PPO.classicalWeight),
};

const ppoOptions = scheduleOptions(PPO).extend({
  ...valueOptions(PPO),
  learningRate: z.number().positive().default(PPO.learningRate),
  /** Inventories played at once, and periods of each play. */
  lanes: z.int().positive().default(PPO.lanes),
  periods: z.int().min(2).default(PPO.periods),
  epochs: z.int().positive().default(PPO.epochs),
  /** Decisions per gradient step. */
  batch: z.int().positive().default(PPO.batch),
  clip: z.number().positive().lt(1).default(PPO.clip),
  /** Share of itself that the clip falls to, in a straight line until the last step. */
  lastClip: z.number().positive().max(1).default(PPO.lastClip),
  discount: share.default(PPO.discount),
  trace: share.default(PPO.trace),
  valueWeight: z.number().positive().default(PPO.valueWeight),
  entropyWeight: z.number().nonnegative().default(PPO.entropyWeight),
  gradientNormMax: z.number().positive().default(PPO.gradientNormMax),
  deviation: z.number().positive().default(PPO.deviation),
  valueHidden: z.array(z.int().positive()).default([...PPO.valueHidden]),
  averaging: share.default(PPO.averaging),
  horizon: z.enum(["ends", "goes on"]).default(PPO.horizon),
  ...rewardOptions,
});

/** What is charged at the end of a play that goes on is charged to nobody. */
const chargedWithin = {
  holds: ({ checkpoints, horizon }: { checkpoints?: number; horizon: string }) =>
    checkpoints === undefined || horizon === "ends",
  otherwise: { path: ["checkpoints"], message: "Write horizon: ends beside it." },
};

/** Options of every method that learns from replayed decisions by critics. */
function actorCriticOptions(defaults: ActorCriticOptions) {
  return scheduleOptions(defaults).extend({
    ...valueOptions(defaults),
    learningRate: z.number().positive().default(defaults.learningRate),
    /** Learning rate of the critics, as a multiple of the actor's. */
    criticRate: z.number().positive().default(defaults.criticRate),
    /** Inventories played at once, and periods of each play; a step is one play. */
    lanes: z.int().positive().default(defaults.lanes),
    periods: z.int().min(2).default(defaults.periods),
    /** Gradient steps after each play, and decisions in each. */
    updates: z.int().positive().default(defaults.updates),
    batch: z.int().positive().default(defaults.batch),
    /** Most decisions that are remembered. */
    replay: z.int().positive().default(defaults.replay),
    /** Plays at first whose wishes are random, up to `reach` times what is usual. */
    randomPlays: z.int().positive().default(defaults.randomPlays),
    reach: z.number().positive().default(defaults.reach),
    discount: share.default(defaults.discount),
    /** How far targets move towards what is learned, at each gradient step. */
    tracking: share.default(defaults.tracking),
    gradientNormMax: z.number().positive().default(defaults.gradientNormMax),
    criticHidden: z.array(z.int().positive()).default([...defaults.criticHidden]),
    horizon: z.enum(["ends", "goes on"]).default(defaults.horizon),
    ...rewardOptions,
  });
}

const ddpgOptions = actorCriticOptions(DDPG).extend({
  noise: z.enum(["none", "normal", "wandering"]).default(DDPG.noise),
  /** Deviation of that noise, in multiples of the usual demand of a period. */
  deviation: z.number().positive().default(DDPG.deviation),
  critics: z.union([z.literal(1), z.literal(2)]).default(DDPG.critics),
  actorEvery: z.int().positive().default(DDPG.actorEvery),
  /** Noise on wishes in targets, in usual wishes; 0 for none. */
  smoothing: z.number().nonnegative().default(DDPG.smoothing),
  smoothingMost: z.number().positive().default(DDPG.smoothingMost),
});

const dsacOptions = actorCriticOptions(DSAC).extend({
  /** Deviation of wishes at first, in multiples of the usual demand of a period. */
  deviation: z.number().positive().default(DSAC.deviation),
  /** The one that the temperature is learned to bring about; "none" leaves the temperature as it is. */
  targetDeviation: z.union([z.number().positive(), z.literal("none")]).default(DSAC.targetDeviation),
  /** What entropy is worth at first, in the money that a period usually moves. */
  temperature: z.number().positive().default(DSAC.temperature),
  deviationHidden: z.array(z.int().positive()).default([...DSAC.deviationHidden]),
});

export const trainers: readonly TrainerEntry[] = [
  trainerEntry(
    differentiableSimulation(),
    differentiableSimulationOptions,
    ({ penalties: weights, ...options }) =>
      differentiableSimulation({ ...options, penalties: weightedPenalties(weights) }),
  ),
  trainerEntry(ppo(), ppoOptions.refine(chargedWithin.holds, chargedWithin.otherwise), ppo),
  trainerEntry(ddpg(), ddpgOptions.refine(chargedWithin.holds, chargedWithin.otherwise), ddpg),
  trainerEntry(dsac(), dsacOptions.refine(chargedWithin.holds, chargedWithin.otherwise), dsac),
];

/** An entry that takes its name and summary from an example of its trainer. */
function trainerEntry<Schema extends z.ZodType<Readonly<Record<string, unknown>>>>(
  { name, summary }: Trainer,
  options: Schema,
  make: (options: z.output<Schema>) => Trainer,
): TrainerEntry {
  return { name, summary, options, make: (written) => make(options.parse(written)) };
}

function weightedPenalties(weights: Readonly<Record<string, number | undefined>>): WeightedPenalty[] {
  return Object.entries(weights).map(([name, weight]) => {
    const penalty = penalties.find((known) => known.name === name);
    assert(penalty !== undefined && weight !== undefined, `the penalty ${name} is registered`);
    return { penalty, weight };
  });
}
