import { type PerceptronForm, perceptron } from "../../../policies/neural/backbones/index.js";
import { type PlainUnits, baseHead, noneHead } from "../../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../../policies/neural/neural-policy.js";
import type { Policy } from "../../../policies/policy.js";
import { type Trainer, ddpg, differentiableSimulation, ppo } from "../../../training/index.js";
import { FIRST_REVIEW } from "./order-program.js";
import type { LearnedSetting } from "./settings.js";

/** A method with its head and all that a search may choose, as plain data: it can be posted to a thread. */
export type Configuration = {
  readonly [Method in MethodName]: {
    readonly method: Method;
    readonly head: HeadName;
    readonly tuning: Tunings[Method];
  };
}[MethodName];

export type HeadName = "base" | "none";
export type MethodName = keyof Tunings;

export interface Tunings {
  readonly PPO: ProximalTuning;
  readonly DDPG: CriticTuning;
  readonly DS: SimulationTuning;
}

/** What the methods that need no gradient have in common. */
interface GradientFreeTuning {
  readonly learningRate: number;
  /** The learning rate falls to this in a straight line. */
  readonly lastRate: number;
  readonly batch: number;
  readonly discount: number;
  /** Units that an untrained network asks for. */
  readonly initial: number;
}

export interface ProximalTuning extends GradientFreeTuning {
  /** Decisions of a step. */
  readonly decisions: number;
  readonly clip: number;
  readonly entropyWeight: number;
  readonly trace: number;
  /** Share of the past in the running average of parameters that is judged and kept. */
  readonly averaging: number;
  /** Of each of the two hidden layers, of the policy and of the network that tells the value. */
  readonly units: number;
}

export interface CriticTuning extends GradientFreeTuning {
  readonly tracking: number;
  /** Decisions at first whose wishes are random. */
  readonly randomSteps: number;
  /** Most decisions that are remembered. */
  readonly replay: number;
  readonly gradientNormMax: number;
}

export interface SimulationTuning {
  readonly learningRate: number;
  /** What the learning rate falls by where validation stands still. */
  readonly rateFactor: number;
  /** Trajectories of a step. */
  readonly lanes: number;
  /** Of each of the two hidden layers. */
  readonly units: number;
}

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
