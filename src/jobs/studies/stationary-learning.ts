import { randomStream } from "../../base/random.js";
import { mean, sum } from "../../base/sums.js";
import { parseDistribution } from "../../demand/distributions.js";
import { type Panel, periodCount } from "../../demand/panel.js";
import { generatePanel } from "../../demand/stationary.js";
import type { Executor } from "../../engine/index.js";
import type { Policy } from "../../policies/policy.js";
import type { Problem } from "../../problems/index.js";
import type { Flows } from "../../simulation/replay.js";
import { fittedByGradient } from "../../training/baselines/fitted-by-gradient.js";
import type { Trainer } from "../../training/trainer.js";
import { type Assembly, assemble } from "../assembly.js";
import { arena } from "../judge.js";
import { learn } from "../learn.js";

/** A problem with demand that is independent and alike in all series and periods. */
export interface StationaryInstance {
  readonly demand: string;
  readonly problem: Problem;
}

export interface StationaryOptions {
  readonly seed: number;
  readonly executor: Executor;
  /** Fresh series that what was learned is played on; their demand depends on the seed alone. */
  readonly freshSeries: number;
  readonly freshPeriods: number;
  /** Periods at the start of each fresh series that are not judged. */
  readonly burnIn: number;
  /** Called after every step of a training. */
  readonly breathe: () => Promise<void>;
}

/** What a policy did on fresh demand. */
export interface FreshPlay {
  /** Periods from the end of the burn-in on; a row per series. */
  readonly flows: Flows;
  readonly from: number;
  readonly secondsToTrain: number;
}

/** 8,192 generated series of 100 periods, of which the last 30 choose the best parameters. */
const TRAINING = { series: 8192, periods: 100, validateFrom: 70 };

/** Trains on generated demand, by a trainer or as a classical policy is fitted; plays on fresh demand. */
export async function learnStationary(
  instance: StationaryInstance,
  policy: Policy,
  trainer: Trainer | "own fit",
  options: StationaryOptions,
): Promise<FreshPlay> {
  const { freshSeries, freshPeriods, burnIn, breathe } = options;
  const past = demandOf(instance, "training demand", { ...TRAINING, seed: options.seed });
  const fresh = demandOf(instance, "fresh demand", {
    series: freshSeries,
    periods: freshPeriods,
    seed: options.seed,
  });
  const started = performance.now();
  const made = assembled(instance, policy, { ...options, panel: past, trainTo: TRAINING.validateFrom });
  const { world, setting, ranges, stream, executor } = made;
  const { train: range, validation } = ranges;
  const { parameters } =
    trainer === "own fit"
      ? await fittedByGradient(policy).fit({ world, setting, executor, stream, range, validation, breathe })
      : await learn(made, trainer, { breathe });
  const secondsToTrain = (performance.now() - started) / 1000;
  const scale = made.sharedScale;
  const judged = assembled(instance, policy, { ...options, panel: fresh, trainTo: burnIn, scale });
  const play = arena(judged, judged.ranges.test);
  const by = { policy: judged.bound, parameters };
  const { flows, windows } = play({ name: policy.name, knows: "history", by });
  return { flows, from: windows.warmUp, secondsToTrain };
}

/** Mean of one number per lane, with its standard error over independent lanes. */
export function meanOverLanes(flows: Flows, of: (firstCell: number) => number) {
  const each = Float64Array.from({ length: flows.lanes }, (_, lane) => of(lane * flows.periods));
  const middle = mean(each);
  const variance = sum(each.map((value) => (value - middle) ** 2)) / (each.length - 1);
  return { mean: middle, standardError: Math.sqrt(variance / each.length) };
}

/** Average cost per period of fresh play. */
export function averageCost({ flows, from }: FreshPlay) {
  const counted = flows.periods - from;
  return meanOverLanes(flows, (first) => {
    let sum = 0;
    for (let t = from; t < flows.periods; t++) sum += flows.fields.cost[first + t];
    return sum / counted;
  });
}

/**
 * Average cost per period where every unit demanded is bought in the end, at `unitCost` or more: what demand
 * happens to be in the play is replaced by its mean, which takes most of the noise away.
 */
export function costBesideDemand({ flows, from }: FreshPlay, unitCost: number, meanDemand: number) {
  const { cost, demanded } = flows.fields;
  const counted = flows.periods - from;
  const rest = meanOverLanes(flows, (first) => {
    let sum = 0;
    for (let cell = first + from; cell < first + flows.periods; cell++)
      sum += cost[cell] - unitCost * demanded[cell];
    return sum / counted;
  });
  return { ...rest, mean: rest.mean + unitCost * meanDemand };
}

function demandOf(
  { demand }: StationaryInstance,
  name: string,
  { series, periods, seed }: { series: number; periods: number; seed: number },
): Panel {
  const stream = randomStream(seed).child(name);
  return generatePanel({ distribution: parseDistribution(demand), series, periods, stream });
}

interface AssembleOptions extends Pick<StationaryOptions, "seed" | "executor"> {
  readonly panel: Panel;
  readonly trainTo: number;
  readonly scale?: number;
}

function assembled({ problem }: StationaryInstance, policy: Policy, options: AssembleOptions): Assembly {
  const { panel, seed, executor, trainTo, scale = "shared" } = options;
  const to = periodCount(panel);
  const later = { from: trainTo, to };
  const ranges = { train: { from: 0, to: trainTo }, validation: later, test: later };
  const stream = randomStream(seed);
  return assemble({ panel, problem, policy, ranges, features: "none", scale, executor, stream });
}
