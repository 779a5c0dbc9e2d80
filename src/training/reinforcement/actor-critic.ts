import { randomNormal } from "d3-random";
import type { RandomStream } from "../../base/random.js";
import { sum } from "../../base/sums.js";
import {
  type Optimizer,
  type Parameter,
  type Rows,
  type Session,
  type Value,
  type Values,
  adam,
  constant,
  parameterLayout,
} from "../../engine/index.js";
import type { Activation } from "../../policies/neural/backbones/index.js";
import type { Network } from "../../policies/neural/backbones/mlp.js";
import type { InputForm } from "../../policies/neural/inputs.js";
import type { BoundPolicy, Observation } from "../../policies/policy.js";
import { orderFor, usualWish } from "../../policies/wish.js";
import { type DecisionProgram, compileDecisions, decisionRows } from "../../simulation/decision-program.js";
import type { Noise } from "../../simulation/period.js";
import type { Seen } from "../../simulation/seen.js";
import { optimizerState, restoreOptimizer } from "../optimizer-state.js";
import type { Learner, Schedule, TrainingTask } from "../trainer.js";
import type { Critics } from "./critics.js";
import { type CollectorOptions, collector } from "./experience.js";
import { type NoiseSource, evenNoise } from "./noise.js";
import { type Replay, replay } from "./replay.js";
import { REINFORCEMENT_SCHEDULE } from "./schedule.js";

/** Options of every method that learns from replayed decisions by critics. */
export interface ActorCriticOptions extends Schedule {
  readonly learningRate: number;
  /** Learning rate of the critics, as a multiple of the actor's. */
  readonly criticRate: number;
  /** Inventories that are played at once, and periods of each play; a step is one play. */
  readonly lanes: number;
  readonly periods: number;
  /** Gradient steps after each play, and decisions in each. */
  readonly updates: number;
  readonly batch: number;
  /** Most decisions that are remembered; those of one play always are. */
  readonly replay: number;
  /** Plays at first whose wishes are random, up to `reach` times what is usual. */
  readonly randomPlays: number;
  readonly reach: number;
  /** Worth of what comes one decision later [γ]. */
  readonly discount: number;
  /** How far the targets move towards what is learned, at each gradient step [τ]. */
  readonly tracking: number;
  readonly gradientNormMax: number;
  /** Units of each hidden layer of a critic, their kind, and what it sees. */
  readonly criticHidden: readonly number[];
  readonly activation: Activation;
  readonly inputs: InputForm;
  /** Whether training stretches are whole horizons, or cut out of something that goes on. */
  readonly horizon: CollectorOptions["horizon"];
  /** Points of a play at which what the objective has come to is charged; default: every period. */
  readonly checkpoints?: number;
  /** What an order pays for each usual demand by which it differs from the classical one; 0 for nothing. */
  readonly classicalWeight: number;
}

export const ACTOR_CRITIC: ActorCriticOptions = {
  learningRate: 1e-3,
  criticRate: 1,
  lanes: 32,
  periods: 32,
  updates: 64,
  batch: 256,
  replay: 50_000,
  randomPlays: 2,
  reach: 3,
  discount: 0.95,
  tracking: 0.01,
  gradientNormMax: 10,
  criticHidden: [64, 64],
  activation: "elu",
  inputs: "relative",
  horizon: "goes on",
  classicalWeight: 0,
  ...REINFORCEMENT_SCHEDULE,
};

/** What tells one of these methods from another. Losses are of one decision, one row. */
export interface ActorCritic {
  /** What the actor learns beside the policy: the parameters of its noise, then others. */
  readonly further: Pick<Network, "parameters" | "initial">;
  readonly critics: Critics;
  /** How plays explore. */
  readonly noise: Noise;
  readonly source: NoiseSource;
  /** Which actor decides in the targets: the one that follows slowly, or the one that learns. */
  readonly targetActor: "average" | "current";
  /** Gradient steps of the critics for each of the actor. */
  readonly actorEvery: number;
  /**
   * What the critics should have said of a decision, given what was seen at the one after it. After that, if
   * the critics' loss asks for what is `usual`, the numbers of which it is the running mean over batches.
   */
  readonly target: Lesson;
  /** How wrong the critics are about the `wish` of a decision, given its `target`. */
  readonly criticLoss: Lesson;
  /** What the critics say of what the actor would do. */
  readonly actorLoss: Lesson;
}

/** Rows of what it is given beside what is seen, and what it makes of them. `noise` is normal. */
export interface Lesson {
  readonly given: Rows;
  of(seen: Seen, given: Values): Value;
}

/**
 * Learns from replayed decisions: plays with noise, remembers what became of it, and after each play takes
 * gradient steps on batches of what it remembers. Targets are computed with running averages of parameters,
 * θ' ← (1 − τ) θ' + τ θ, as optimisers keep them.
 */
export function actorCritic(task: TrainingTask, options: ActorCriticOptions, method: ActorCritic): Learner {
  const { policy, executor, stream } = task;
  const played = parameterLayout([...policy.parameters, ...method.noise.parameters]).length;
  const first = policy.initial(stream.child("initial parameters"));
  const further = method.further.initial(stream.child("initial actor"));
  const actor = executor.optimizer(Float32Array.from([...first, ...further]), adam());
  const critics = executor.optimizer(method.critics.initial(stream.child("initial critics")), adam());
  const plays = players(task, options, method);
  const memory = replay({
    capacity: Math.max(options.replay, plays.own.capacity),
    seen: decisionRows({ ...task, problem: task.world.problem }),
    wishes: task.setting.decisions.length,
  });
  const updates = updater(task, { options, method, actor, critics, memory });
  return {
    step(number, rate) {
      const own = stream.child(`step ${number}`);
      const random = number <= options.randomPlays;
      const experience = random
        ? plays.random.play(first, own)
        : plays.own.play(actor.parameters.slice(0, played), own);
      memory.add(experience);
      const criticLosses = number >= options.randomPlays ? new Float64Array(options.updates) : undefined;
      criticLosses?.forEach((_, k) => {
        const update = (number - 1) * options.updates + k + 1;
        criticLosses[k] = updates.run(update, rate, own.child(`update ${k + 1}`));
      });
      return { trainCost: experience.meanCost, criticLosses };
    },
    parameters: () => actor.average.slice(0, first.length),
    state: () => ({
      ...optimizerState(actor, "actor "),
      ...optimizerState(critics, "critics "),
      ...memory.state(),
      usual: updates.usual.slice(),
    }),
    restore(state) {
      restoreOptimizer(actor, state, "actor ");
      restoreOptimizer(critics, state, "critics ");
      memory.restore(state);
      updates.usual.set(state.usual);
    },
    dispose() {
      for (const held of [plays.own, plays.random, updates, actor, critics]) held.dispose();
    },
  };
}

/** Those who play: the policy with its noise, and one that wishes for anything. */
function players(task: TrainingTask, options: ActorCriticOptions, { noise, source }: ActorCritic) {
  const { policy, range } = task;
  const size = { ...options, periods: Math.min(options.periods, range.to - range.from) };
  const anything = {
    parameters: [],
    logDeviation: (asked: Observation) => usualWish(policy, asked).div(asked.scale).log(),
  };
  return {
    own: collector(task, { ...size, noise, source }),
    random: collector(
      { ...task, policy: aimless(policy) },
      { ...size, noise: anything, source: evenNoise(options.reach) },
    ),
  };
}

/** A policy that wants nothing, in the form of another: what noise adds is all that it wishes for. */
function aimless(policy: BoundPolicy): BoundPolicy {
  return { ...policy, order: (seen) => orderFor(constant(0), policy.order(seen), seen) };
}

interface UpdateParts {
  readonly options: ActorCriticOptions;
  readonly method: ActorCritic;
  readonly actor: Optimizer;
  readonly critics: Optimizer;
  readonly memory: Replay;
}

/** Gradient steps, numbered from 1 over the whole of training. */
function updater(task: TrainingTask, { options, method, actor, critics, memory }: UpdateParts) {
  const { batch, tracking, gradientNormMax: normMax } = options;
  const actors = [...task.policy.parameters, ...method.further.parameters];
  const both = [...actors, ...method.critics.parameters];
  const size = parameterLayout(actors).length;
  const open = (lesson: Omit<LessonOptions, "lanes">) => openLesson(task, { ...lesson, lanes: batch });
  const { parameters } = method.critics;
  const judge = open({ lesson: method.target, parameters: both, what: "record" });
  const teacher = open({ lesson: method.criticLoss, parameters, what: "gradient" });
  const guide = open({ lesson: method.actorLoss, parameters: both, fixed: parameters, what: "gradient" });
  const targetRows = method.criticLoss.given.target;
  const usual = new Float32Array(method.criticLoss.given.usual ?? 0);
  const together = joiner(parameterLayout(both).length);
  const drawNoise = (session: Session, { given }: Lesson, stream: RandomStream) => {
    const normal = randomNormal.source(() => stream.uniform())(0, 1);
    for (let row = 0; row < (given.noise ?? 0); row++)
      session.setLane("noise", row, Float32Array.from({ length: batch }, normal));
  };
  const computeTargets = (places: Int32Array, stream: RandomStream) => {
    memory.loadSeen(judge, places, "after");
    for (const name of ["cost", "goesOn"] as const) memory.load(judge, name, 0, places);
    drawNoise(judge, method.target, stream);
    const decides = method.targetActor === "average" ? actor.average : actor.parameters;
    judge.run(together(decides, critics.average));
    const told = (row: number) => {
      const numbers = new Float32Array(batch);
      for (let lane = 0; lane < batch; lane++) judge.readRecord("result", row, lane, numbers, lane);
      return numbers;
    };
    for (let row = 0; row < targetRows; row++) teacher.setLane("target", row, told(row));
    usual.forEach((past, row) => {
      const numbers = told(targetRows + row);
      const mean = sum(numbers) / batch;
      usual[row] = past === 0 ? mean : past + tracking * (mean - past);
      teacher.setLane("usual", row, numbers.fill(usual[row]));
    });
  };
  return {
    usual,
    /** Returns the mean loss of the critics over the batch, before the step. */
    run(number: number, rate: number, stream: RandomStream): number {
      const places = memory.draw(batch, stream.child("batch"));
      const step = { divisor: batch, normMax, learningRate: options.learningRate * rate };
      const isTurn = number % method.actorEvery === 0;
      const past = isTurn ? 1 - tracking : 1;
      computeTargets(places, stream.child("target"));
      memory.loadSeen(teacher, places, "at");
      memory.loadWeights(teacher, places);
      for (let row = 0; row < task.setting.decisions.length; row++) memory.load(teacher, "wish", row, places);
      const criticLoss = teacher.run(critics.parameters) / batch;
      const learningRate = step.learningRate * options.criticRate;
      critics.step({ ...step, learningRate, gradient: teacher.gradient, past });
      if (!isTurn) return criticLoss;
      memory.loadSeen(guide, places, "at");
      memory.loadWeights(guide, places);
      drawNoise(guide, method.actorLoss, stream.child("actor"));
      guide.run(together(actor.parameters, critics.parameters));
      actor.step({ ...step, gradient: guide.gradient.subarray(0, size), past });
      return criticLoss;
    },
    dispose() {
      for (const session of [judge, teacher, guide]) session.dispose();
    },
  };
}

/** Puts numbers behind others. The result is to be used before the next call. */
function joiner(length: number) {
  const numbers = new Float32Array(length);
  return (one: Float32Array, other: Float32Array) => {
    numbers.set(one);
    numbers.set(other, one.length);
    return numbers;
  };
}

interface LessonOptions {
  readonly lesson: Lesson;
  readonly parameters: readonly Parameter[];
  /** Those among them that the lesson does not teach; default: none. */
  readonly fixed?: readonly Parameter[];
  readonly what: "record" | "gradient";
  readonly lanes: number;
}

function openLesson(
  { world: { problem }, setting, policy, executor }: TrainingTask,
  { lesson, parameters, fixed, what, lanes }: LessonOptions,
): Session {
  const judge: DecisionProgram["judge"] = (seen, given) => {
    const result = lesson.of(seen, given);
    const records: Values = what === "record" ? { result } : {};
    return { loss: what === "record" ? constant(0) : result, records };
  };
  const program = { problem, setting, policy, others: lesson.given, parameters, fixed, judge };
  return executor.open(compileDecisions(program, { gradient: what === "gradient" }), { lanes, periods: 1 });
}
