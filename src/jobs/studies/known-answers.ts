import { baseStock } from "../../policies/classical/base-stock.js";
import { cappedBaseStock } from "../../policies/classical/capped-base-stock.js";
import { baseHead, noneHead } from "../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../policies/neural/neural-policy.js";
import type { Policy } from "../../policies/policy.js";
import { backlog, lostSales } from "../../problems/index.js";
import { differentiableSimulation } from "../../training/index.js";
import type { JobContext } from "../context.js";
import { createExecutor } from "../executor.js";
import { type StationaryInstance, averageCost, learnStationary } from "./stationary-learning.js";
import type { Study, StudyOptions, StudyRow } from "./study.js";

/** A textbook instance and what is known about it. */
interface Instance extends StationaryInstance {
  readonly name: string;
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

/** Learns textbook instances whose answer is known and plays what was learned on fresh demand. */
export const knownAnswers: Study = {
  name: "known-answers",
  summary:
    "Base-stock, capped base-stock and a network learn textbook instances; their cost beside the exact one.",
  async run({ quick, part, breathe }: StudyOptions, { progress, threads }: JobContext) {
    const rows: StudyRow[] = [];
    const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
    const trainer = differentiableSimulation({
      lanes: 1024,
      maxSteps: quick ? 300 : 1200,
      validateEvery: 50,
    });
    const fresh = { freshSeries: quick ? 1024 : 4096, freshPeriods: 400, burnIn: 100, breathe };
    const task = progress.start("Learning", instances.length * seeds.length);
    for (const [done, instance] of instances.entries()) {
      const results: Result[] = [];
      for (const [index, seed] of seeds.entries()) {
        for (const policy of [...instance.classical.map((known) => known.policy), instance.network]) {
          const how = policy === instance.network ? trainer : "own fit";
          const options = { ...fresh, seed, executor: createExecutor(threads) };
          const learn = async (): Promise<Result> => {
            const play = await learnStationary(instance, policy, how, options);
            return { policy: policy.name, seconds: play.secondsToTrain, ...averageCost(play) };
          };
          results.push(await part(`${instance.name}, ${policy.name}, seed ${seed}`, learn));
        }
        task.advance(done * seeds.length + index + 1, instance.name);
      }
      rows.push(...instanceRows(instance, results));
    }
    task.finish();
    return { rows };
  },
};

interface Result {
  readonly policy: string;
  readonly seconds: number;
  /** Average cost on fresh demand, and its standard error over independent series. */
  readonly mean: number;
  readonly standardError: number;
}

function instanceRows(
  { name, optimal, network, classical }: Instance,
  results: readonly Result[],
): StudyRow[] {
  return [...classical, { policy: network, exact: optimal }].map(({ policy, exact }) => {
    const own = results.filter((result) => result.policy === policy.name);
    const overSeeds = (of: (result: Result) => number) =>
      own.reduce((sum, result) => sum + of(result), 0) / own.length;
    const value = overSeeds(({ mean }) => mean);
    const halfWidth = (1.96 * overSeeds(({ standardError }) => standardError)) / Math.sqrt(own.length);
    const each = own.map(({ mean }) => mean.toFixed(4)).join(" ");
    const seconds = Math.round(overSeeds((result) => result.seconds));
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
