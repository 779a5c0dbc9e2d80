import { setImmediate } from "node:timers/promises";
import { Cancelled } from "../../base/errors.js";
import { randomStream } from "../../base/random.js";
import { parseDistribution } from "../../demand/distributions.js";
import { type Panel, periodCount } from "../../demand/panel.js";
import { generatePanel } from "../../demand/stationary.js";
import type { Executor } from "../../engine/index.js";
import { baseStock } from "../../policies/classical/base-stock.js";
import { cappedBaseStock } from "../../policies/classical/capped-base-stock.js";
import { baseHead, noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import type { Policy } from "../../policies/policy.js";
import { type Problem, backlog, lostSales } from "../../problems/index.js";
import { fittedByGradient } from "../../training/baselines/fitted-by-gradient.js";
import { differentiableSimulation } from "../../training/index.js";
import { assemble } from "../assembly.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import { arena } from "../judge.js";
import { learn } from "../learn.js";
import type { Study, StudyOptions, StudyRow } from "./study.js";

/** A textbook instance and what is known about it. */
interface Instance {
  readonly name: string;
  readonly demand: string;
  readonly problem: Problem;
  /** The network, and the optimal average cost. */
  readonly network: Policy;
  readonly optimal: number;
  /** Classical policies, and the exact cost of the best of their kind. */
  readonly classical: readonly { readonly policy: Policy; readonly exact: number }[];
}

const costs = { leadTime: 4, holdingCost: 1, shortageCost: 9 };

/** Zipkin (2008), table 3, with more digits from exact programs, and the closed form of backlog. */
const instances: readonly Instance[] = [
  {
    name: "lost sales, Poisson 5",
    demand: "poisson:5",
    problem: lostSales(costs),
    optimal: 6.8359,
    classical: [
      { policy: baseStock(), exact: 7.2708 },
      { policy: cappedBaseStock(), exact: 6.9123 },
    ],
    network: neuralPolicy({ hidden: [32, 32], head: noneHead() }),
  },
  {
    name: "backlog, normal 5 and 1.6",
    demand: "normal:5,1.6",
    problem: backlog({ ...costs, wholeUnits: false }),
    optimal: 6.2788,
    classical: [{ policy: baseStock(), exact: 6.2788 }],
    network: neuralPolicy({ hidden: [32, 32], head: baseHead() }),
  },
];

const SEEDS = [1, 2, 3, 4, 5];
const TRAINING = { series: 8192, periods: 100, validateFrom: 70 };
const TRAINER = { lanes: 1024, maxSteps: 1200, validateEvery: 50 };

/** Learns textbook instances whose answer is known and plays what was learned on fresh demand. */
export const knownAnswers: Study = {
  name: "known-answers",
  summary:
    "Base-stock, capped base-stock and a network learn textbook instances; their cost beside the exact one.",
  async run({ quick }: StudyOptions, context: JobContext) {
    const rows: StudyRow[] = [];
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const task = context.progress.start("Learning", instances.length * seeds.length);
    for (const instance of instances) {
      const results: Result[] = [];
      for (const seed of seeds) {
        await setImmediate();
        if (context.signal.aborted) throw new Cancelled("Nothing was written; run the study again.");
        results.push(...(await learnInstance(instance, seed, quick)));
        task.advance(instances.indexOf(instance) * seeds.length + seeds.indexOf(seed) + 1, instance.name);
      }
      rows.push(...instanceRows(instance, results));
    }
    task.finish();
    return { rows };
  },
};

interface Result {
  readonly policy: string;
  readonly cost: number;
  readonly standardError: number;
  readonly seconds: number;
}

/** Trains every policy of an instance with one seed, and plays each on the same fresh demand. */
async function learnInstance(instance: Instance, seed: number, quick: boolean): Promise<Result[]> {
  const executor = createExecutor(1);
  const demand = (name: string, series: number, periods: number) =>
    generatePanel({
      distribution: parseDistribution(instance.demand),
      series,
      periods,
      stream: randomStream(seed).child(name),
    });
  const past = demand("training demand", TRAINING.series, TRAINING.periods);
  const fresh = demand("fresh demand", quick ? 1024 : 4096, 400);
  const results: Result[] = [];
  const policies = instance.classical.map(({ policy }) => policy);
  for (const policy of [...policies, instance.network]) {
    const started = performance.now();
    const made = assembled(instance, policy, { panel: past, seed, executor, trainTo: TRAINING.validateFrom });
    const { world, setting, ranges, stream } = made;
    const task = { world, setting, executor, stream, range: ranges.train, validation: ranges.validation };
    const { parameters } =
      policy === instance.network
        ? await learn(made, differentiableSimulation(quick ? { ...TRAINER, maxSteps: 300 } : TRAINER))
        : await fittedByGradient(policy).fit(task);
    const seconds = (performance.now() - started) / 1000;
    const judged = assembled(instance, policy, {
      panel: fresh,
      seed,
      executor,
      trainTo: 100,
      scale: made.sharedScale,
    });
    results.push({ policy: policy.name, seconds, ...freshCost(judged, parameters) });
  }
  return results;
}

interface AssembleOptions {
  readonly panel: Panel;
  readonly seed: number;
  readonly executor: Executor;
  readonly trainTo: number;
  readonly scale?: number;
}

function assembled({ problem }: Instance, policy: Policy, options: AssembleOptions) {
  const { panel, seed, executor, trainTo, scale = "shared" } = options;
  const to = periodCount(panel);
  const ranges = {
    train: { from: 0, to: trainTo },
    validation: { from: trainTo, to },
    test: { from: trainTo, to },
  };
  return assemble({
    panel,
    problem,
    policy,
    ranges,
    features: "none",
    scale,
    executor,
    stream: randomStream(seed),
  });
}

/** Mean cost per period on fresh demand, after a long warm-up, with its standard error over independent series. */
function freshCost(made: ReturnType<typeof assembled>, parameters: Float32Array) {
  const play = arena(made, made.ranges.test);
  const { flows, windows } = play({ name: "", knows: "history", by: { policy: made.bound, parameters } });
  const counted = flows.periods - windows.warmUp;
  const means = Float64Array.from({ length: flows.lanes }, (_, lane) => {
    const from = lane * flows.periods + windows.warmUp;
    return flows.fields.cost.subarray(from, from + counted).reduce((sum, cost) => sum + cost, 0) / counted;
  });
  const mean = means.reduce((sum, cost) => sum + cost, 0) / means.length;
  const variance = means.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / (means.length - 1);
  return { cost: mean, standardError: Math.sqrt(variance / means.length) };
}

function instanceRows(
  { name, optimal, network, classical }: Instance,
  results: readonly Result[],
): StudyRow[] {
  return [...classical, { policy: network, exact: optimal }].map(({ policy, exact }) => {
    const own = results.filter((result) => result.policy === policy.name);
    const mean = (of: (result: Result) => number) =>
      own.reduce((sum, result) => sum + of(result), 0) / own.length;
    const value = mean(({ cost }) => cost);
    const halfWidth = (1.96 * mean(({ standardError }) => standardError)) / Math.sqrt(own.length);
    const each = own.map(({ cost }) => cost.toFixed(4)).join(" ");
    const seconds = Math.round(mean((result) => result.seconds));
    return {
      keys: { instance: name, policy: policy.name, seeds: own.length, secondsEach: seconds },
      value,
      low: value - halfWidth,
      high: value + halfWidth,
      published: exact,
      note: `${policy === network ? "published is the optimum; " : ""}each seed: ${each}`,
    };
  });
}
