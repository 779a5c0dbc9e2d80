import {
  type Trajectories,
  independentLows,
  independentSetting,
} from "../../../demand/deepstock-synthetic/settings.js";
import type { Study, StudyRow } from "../study.js";
import { newsvendorCosts } from "./newsvendor-levels.js";
import { type OrderProgram, meanCost, occurrences, orderProgram } from "./order-program.js";

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

/** The benchmarks of DeepStock's synthetic experiment (Xie et al. 2026, arXiv 2603.19621). */
export const deepstockSynthetic: Study = {
  name: "deepstock-synthetic",
  summary: "The benchmarks of DeepStock's synthetic settings 1 and 4: dynamic programs and fractiles.",
  async run({ part }) {
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
    return { rows };
  },
};

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
