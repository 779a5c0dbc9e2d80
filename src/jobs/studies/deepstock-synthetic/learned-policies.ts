import { parseDate } from "../../../base/dates.js";
import { type RandomStream, randomStream } from "../../../base/random.js";
import { mean, sum } from "../../../base/sums.js";
import { periodStarts } from "../../../demand/calendar.js";
import type { Trajectories } from "../../../demand/deepstock-synthetic/settings.js";
import { featureTable } from "../../../demand/feature-table.js";
import type { Feature } from "../../../demand/features/index.js";
import { type EpochDay, panel } from "../../../demand/panel.js";
import type { Executor } from "../../../engine/index.js";
import type { BoundPolicy, Policy, PolicySetting } from "../../../policies/policy.js";
import { backlog } from "../../../problems/index.js";
import { replay } from "../../../simulation/replay.js";
import { usualStart } from "../../../simulation/start-state.js";
import { type World, policySetting, world } from "../../../simulation/world.js";
import { train } from "../../../training/train.js";
import type { Trainer, TrainingTask } from "../../../training/trainer.js";
import { validation } from "../../../training/validation.js";
import type { LearnedSetting } from "./settings.js";
import { FIRST_COUNTED, FIRST_REVIEW, LEAD_TIME, REVIEW_PERIOD, COSTS } from "./order-program.js";

/** Mean costs per counted day on each part of the trajectories; and how training went. */
export interface Learned {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly bestStep: number;
  readonly steps: number;
  readonly seconds: number;
}

export interface LearnOptions {
  readonly policy: Policy;
  readonly trainer: Trainer;
  readonly executor: Executor;
  readonly seed: number;
  /** Called after every step of training; may throw to end it. */
  readonly breathe?: () => Promise<void>;
}

/**
 * Trains on the training trajectories, keeps what is best on the validation trajectories, and plays it on
 * those of the test, each from nothing on hand (Xie et al. 2026).
 */
export async function learnPolicy(
  setting: LearnedSetting,
  { policy, trainer, executor, seed, breathe }: LearnOptions,
): Promise<Learned> {
  const started = performance.now();
  const { worlds, task } = learningTask(setting, { policy, executor, seed });
  const learner = trainer.begin(task);
  const judge = validation({ ...task, world: worlds.validation });
  const { parameters, bestStep, step } = await train({
    learner,
    validation: judge,
    schedule: trainer.schedule,
    breathe,
  });
  for (const held of [learner, judge]) held.dispose();
  const cost = (part: keyof Trajectories) => playedCost(worlds[part], { ...task, parameters });
  const seconds = (performance.now() - started) / 1000;
  const costs = { train: cost("train"), validation: cost("validation"), test: cost("test") };
  return { ...costs, bestStep, steps: step, seconds };
}

/** The three parts of a setting as worlds, and the task to learn in the first of them. */
export function learningTask(
  { trajectories, feature }: LearnedSetting,
  { policy, executor, seed }: Pick<LearnOptions, "policy" | "executor" | "seed">,
): { readonly worlds: Readonly<Record<keyof Trajectories, World>>; readonly task: TrainingTask } {
  const stream = randomStream(seed);
  const scale = meanDemand(trajectories.train);
  const worldOf = (part: keyof Trajectories) =>
    trajectoryWorld(trajectories[part], { feature, scale, stream: stream.child("world") });
  const worlds = { train: worldOf("train"), validation: worldOf("validation"), test: worldOf("test") };
  const setting = policySetting(worlds.train);
  const range = { from: FIRST_REVIEW, to: trajectories.train[0].length };
  const common = { setting, policy: policy.bind(setting), executor };
  const task = { ...common, world: worlds.train, range, stream: stream.child("training") };
  return { worlds, task };
}

interface WorldOptions {
  readonly feature: Feature;
  /** Usual demand of a day. */
  readonly scale: number;
  readonly stream: RandomStream;
}

/** A series for each trajectory. Nothing is ordered before the first review; demand until then waits. */
function trajectoryWorld(demand: readonly Float64Array[], { feature, scale, stream }: WorldOptions): World {
  const days = demand[0].length;
  const units = Float32Array.from(demand.flatMap((trajectory) => [...trajectory]));
  const made = panel({
    frequency: "day",
    periodStart: periodStarts("day", START, days),
    series: demand.map((_, index) => ({ item: `trajectory ${index + 1}`, location: "" })),
    units,
    inStock: new Uint8Array(units.length).fill(1),
    firstPeriod: new Int32Array(demand.length),
    attributes: new Map(),
  });
  const waiting = demand.map((trajectory) => sum(trajectory.subarray(0, FIRST_REVIEW)));
  return world({
    panel: made,
    problem: backlog({
      leadTime: LEAD_TIME,
      reviewPeriod: REVIEW_PERIOD,
      holdingCost: COSTS.holding,
      shortageCost: COSTS.shortage,
      wholeUnits: false,
    }),
    demand: units,
    features: featureTable(made, { features: [feature], sharedScale: scale, from: FIRST_REVIEW }),
    opening: { period: FIRST_REVIEW, stock: Float64Array.from(waiting, (units) => -units) },
    stream,
  });
}

const START = parseDate("2020-01-01") as EpochDay;

interface Play extends Pick<LearnOptions, "executor"> {
  readonly setting: PolicySetting;
  readonly policy: BoundPolicy;
  readonly parameters: Float32Array;
}

/** Mean over series of the mean cost of a counted day. */
function playedCost(played: World, { setting, executor, policy, parameters }: Play): number {
  const count = played.panel.series.length;
  const periods = played.panel.periodStart.length - FIRST_REVIEW;
  const windows = {
    series: Int32Array.from({ length: count }, (_, series) => series),
    start: new Int32Array(count).fill(FIRST_REVIEW),
    periods,
    warmUp: 0,
  };
  const start = usualStart(played, windows);
  const { fields } = replay({ world: played, setting, executor, windows, start, by: { policy, parameters } });
  const skipped = FIRST_COUNTED - FIRST_REVIEW;
  let sum = 0;
  fields.cost.forEach((cost, cell) => (sum += cell % periods < skipped ? 0 : cost));
  return sum / (count * (periods - skipped));
}

function meanDemand(trajectories: readonly Float64Array[]): number {
  const days = trajectories.flatMap((trajectory) => [...trajectory]);
  return mean(days);
}
