import type { StudyRow } from "../study.js";
import type { Configuration } from "./configuration.js";
import { meanRows } from "./mean-rows.js";
import { published } from "./published-configurations.js";
import { type Repeated, type StudyRun, learnAll } from "./trainings.js";

/** Mean costs of the authors' program over two seeds, where they are known. */
interface AutoregressiveReference {
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
    base: { train: 2.4245, validation: 2.358, test: 2.5085 },
    none: { train: 2.478, validation: 2.4295, test: 2.563 },
    benchmark: 2.3245,
  },
  {
    setting: 3,
    base: { train: 2.848, validation: 2.432, test: 2.6025 },
    none: { train: 3.0495, validation: 2.348, test: 2.6545 },
    benchmark: 2.2205,
  },
];

/** What is trained on the test trajectories: the configuration of setting 1, and more of them in a step. */
const BENCHMARK: Configuration = {
  method: "DS",
  head: "base",
  tuning: { learningRate: 0.031077, rateFactor: 0.9362, lanes: 20, units: 64 },
};

/**
 * Settings 2 and 3: demand of a day follows that of the day before, which policies see; the configurations
 * are those of setting 1. Nobody knows the optimum: beside them stands what the training trajectories cannot
 * teach, a policy trained on the test trajectories themselves.
 */
export async function autoregressiveRows(study: StudyRun): Promise<StudyRow[]> {
  const rows: StudyRow[] = [];
  for (const reference of references) {
    const { setting, benchmark } = reference;
    const repeated: Repeated[] = [
      {
        name: `setting ${setting}, benchmark`,
        setting: { setting, learnsFrom: "test" },
        configuration: BENCHMARK,
      },
      ...published.map((configuration) => ({
        name: `setting ${setting}, ${configuration.method} ${configuration.head}`,
        setting: { setting },
        configuration,
      })),
    ];
    const [best, ...learned] = await learnAll(`Learning setting ${setting}`, repeated, study);
    const policy = "DS base trained on the test";
    rows.push(...meanRows({ setting, policy }, best, { test: benchmark }).slice(-1));
    for (const [index, { method, head }] of published.entries()) {
      const known = method === "DS" ? reference[head] : {};
      rows.push(...meanRows({ setting, policy: `${method} ${head}` }, learned[index], known));
    }
  }
  return rows;
}
