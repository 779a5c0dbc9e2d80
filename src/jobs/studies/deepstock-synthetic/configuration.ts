import { z } from "zod";
import { type PerceptronForm, perceptron } from "../../../policies/neural/backbones/index.js";
import { type PlainUnits, baseHead, noneHead } from "../../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../../policies/neural/neural-policy.js";
import type { Policy } from "../../../policies/policy.js";
import { type Trainer, ddpg, differentiableSimulation, ppo } from "../../../training/index.js";
import { FIRST_REVIEW } from "./order-program.js";
import type { LearnedSetting } from "./settings.js";

const number = z.number();

/** What the methods that need no gradient have in common. */
const gradientFree = {
  learningRate: number,
  /** The learning rate falls to this in a straight line. */
  lastRate: number,
  batch: number,
  discount: number,
  /** Units that an untrained network asks for. */
  initial: number,
};

const proximalTuning = z.strictObject({
  ...gradientFree,
  /** Decisions of a step. */
  decisions: number,
  clip: number,
  entropyWeight: number,
  trace: number,
  /** Share of the past in the running average of parameters that is judged and kept. */
  averaging: number,
  /** Of each of the two hidden layers, of the policy and of the network that tells the value. */
  units: number,
});

const criticTuning = z.strictObject({
  ...gradientFree,
  tracking: number,
  /** Decisions at first whose wishes are random. */
  randomSteps: number,
  /** Most decisions that are remembered. */
  replay: number,
  gradientNormMax: z.union([number, z.literal(Infinity)]),
});

const simulationTuning = z.strictObject({
  learningRate: number,
  /** What the learning rate falls by where validation stands still. */
  rateFactor: number,
  /** Trajectories of a step. */
  lanes: number,
  /** Of each of the two hidden layers. */
  units: number,
});

const headName = z.enum(["base", "none"]);

/** A method with its head and all that a search may choose, as plain data: it can be posted to a thread. */
export const configurations = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("PPO"), head: headName, tuning: proximalTuning }),
  z.strictObject({ method: z.literal("DDPG"), head: headName, tuning: criticTuning }),
  z.strictObject({ method: z.literal("DS"), head: headName, tuning: simulationTuning }),
]);

export type Configuration = Readonly<z.infer<typeof configurations>>;
export type HeadName = Configuration["head"];
export type MethodName = Configuration["method"];
type CriticTuning = z.infer<typeof criticTuning>;
type ProximalTuning = z.infer<typeof proximalTuning>;
type SimulationTuning = z.infer<typeof simulationTuning>;

/** What a configuration learns from: so many trajectories of so many days. */
interface Size {
  readonly trajectories: number;
  readonly days: number;
}

export interface Learner {
  readonly policy: Policy;
  readonly trainer: Trainer;
}

/** The policy that a configuration learns, and how it learns from the training trajectories of a setting. */
export function learnerOf(configuration: Configuration, { trajectories }: LearnedSetting): Learner {
  const { method, head, tuning } = configuration;
  const size = { trajectories: trajectories.train.length, days: trajectories.train[0].length };
  switch (method) {
    case "PPO":
      return byPpo(head, tuning, size);
    case "DDPG":
      return byDdpg(head, tuning, size);
    case "DS":
      return bySimulation(head, tuning, size);
  }
}

/** Units of a day. */
const USUAL_DEMAND = 10.7;
/** Units of the most that an actor of the reference can ask for. */
const MOST_UNITS = 100;
/** Steps that the reference takes in its environment, one decision each. */
const STEPS = 200_000;

/** Ends when so many validations in a row bring nothing new: a fall of the rate is the end. */
const EARLY_STOPPING = { patience: 10, rateFactor: 0.5, smallestRate: 1 };

/** Decisions of a trajectory that have a cost. */
function decisionsOf({ days }: Size): number {
  return Math.floor((days - FIRST_REVIEW - 1) / 2);
}

/** The reference's differentiable simulation: whole horizons, one validation for each pass. */
function bySimulation(
  head: HeadName,
  { learningRate, rateFactor, lanes, units }: SimulationTuning,
  { trajectories, days }: Size,
): Learner {
  const pass = Math.max(1, Math.round(trajectories / lanes));
  const trainer = differentiableSimulation({
    learningRate,
    lanes,
    periods: days - FIRST_REVIEW,
    gradientNormMax: 5,
    maxSteps: PASSES * pass,
    validateEvery: pass,
    patience: 4,
    rateFactor,
    averaging: 0,
    smallestRate: 1e-4,
  });
  return { policy: network(head, { hidden: [units, units] }), trainer };
}

/** Passes over the training trajectories at most. */
const PASSES = 3000;

const RELU = { inputs: "units", activation: "relu" } as const;

/** Two plays, then as many gradient steps as they had decisions. */
function byDdpg(
  head: HeadName,
  { learningRate, lastRate, randomSteps, initial, ...options }: CriticTuning,
  size: Size,
): Learner {
  const lanes = 2;
  const decisions = lanes * decisionsOf(size);
  const usualWish = head === "base" ? 3 * USUAL_DEMAND : USUAL_DEMAND;
  const trainer = ddpg({
    ...options,
    ...RELU,
    learningRate,
    lastRate: lastRate / learningRate,
    lanes,
    periods: size.days - FIRST_REVIEW,
    horizon: "ends",
    updates: decisions,
    reach: MOST_UNITS / usualWish,
    randomPlays: Math.round(randomSteps / decisions),
    criticHidden: [64, 64],
    maxSteps: Math.round(STEPS / decisions),
    validateEvery: Math.round(1024 / decisions),
    ...EARLY_STOPPING,
  });
  const plain = { initial, most: MOST_UNITS };
  return { policy: network(head, { hidden: [64, 64], form: RELU, plain }), trainer };
}

const TANH = { inputs: "units", activation: "tanh" } as const;

function byPpo(
  head: HeadName,
  { learningRate, lastRate, decisions, initial, units, ...options }: ProximalTuning,
  size: Size,
): Learner {
  const trainer = ppo({
    ...options,
    ...TANH,
    learningRate,
    lastRate: lastRate / learningRate,
    lanes: Math.round(decisions / decisionsOf(size)),
    periods: size.days - FIRST_REVIEW,
    horizon: "ends",
    lastClip: 0.5,
    epochs: 10,
    valueWeight: 0.4,
    deviation: 1 / USUAL_DEMAND,
    valueHidden: [units, units],
    maxSteps: Math.round(STEPS / decisions),
    validateEvery: Math.max(1, Math.round(2048 / decisions)),
    ...EARLY_STOPPING,
  });
  return { policy: network(head, { hidden: [units, units], form: TANH, plain: { initial } }), trainer };
}

interface NetworkForm {
  readonly hidden: readonly number[];
  /** What the network sees, and the units that it speaks; default: what is usual, in multiples. */
  readonly form?: PerceptronForm;
  readonly plain?: PlainUnits;
}

function network(head: HeadName, { hidden, form, plain }: NetworkForm): Policy {
  return neuralPolicy({
    hidden,
    head: head === "base" ? baseHead(plain) : noneHead(plain),
    backbone: perceptron(form),
  });
}
