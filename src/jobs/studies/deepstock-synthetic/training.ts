import type { TaskHost } from "../../../cluster/task-workers.js";
import { Diverged } from "../../../training/train.js";
import { breathing } from "../../breathe.js";
import { createExecutor } from "../../executor.js";
import type { TaskKind } from "../../side-by-side.js";
import { type Configuration, learnerOf } from "./configuration.js";
import { type Learned, learnPolicy } from "./learned-policies.js";
import { type Setting, settingOf } from "./settings.js";

/** A configuration that is learned in a setting with a seed. It can be posted to a thread. */
export interface Training {
  readonly setting: Setting;
  readonly configuration: Configuration;
  readonly seed: number;
}

/** Trainings as tasks for threads. */
export const trainings: TaskKind<Training, Learned | null> = {
  module: import.meta.url,
  compute: learnOnce,
};

/**
 * What came of it; null where training broke down.
 * @throws Cancelled soon after the host asks for it.
 */
export async function learnOnce(
  { setting, configuration, seed }: Training,
  { threads, isStopped }: Pick<TaskHost, "threads" | "isStopped">,
): Promise<Learned | null> {
  const made = settingOf(setting);
  const learner = learnerOf(configuration, made);
  const breathe = breathing(isStopped);
  try {
    return await learnPolicy(made, { ...learner, seed, executor: createExecutor(threads), breathe });
  } catch (error) {
    if (error instanceof Diverged) return null;
    throw error;
  }
}
