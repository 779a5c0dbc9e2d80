import type { StudyRow } from "../study.js";
import type { Learned } from "./learned-policies.js";
import { overSeeds } from "./seeds.js";

const PARTS = ["train", "validation", "test"] as const;

/** Mean costs over seeds on each part of the trajectories, with those of each seed. */
export function meanRows(
  keys: StudyRow["keys"],
  found: readonly Learned[],
  published: Partial<Record<(typeof PARTS)[number], number>> = {},
): StudyRow[] {
  return PARTS.map((trajectories) => {
    const costs = found.map((learned) => learned[trajectories]);
    return {
      keys: { ...keys, trajectories },
      ...overSeeds(costs),
      published: published[trajectories] ?? null,
      note: `seeds ${costs.map((cost) => cost.toFixed(4)).join(" ")}`,
    };
  });
}
