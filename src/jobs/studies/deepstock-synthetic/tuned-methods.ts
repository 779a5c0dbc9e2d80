import type { Feature } from "../../../demand/features/index.js";
import { type PerceptronForm, perceptron } from "../../../policies/neural/backbones/index.js";
import { type PlainUnits, baseHead, noneHead } from "../../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../../policies/neural/neural-policy.js";
import type { Policy } from "../../../policies/policy.js";
import { type Trainer, ddpg, differentiableSimulation, ppo } from "../../../training/index.js";
import { REVIEW_PERIOD } from "./order-program.js";

/** A method with the configuration that its authors found for setting 1, and what they came to with it. */
export interface TunedMethod {
  readonly name: string;
  readonly head: "base" | "none";
  readonly policy: Policy;
  readonly trainer: Trainer;
  /** Mean test cost of the authors' program over seeds; and what ours may cost at most. */
  readonly reference: number;
  readonly most: number;
}

/** Decisions of a trajectory that have a cost. */
const DECISIONS = 14;
const DAYS = 29;
/** Units of a day. */
const USUAL_DEMAND = 10.7;
/** Steps that the reference takes in its environment, one decision each. */
const STEPS = 200_000;

/** Ends when so many validations in a row bring nothing new: a fall of the rate is the end. */
const EARLY_STOPPING = { patience: 10, rateFactor: 0.5, smallestRate: 1 };

/** Which of a trajectory's reviews it is. */
export const reviewIndex: Feature = {
  name: "review-index",
  summary: "Number of the review",
  about: "place in the season",
  kind: "plain",
  fill(_panel, _series, from, count, out, offset) {
    for (let k = 0; k < count; k++) out[offset + k] = Math.floor((from + k) / REVIEW_PERIOD);
  },
};

interface SimulationTuning {
  readonly learningRate: number;
  readonly rateFactor: number;
  readonly units: number;
}

function bySimulation({ learningRate, rateFactor, units }: SimulationTuning) {
  const trainer = differentiableSimulation({
    learningRate,
    lanes: 5,
    periods: DAYS,
    gradientNormMax: 5,
    maxSteps: 6000,
    validateEvery: 2,
    patience: 4,
    rateFactor,
    averaging: 0,
    smallestRate: 1e-4,
  });
  return { trainer, hidden: [units, units] };
}

const RELU = { inputs: "units", activation: "relu" } as const;
/** Units of the most that an actor of the reference can ask for. */
const MOST_UNITS = 100;

interface GradientTuning {
  readonly rates: readonly [number, number];
  readonly batch: number;
  readonly tracking: number;
  readonly discount: number;
  readonly randomSteps: number;
  /** Units that are usually asked for. */
  readonly usualWish: number;
  /** Units that an untrained network asks for. */
  readonly initial: number;
  /** None in the reference. Chosen by the mean validation cost of five seeds, from none and 10. */
  readonly gradientNormMax: number;
}

function byDdpg({ rates, randomSteps, usualWish, initial, ...options }: GradientTuning) {
  const [learningRate, last] = rates;
  const lanes = 2;
  const decisions = lanes * DECISIONS;
  const trainer = ddpg({
    ...options,
    ...RELU,
    learningRate,
    lastRate: last / learningRate,
    lanes,
    periods: DAYS,
    horizon: "ends",
    updates: decisions,
    replay: 20_000,
    reach: MOST_UNITS / usualWish,
    randomPlays: Math.round(randomSteps / decisions),
    criticHidden: [64, 64],
    maxSteps: Math.round(STEPS / decisions),
    validateEvery: Math.round(1024 / decisions),
    ...EARLY_STOPPING,
  });
  return { trainer, hidden: [64, 64], form: RELU, plain: { initial, most: MOST_UNITS } };
}

const TANH = { inputs: "units", activation: "tanh" } as const;

interface ProximalTuning {
  readonly rates: readonly [number, number];
  readonly batch: number;
  readonly decisions: number;
  readonly clip: number;
  readonly entropyWeight: number;
  readonly discount: number;
  readonly trace: number;
  /** Units that an untrained network asks for. */
  readonly initial: number;
}

function byPpo({ rates: [learningRate, last], decisions, initial, ...options }: ProximalTuning) {
  const trainer = ppo({
    ...options,
    ...TANH,
    learningRate,
    lastRate: last / learningRate,
    lanes: Math.round(decisions / DECISIONS),
    periods: DAYS,
    horizon: "ends",
    lastClip: 0.5,
    epochs: 10,
    valueWeight: 0.4,
    deviation: 1 / USUAL_DEMAND,
    valueHidden: [256, 256],
    averaging: 0,
    maxSteps: Math.round(STEPS / decisions),
    validateEvery: 2048 / decisions,
    ...EARLY_STOPPING,
  });
  return { trainer, hidden: [256, 256], form: TANH, plain: { initial } };
}

interface Tuned {
  readonly trainer: Trainer;
  readonly hidden: readonly number[];
  /** What the policy's network sees, and the units that it speaks; default: what is usual, in multiples. */
  readonly form?: PerceptronForm;
  readonly plain?: PlainUnits;
}

function method(
  name: string,
  head: TunedMethod["head"],
  { trainer, hidden, form, plain }: Tuned,
  [reference, most]: readonly [number, number],
): TunedMethod {
  const policy = neuralPolicy({
    hidden,
    head: head === "base" ? baseHead(plain) : noneHead(plain),
    backbone: perceptron(form),
  });
  return { name, head, policy, trainer, reference, most };
}

export const tunedMethods: readonly TunedMethod[] = [
  method(
    "PPO",
    "base",
    byPpo({
      rates: [4.2493e-3, 1.535e-5],
      batch: 256,
      decisions: 1024,
      clip: 0.10446,
      entropyWeight: 0.15582,
      discount: 0.99475,
      trace: 0.69404,
      initial: 20.3,
    }),
    [0.8887, 0.9],
  ),
  method(
    "PPO",
    "none",
    byPpo({
      rates: [8.7796e-4, 1.673e-5],
      batch: 128,
      decisions: 2048,
      clip: 0.16956,
      entropyWeight: 0.38209,
      discount: 0.99422,
      trace: 0.57628,
      initial: 28.21,
    }),
    [0.8995, 0.92],
  ),
  method(
    "DDPG",
    "base",
    byDdpg({
      rates: [3.9512e-3, 1.742e-4],
      batch: 128,
      tracking: 0.0010265,
      discount: 0.98814,
      randomSteps: 1000,
      usualWish: 3 * USUAL_DEMAND,
      initial: 47.5,
      gradientNormMax: Infinity,
    }),
    [0.9256, 0.94],
  ),
  method(
    "DDPG",
    "none",
    byDdpg({
      rates: [2.8095e-3, 1.457e-4],
      batch: 256,
      tracking: 0.0010082,
      discount: 0.98524,
      randomSteps: 500,
      usualWish: USUAL_DEMAND,
      initial: 34.09,
      gradientNormMax: 10,
    }),
    [0.9292, 0.96],
  ),
  method("DS", "base", bySimulation({ learningRate: 0.031077, rateFactor: 0.9362, units: 64 }), [1.065, 1.1]),
  method(
    "DS",
    "none",
    bySimulation({ learningRate: 0.0049744, rateFactor: 0.6725, units: 128 }),
    [1.216, 1.26],
  ),
];
