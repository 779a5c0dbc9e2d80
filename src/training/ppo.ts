import {
  type Parameter,
  type Plan,
  type Session,
  type Value,
  type Values,
  adam,
  constant,
  spread,
} from "../engine/index.js";
import type { RandomStream } from "../base/random.js";
import type { Activation } from "../policies/neural/backbones/index.js";
import type { InputForm } from "../policies/neural/inputs.js";
import { type SeeingNetwork, seeingNetwork } from "../policies/neural/seeing-network.js";
import { compileDecisions } from "../simulation/decision-program.js";
import { standingRows } from "../simulation/judged-period.js";
import type { Seen } from "../simulation/seen.js";
import { heldToClassical } from "./classical-guide.js";
import { optimizerState, restoreOptimizer } from "./optimizer-state.js";
import { type Experience, collector } from "./reinforcement/experience.js";
import { normalNoise } from "./reinforcement/noise.js";
import { generalisedAdvantages } from "./reinforcement/returns.js";
import { REINFORCEMENT_SCHEDULE } from "./reinforcement/schedule.js";
import { decideByWishes } from "./reinforcement/wishes.js";
import type { Learner, Schedule, Trainer, TrainingTask } from "./trainer.js";

export interface PpoOptions extends Schedule {
  readonly learningRate: number;
  /** Inventories that are played at once, and periods of each play. */
  readonly lanes: number;
  readonly periods: number;
  /** Times that each play is learned from [K], in parts of so many decisions [M]. */
  readonly epochs: number;
  readonly batch: number;
  /** How far the probability of a decision may move before it no longer counts [ε]. */
  readonly clip: number;
  /** Share of itself that the clip falls to, in a straight line until the last step. */
  readonly lastClip: number;
  /** Worth of what comes one decision later [γ], and its weight in the advantage [λ]. */
  readonly discount: number;
  readonly trace: number;
  /** Weights of the error of the value and of the entropy [c_1, c_2]. */
  readonly valueWeight: number;
  readonly entropyWeight: number;
  readonly gradientNormMax: number;
  /** Deviation of the noise at first, in multiples of the usual demand of a period. */
  readonly deviation: number;
  /** Units of each hidden layer of the network that tells the value of a state, their kind, what it sees. */
  readonly valueHidden: readonly number[];
  readonly activation: Activation;
  readonly inputs: InputForm;
  /** Share of the past in the running average of parameters that is validated and kept; 0 for none. */
  readonly averaging: number;
  /** Whether training stretches are whole horizons, or cut out of something that goes on. */
  readonly horizon: "ends" | "goes on";
  /** Points of a play at which what the objective has come to is charged; default: every period. */
  readonly checkpoints?: number;
  /** What an order pays for each usual demand by which it differs from the classical one; 0 for nothing. */
  readonly classicalWeight: number;
}

export const PPO: PpoOptions = {
  learningRate: 1e-3,
  lanes: 128,
  periods: 64,
  epochs: 5,
  batch: 512,
  clip: 0.2,
  lastClip: 1,
  discount: 0.95,
  trace: 0.9,
  valueWeight: 0.5,
  entropyWeight: 0,
  gradientNormMax: 0.5,
  deviation: 1,
  valueHidden: [64, 64],
  activation: "elu",
  inputs: "relative",
  averaging: 0.9,
  horizon: "goes on",
  classicalWeight: 0,
  ...REINFORCEMENT_SCHEDULE,
};

/**
 * Proximal policy optimisation. What the policy wants is varied by normal noise; decisions that cost less
 * than their state was worth are made more probable, within bounds. With ρ the probability of a decision
 * over that when it was made, and A its advantage,
 *
 *     L(θ) = −E[ min(ρ A, clip(ρ, 1 − ε, 1 + ε) A) ]                                     (7)
 *     θ ← θ − η · Adam( ∇θ  L + c_1 E[ (V − R)² ] − c_2 E[ entropy ] )                   (9)
 *
 * Needs no gradient of the problem. Schulman et al. (2017), arXiv 1707.06347; advantages: see `returns.ts`.
 */
export function ppo(options: Partial<PpoOptions> = {}): Trainer {
  const settings = { ...PPO, ...options };
  return {
    name: "ppo",
    summary: "Proximal policy optimisation: makes decisions that turned out well more probable.",
    requires: { gradient: "none" },
    holdsToClassical: settings.classicalWeight > 0,
    schedule: settings,
    begin: (task) => begin(heldToClassical(task, settings.classicalWeight), settings),
  };
}

function begin(task: TrainingTask, options: PpoOptions): Learner {
  const { policy, executor, stream, world, setting, range } = task;
  const logDeviation = { name: "logDeviation", rows: world.problem.decisions.length, columns: 1 };
  const noise = {
    parameters: [logDeviation],
    logDeviation: (_: unknown, index: number) => spread(logDeviation).row(index),
  };
  const value = seeingNetwork({
    prefix: "value.",
    setting,
    form: options.inputs,
    further: standingRows(world.problem),
    activation: options.activation,
    hidden: options.valueHidden,
    initialOutput: [0],
  });
  const periods = Math.min(options.periods, range.to - range.from);
  const player = collector(task, { ...options, noise, source: normalNoise, periods });
  const program = learningProgram(task, { ...options, logDeviation, value });
  const judge = executor.open(program(false), { lanes: player.capacity, periods: 1 });
  const teacher = executor.open(program(true), { lanes: options.batch, periods: 1 });
  const first = policy.initial(stream.child("initial parameters"));
  const initial = Float32Array.from([
    ...first,
    ...Array.from({ length: logDeviation.rows }, () => Math.log(options.deviation)),
    ...value.initial(stream.child("initial value")),
  ]);
  const optimizer = executor.optimizer(initial, adam({ epsilon: EPSILON }));
  const played = first.length + logDeviation.rows;
  return {
    step(number, rate) {
      const own = stream.child(`step ${number}`);
      const experience = player.play(optimizer.parameters.slice(0, played), own);
      const lessons = lessonsOf(experience, judge, optimizer.parameters, options);
      const fallen = 1 - (1 - options.lastClip) * Math.min(number / options.maxSteps, 1);
      teacher.setLane("clip", 0, new Float32Array(options.batch).fill(options.clip * fallen));
      for (let epoch = 1; epoch <= options.epochs; epoch++)
        for (const part of parts(lessons.decisions, options.batch, own.child(`epoch ${epoch}`))) {
          loadPart(teacher, experience, lessons, part);
          teacher.run(optimizer.parameters);
          optimizer.step({
            gradient: teacher.gradient,
            divisor: part.length,
            normMax: options.gradientNormMax,
            learningRate: options.learningRate * rate,
            past: Math.min(options.averaging, 1 - 1 / (number + 1)),
          }); // (9)
        }
      return { trainCost: experience.meanCost };
    },
    parameters: () => optimizer.average.slice(0, first.length),
    state: () => optimizerState(optimizer),
    restore: (state) => restoreOptimizer(optimizer, state),
    dispose() {
      for (const held of [player, judge, teacher, optimizer]) held.dispose();
    },
  };
}

interface ProgramOptions extends Pick<PpoOptions, "valueWeight" | "entropyWeight"> {
  readonly logDeviation: Parameter;
  readonly value: SeeingNetwork;
}

/** A decision in every lane: how probable it is, what its state is worth, and the loss of both. */
function learningProgram({ world: { problem }, setting, policy }: TrainingTask, options: ProgramOptions) {
  const { logDeviation, value } = options;
  const parameters = [...policy.parameters, logDeviation, ...value.parameters];
  const others = { wish: problem.decisions.length, before: 1, advantage: 1, return: 1, clip: 1 };
  const judge = (seen: Seen, lane: Values) => {
    let logProbability: Value = constant(0);
    const { first, standing } = decideByWishes({ problem, policy }, seen, lane, (own, asked, index) => {
      const wish = lane.wish.row(index);
      const logarithm = spread(logDeviation).row(index);
      const error = wish.sub(own).div(asked.scale.mul(logarithm.exp()));
      logProbability = logProbability.add(error.mul(error).mul(-0.5)).sub(logarithm);
      return wish;
    });
    const worth = value.apply(first, standing ? [standing] : []);
    const ratio = logProbability.sub(lane.before).atLeast(-RATIO_LIMIT).atMost(RATIO_LIMIT).exp();
    const bounded = ratio.atLeast(constant(1).sub(lane.clip)).atMost(lane.clip.add(1));
    const gain = ratio.mul(lane.advantage).atMost(bounded.mul(lane.advantage)); // (7)
    const error = worth.sub(lane.return);
    const entropy = spread(logDeviation).sumRows();
    const loss = error
      .mul(error)
      .mul(options.valueWeight)
      .sub(gain)
      .sub(entropy.mul(options.entropyWeight));
    return { loss, records: { value: worth, logProbability } };
  };
  return (gradient: boolean): Plan =>
    compileDecisions({ problem, setting, policy, others, parameters, judge }, { gradient });
}

/** Keeps Adam's steps small where gradients vanish (Engstrom et al. 2020, arXiv 2005.12729). */
const EPSILON = 1e-5;

/** A logarithm of probabilities beyond it would overflow; it lies far outside every clip. */
const RATIO_LIMIT = 20;

/** What there is to learn from a play. */
interface Lessons {
  /** The decisions that have a cost. */
  readonly decisions: readonly number[];
  /** Of each decision of the play. */
  readonly before: Float32Array;
  readonly advantage: Float32Array;
  readonly return: Float32Array;
}

function lessonsOf(
  experience: Experience,
  judge: Session,
  parameters: Float32Array,
  { discount, trace }: PpoOptions,
): Lessons {
  for (const { name, row, values } of experience.inputs) judge.setLane(name, row, values);
  experience.wishes.forEach((values, decision) => judge.setLane("wish", decision, values));
  judge.run(parameters);
  const recorded = (name: "value" | "logProbability") => {
    const values = new Float32Array(judge.lanes);
    for (let k = 0; k < experience.count; k++) judge.readRecord(name, 0, k, values, k);
    return values;
  };
  const [values, before] = [recorded("value"), recorded("logProbability")];
  const advantage = new Float32Array(judge.lanes);
  const returns = new Float32Array(judge.lanes);
  const decisions: number[] = [];
  for (const { first, costs } of experience.lanes) {
    const lane = generalisedAdvantages({
      rewards: costs.map(({ cost }) => -cost),
      goesOn: costs.map(({ goesOn }) => goesOn),
      values: values.subarray(first),
      discount,
      trace,
    });
    advantage.set(lane.advantages, first);
    returns.set(lane.returns, first);
    costs.forEach((_, k) => decisions.push(first + k));
  }
  return { decisions, before, advantage, return: returns };
}

/** Of a part: less their mean, over their deviation, so that every gradient step is of the same size. */
function normalised(advantage: Float32Array, part: readonly number[]): Float32Array {
  const numbers = new Float32Array(advantage.length);
  const mean = part.reduce((sum, k) => sum + advantage[k], 0) / part.length;
  const square = part.reduce((sum, k) => sum + (advantage[k] - mean) ** 2, 0) / Math.max(part.length - 1, 1);
  for (const k of part) numbers[k] = (advantage[k] - mean) / (Math.sqrt(square) + 1e-8);
  return numbers;
}

/** The decisions in random order, in parts of equal size, the last of what is left over. */
function parts(decisions: readonly number[], size: number, stream: RandomStream): number[][] {
  const order = [...decisions];
  for (let k = order.length - 1; k > 0; k--) {
    const other = stream.below(k + 1);
    [order[k], order[other]] = [order[other], order[k]];
  }
  const count = Math.ceil(order.length / size);
  return Array.from({ length: count }, (_, part) => order.slice(part * size, (part + 1) * size));
}

function loadPart(teacher: Session, experience: Experience, lessons: Lessons, part: readonly number[]): void {
  const places = Int32Array.from({ length: teacher.lanes }, (_, k) => part[k % part.length]);
  const chosen = new Float32Array(teacher.lanes);
  const set = (name: string, row: number, values: Float32Array) => {
    for (let k = 0; k < chosen.length; k++) chosen[k] = values[places[k]];
    teacher.setLane(name, row, chosen);
  };
  for (const { name, row, values } of experience.inputs) set(name, row, values);
  experience.wishes.forEach((values, decision) => set("wish", decision, values));
  for (const name of ["before", "return"] as const) set(name, 0, lessons[name]);
  set("advantage", 0, normalised(lessons.advantage, part));
  teacher.setWeights(chosen.map((_, k) => (k < part.length ? experience.weights[part[k]] : 0)));
}
