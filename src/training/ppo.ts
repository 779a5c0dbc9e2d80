import {
  type Parameter,
  type Plan,
  type Session,
  type Value,
  type Values,
  adam,
  concat,
  constant,
  spread,
} from "../engine/index.js";
import type { RandomStream } from "../base/random.js";
import { mlp } from "../policies/neural/backbones/mlp.js";
import { inputRows, networkInputs } from "../policies/neural/inputs.js";
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
  /** Worth of what comes one decision later [γ], and its weight in the advantage [λ]. */
  readonly discount: number;
  readonly trace: number;
  /** Weights of the error of the value and of the entropy [c_1, c_2]. */
  readonly valueWeight: number;
  readonly entropyWeight: number;
  readonly gradientNormMax: number;
  /** Deviation of the noise at first, in multiples of the usual demand of a period. */
  readonly deviation: number;
  /** Units of each hidden layer of the network that tells the value of a state. */
  readonly valueHidden: readonly number[];
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
  discount: 0.95,
  trace: 0.9,
  valueWeight: 0.5,
  entropyWeight: 0,
  gradientNormMax: 0.5,
  deviation: 1,
  valueHidden: [64, 64],
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
  const value = mlp({
    prefix: "value.",
    inputs: inputRows(setting) + standingRows(world.problem),
    hidden: options.valueHidden,
    initialOutput: [0],
  });
  const periods = Math.min(options.periods, range.to - range.from);
  const { lanes, horizon, checkpoints } = options;
  const player = collector(task, { noise, source: normalNoise, lanes, periods, horizon, checkpoints });
  const program = learningProgram(task, { ...options, logDeviation, value });
  const judge = executor.open(program(false), { lanes: player.capacity, periods: 1 });
  const teacher = executor.open(program(true), { lanes: options.batch, periods: 1 });
  const first = policy.initial(stream.child("initial parameters"));
  const initial = Float32Array.from([
    ...first,
    ...Array.from({ length: logDeviation.rows }, () => Math.log(options.deviation)),
    ...value.initial(stream.child("initial value")),
  ]);
  const optimizer = executor.optimizer(initial, adam());
  const played = first.length + logDeviation.rows;
  return {
    step(number, rate) {
      const own = stream.child(`step ${number}`);
      const experience = player.play(optimizer.parameters.slice(0, played), own);
      const lessons = lessonsOf(experience, judge, optimizer.parameters, options);
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

interface ProgramOptions extends Pick<PpoOptions, "clip" | "valueWeight" | "entropyWeight"> {
  readonly logDeviation: Parameter;
  readonly value: ReturnType<typeof mlp>;
}

/** A decision in every lane: how probable it is, what its state is worth, and the loss of both. */
function learningProgram({ world: { problem }, setting, policy }: TrainingTask, options: ProgramOptions) {
  const { logDeviation, value, clip } = options;
  const parameters = [...policy.parameters, logDeviation, ...value.parameters];
  const others = { wish: problem.decisions.length, before: 1, advantage: 1, return: 1 };
  const judge = (seen: Seen, lane: Values) => {
    let logProbability: Value = constant(0);
    const { first, standing } = decideByWishes({ problem, policy }, seen, lane, (own, asked, index) => {
      const wish = lane.wish.row(index);
      const logarithm = spread(logDeviation).row(index);
      const error = wish.sub(own).div(asked.scale.mul(logarithm.exp()));
      logProbability = logProbability.add(error.mul(error).mul(-0.5)).sub(logarithm);
      return wish;
    });
    const worth = value.apply(standing ? concat([networkInputs(first), standing]) : networkInputs(first));
    const ratio = logProbability.sub(lane.before).atLeast(-RATIO_LIMIT).atMost(RATIO_LIMIT).exp();
    const bounded = ratio.atLeast(1 - clip).atMost(1 + clip);
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
  normalise(advantage, decisions);
  return { decisions, before, advantage, return: returns };
}

/** Subtracts the mean of the chosen numbers and divides by their deviation. */
function normalise(numbers: Float32Array, chosen: readonly number[]): void {
  const mean = chosen.reduce((sum, k) => sum + numbers[k], 0) / Math.max(chosen.length, 1);
  const square = chosen.reduce((sum, k) => sum + (numbers[k] - mean) ** 2, 0) / Math.max(chosen.length, 1);
  for (const k of chosen) numbers[k] = (numbers[k] - mean) / (Math.sqrt(square) + 1e-8);
}

/** The decisions in random order, in parts of equal size; what is left over waits for the next epoch. */
function parts(decisions: readonly number[], size: number, stream: RandomStream): number[][] {
  const order = [...decisions];
  for (let k = order.length - 1; k > 0; k--) {
    const other = stream.below(k + 1);
    [order[k], order[other]] = [order[other], order[k]];
  }
  const count = Math.max(Math.floor(order.length / size), 1);
  return Array.from({ length: count }, (_, part) => order.slice(part * size, (part + 1) * size));
}

function loadPart(teacher: Session, experience: Experience, lessons: Lessons, part: readonly number[]): void {
  const chosen = new Float32Array(teacher.lanes);
  const set = (name: string, row: number, values: Float32Array) => {
    for (let k = 0; k < chosen.length; k++) chosen[k] = values[part[k % part.length]];
    teacher.setLane(name, row, chosen);
  };
  for (const { name, row, values } of experience.inputs) set(name, row, values);
  experience.wishes.forEach((values, decision) => set("wish", decision, values));
  for (const name of ["before", "advantage", "return"] as const) set(name, 0, lessons[name]);
  teacher.setWeights(chosen.map((_, k) => (k < part.length ? experience.weights[part[k]] : 0)));
}
