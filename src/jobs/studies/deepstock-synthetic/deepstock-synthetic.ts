import { setImmediate } from "node:timers/promises";
import {
  type Trajectories,
  independentLows,
  independentSetting,
} from "../../../demand/deepstock-synthetic/settings.js";
import { Cancelled } from "../../../base/errors.js";
import { createExecutor } from "../../executor.js";
import type { JobContext } from "../../context.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { type Learned, learnPolicy } from "./learned-policies.js";
import { newsvendorCosts } from "./newsvendor-levels.js";
import { type OrderProgram, meanCost, occurrences, orderProgram } from "./order-program.js";
import { type TunedMethod, reviewIndex, tunedMethods } from "./tuned-methods.js";

/** Costs per day of the benchmarks on the train, validation and test trajectories of setting 1. */
const reference = {
  "empirical program": [0.7618, 0.8789, 0.867],
  "program with the true demand": [0.7761, 0.8789, 0.8592],
} as const;

/** Orders of a trajectory in setting 4; below them the costs of fractiles that are known, and empirical. */
const orderCounts = [2, 8, 16, 32, 64];
const fractiles = new Map([
  [5, ["2.36687 2.37261 2.37919 2.38840 2.37640", "3.31511 2.61558 2.56600 2.45147 2.45656"]],
  [10, ["2.25694 2.26721 2.27117 2.27281 2.26395", "3.30498 2.52103 2.38266 2.34719 2.28773"]],
  [20, ["2.09317 2.10640 2.10105 2.09992 2.10026", "2.75205 2.32110 2.18486 2.16427 2.13053"]],
]);

const SEEDS = [1, 2, 3, 4, 5];
/** Two-sided 95 % of Student's distribution with 4 degrees of freedom. */
const STUDENT = 2.776;

/** DeepStock's synthetic experiment (Xie et al. 2026, arXiv 2603.19621); only its benchmarks are quick. */
export const deepstockSynthetic: Study = {
  name: "deepstock-synthetic",
  summary: "DeepStock's synthetic settings: three methods with two heads beside the best that can be done.",
  async run({ part, quick }, context) {
    const trajectories = independentSetting();
    const programs: Readonly<Record<keyof typeof reference, () => OrderProgram>> = {
      "empirical program": () => orderProgram(occurrences(trajectories.train)),
      "program with the true demand": () => orderProgram(independentLows().map(trueChances)),
    };
    const rows: StudyRow[] = [];
    for (const policy of Object.keys(programs) as (keyof typeof reference)[])
      rows.push(...(await part(policy, () => rowsOf(policy, programs[policy](), trajectories))));
    for (const [products, costs] of fractiles)
      rows.push(...(await part(`${products} products`, () => fractileRows(products, costs))));
    if (!quick) rows.push(...(await learnedRows(part, trajectories, context)));
    return { rows };
  },
};

/** Setting 1 with the configurations that its authors found. A part is one training. */
async function learnedRows(
  part: StudyOptions["part"],
  trajectories: Trajectories,
  { progress, threads, signal }: JobContext,
): Promise<StudyRow[]> {
  const breathe = async () => {
    await setImmediate();
    if (signal.aborted) throw new Cancelled("");
  };
  const task = progress.start("Learning", tunedMethods.length * SEEDS.length);
  const rows: StudyRow[] = [];
  for (const [done, method] of tunedMethods.entries()) {
    const { policy, trainer } = method;
    const found: Learned[] = [];
    for (const [index, seed] of SEEDS.entries()) {
      const name = `${method.name} ${method.head}, seed ${seed}`;
      task.advance(done * SEEDS.length + index, name);
      const options = { policy, trainer, seed, executor: createExecutor(threads), breathe };
      const learn = () => learnPolicy({ trajectories, feature: reviewIndex }, options);
      found.push(await part(`setting 1, ${name}`, learn));
    }
    rows.push(...meanRows(method, found));
  }
  task.finish();
  return rows;
}

/** Mean costs over seeds; the interval is that of the mean over seeds. */
function meanRows({ name, head, reference: published, most }: TunedMethod, found: readonly Learned[]) {
  const parts = ["train", "validation", "test"] as const;
  return parts.map((trajectories): StudyRow => {
    const costs = found.map((learned) => learned[trajectories]);
    const value = mean(costs);
    const deviation = Math.sqrt(mean(costs.map((cost) => (cost - value) ** 2)) / (costs.length - 1));
    const each = `seeds ${costs.map((cost) => cost.toFixed(4)).join(" ")}`;
    return {
      keys: { setting: 1, policy: `${name} ${head}`, trajectories },
      value,
      low: value - STUDENT * deviation,
      high: value + STUDENT * deviation,
      published: trajectories === "test" ? published : null,
      note: trajectories === "test" ? `at most ${most} is wanted; ${each}` : each,
    };
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function rowsOf(policy: keyof typeof reference, program: OrderProgram, parts: Trajectories): StudyRow[] {
  const names = ["train", "validation", "test"] as const;
  return names.map((trajectories, index) => ({
    keys: { setting: 1, policy, trajectories },
    value: meanCost(program, parts[trajectories]),
    published: reference[policy][index],
  }));
}

function fractileRows(products: number, costs: readonly string[]): StudyRow[] {
  return orderCounts.flatMap((orders, index) => {
    const found = newsvendorCosts(products, orders);
    return (["known", "empirical"] as const).map((spread, line) => ({
      keys: { setting: 4, policy: `${spread} fractile`, trajectories: "test", products, orders },
      value: found[spread],
      published: Number(costs[line].split(" ")[index]),
    }));
  });
}

function trueChances(low: number): Float64Array {
  return new Float64Array(low + 5).fill(0.2, low);
}
