import {
  type Trajectories,
  independentLows,
  independentSetting,
} from "../../../demand/deepstock-synthetic/settings.js";
import type { Study, StudyRow } from "../study.js";
import { type OrderProgram, meanCost, occurrences, orderProgram } from "./order-program.js";

/** Costs per day of the benchmarks on the train, validation and test trajectories of setting 1. */
const reference = {
  "empirical program": [0.7618, 0.8789, 0.867],
  "program with the true demand": [0.7761, 0.8789, 0.8592],
} as const;

/** The benchmarks of DeepStock's synthetic experiment (Xie et al. 2026, arXiv 2603.19621), setting 1. */
export const deepstockSynthetic: Study = {
  name: "deepstock-synthetic",
  summary: "The benchmarks of DeepStock's synthetic setting 1: dynamic programs for demand by day.",
  async run({ part }) {
    const trajectories = independentSetting();
    const programs: Readonly<Record<keyof typeof reference, () => OrderProgram>> = {
      "empirical program": () => orderProgram(occurrences(trajectories.train)),
      "program with the true demand": () => orderProgram(independentLows().map(trueChances)),
    };
    const rows: StudyRow[] = [];
    for (const policy of Object.keys(programs) as (keyof typeof reference)[])
      rows.push(...(await part(policy, () => rowsOf(policy, programs[policy](), trajectories))));
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

function trueChances(low: number): Float64Array {
  return new Float64Array(low + 5).fill(0.2, low);
}
