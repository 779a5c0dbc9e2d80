import {
  type Trajectories,
  independentLows,
  independentSetting,
} from "../../../demand/deepstock-synthetic/settings.js";
import type { StudyRow } from "../study.js";
import { type OrderProgram, meanCost, occurrences, orderProgram } from "./order-program.js";

/** Costs per day of the benchmarks on the train, validation and test trajectories of setting 1. */
const reference = {
  "empirical program": [0.7618, 0.8789, 0.867],
  "program with the true demand": [0.7761, 0.8789, 0.8592],
} as const;

export type Benchmark = keyof typeof reference;
export const benchmarks = Object.keys(reference) as Benchmark[];

const PARTS = ["train", "validation", "test"] as const;

/** What a benchmark costs on each part of the trajectories of setting 1. */
export function benchmarkRows(policy: Benchmark): StudyRow[] {
  const trajectories = independentSetting();
  const program = programs[policy](trajectories);
  return PARTS.map((part, index) => ({
    keys: { setting: 1, policy, trajectories: part },
    value: meanCost(program, trajectories[part]),
    published: reference[policy][index],
  }));
}

const programs: Readonly<Record<Benchmark, (trajectories: Trajectories) => OrderProgram>> = {
  "empirical program": ({ train }) => orderProgram(occurrences(train)),
  "program with the true demand": () => orderProgram(independentLows().map(trueChances)),
};

function trueChances(low: number): Float64Array {
  return new Float64Array(low + 5).fill(0.2, low);
}
