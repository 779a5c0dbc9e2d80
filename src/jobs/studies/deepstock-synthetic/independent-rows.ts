import type { StudyRow } from "../study.js";
import { meanRows } from "./mean-rows.js";
import { published } from "./published-configurations.js";
import { type StudyRun, learnAll } from "./trainings.js";

/** Setting 1 with the configurations that its authors found. */
export async function independentRows(study: StudyRun): Promise<StudyRow[]> {
  const repeated = published.map((configuration) => ({
    name: `setting 1, ${configuration.method} ${configuration.head}`,
    setting: { setting: 1 } as const,
    configuration,
  }));
  const learned = await learnAll("Learning setting 1", repeated, study);
  return published.flatMap(({ method, head, reference: test, most }, index) =>
    meanRows({ setting: 1, policy: `${method} ${head}` }, learned[index], { test }).map((row) =>
      row.published === null ? row : { ...row, note: `at most ${most} is wanted; ${row.note}` },
    ),
  );
}
