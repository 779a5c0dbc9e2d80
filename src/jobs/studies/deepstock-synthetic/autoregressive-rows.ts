import { autoregressiveSetting } from "../../../demand/deepstock-synthetic/settings.js";
import { lag } from "../../../demand/features/lag.js";
import { baseHead } from "../../../policies/neural/heads/index.js";
import { neuralPolicy } from "../../../policies/neural/neural-policy.js";
import type { StudyRow } from "../study.js";
import { bySimulation } from "./by-simulation.js";
import { meanRows } from "./mean-rows.js";
import { type StudyRun, type Training, learnAll } from "./trainings.js";
import { tunedMethods } from "./tuned-methods.js";

/** Mean costs of the authors' program over two seeds, where they are known. */
interface AutoregressiveReference {
  readonly trained: 10 | 5;
  readonly base: Costs;
  readonly none: Costs;
  /** Trained on the test trajectories. */
  readonly benchmark: number;
}

interface Costs {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

const references: readonly (AutoregressiveReference & { readonly setting: 2 | 3 })[] = [
  {
    setting: 2,
    trained: 10,
    base: { train: 2.4245, validation: 2.358, test: 2.5085 },
    none: { train: 2.478, validation: 2.4295, test: 2.563 },
    benchmark: 2.3245,
  },
  {
    setting: 3,
    trained: 5,
    base: { train: 2.848, validation: 2.432, test: 2.6025 },
    none: { train: 3.0495, validation: 2.348, test: 2.6545 },
    benchmark: 2.2205,
  },
];

/** What the benchmark is trained with: the configuration of setting 1, and more trajectories in a step. */
const BENCHMARK = { learningRate: 0.031077, rateFactor: 0.9362, lanes: 20 };

/**
 * Settings 2 and 3: demand of a day follows that of the day before, which policies see; the configurations
 * are those of setting 1. Nobody knows the optimum: beside them stands what the training trajectories cannot
 * teach, a policy trained on the test trajectories themselves.
 */
export async function autoregressiveRows(study: StudyRun): Promise<StudyRow[]> {
  const rows: StudyRow[] = [];
  for (const reference of references) {
    const { setting, trained, benchmark } = reference;
    const trajectories = autoregressiveSetting(trained);
    const feature = lag(1);
    const known = { train: trajectories.test, validation: trajectories.test, test: trajectories.test };
    const trainings: Training[] = [
      {
        name: `setting ${setting}, benchmark`,
        setting: { trajectories: known, feature },
        policy: neuralPolicy({ hidden: [64, 64], head: baseHead() }),
        trainer: bySimulation(known, BENCHMARK),
      },
      ...tunedMethods.map(({ name, head, policy, trainer }) => ({
        name: `setting ${setting}, ${name} ${head}`,
        setting: { trajectories, feature },
        policy,
        trainer,
      })),
    ];
    const [best, ...learned] = await learnAll(`Learning setting ${setting}`, trainings, study);
    const policy = "DS base trained on the test";
    rows.push(...meanRows({ setting, policy }, best, { test: benchmark }).slice(-1));
    for (const [index, { name, head }] of tunedMethods.entries()) {
      const published = name === "DS" ? reference[head] : {};
      rows.push(...meanRows({ setting, policy: `${name} ${head}` }, learned[index], published));
    }
  }
  return rows;
}

