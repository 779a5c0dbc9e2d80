import type { TaskWorkers } from "../../../cluster/task-workers.js";
import type { JobContext } from "../../context.js";
import type { Parts } from "../parts.js";
import type { Configuration } from "./configuration.js";
import type { Learned } from "./learned-policies.js";
import { SEEDS } from "./seeds.js";
import type { Setting } from "./settings.js";
import type { Training } from "./training.js";

/** What a part of the study is run with. */
export interface StudyRun extends Parts {
  readonly context: JobContext;
  /** Trains side by side. */
  readonly learner: TaskWorkers<Training, Learned | null>;
}

/** A configuration that is to be learned in a setting with every seed. */
export interface Repeated {
  /** Tells it from all others of the study; the seed comes beside it. */
  readonly name: string;
  readonly setting: Setting;
  readonly configuration: Configuration;
}

/** What each came to with each seed, in the order of both. A part is one training with one seed. */
export async function learnAll(
  label: string,
  repeated: readonly Repeated[],
  { part, context, learner }: StudyRun,
): Promise<Learned[][]> {
  const task = context.progress.start(label, repeated.length * SEEDS.length);
  let done = 0;
  const learned = async ({ name, ...training }: Repeated, seed: number) => {
    const full = `${name}, seed ${seed}`;
    const found = await part(full, () => learner.run({ ...training, seed }, () => undefined));
    if (found === null) throw new Error(`${full} broke down: its costs are not numbers.`);
    task.advance(++done, `${full}: ${found.validation.toPrecision(4)}`);
    return found;
  };
  const found = await Promise.all(
    repeated.map((one) => Promise.all(SEEDS.map((seed) => learned(one, seed)))),
  );
  task.finish();
  return found;
}
