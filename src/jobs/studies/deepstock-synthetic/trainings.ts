import { setImmediate } from "node:timers/promises";
import { Cancelled } from "../../../base/errors.js";
import type { Policy } from "../../../policies/policy.js";
import type { Trainer } from "../../../training/index.js";
import type { JobContext } from "../../context.js";
import { createExecutor } from "../../executor.js";
import type { Parts } from "../parts.js";
import { type Learned, type LearnedSetting, learnPolicy } from "./learned-policies.js";
import { SEEDS } from "./seeds.js";

/** A policy that is to be learned in a setting. */
export interface Training {
  /** Tells it from all others of the study; its seed comes beside it. */
  readonly name: string;
  readonly setting: LearnedSetting;
  readonly policy: Policy;
  readonly trainer: Trainer;
}

export interface StudyRun {
  readonly part: Parts["part"];
  readonly context: JobContext;
}

/** What each came to with each seed, in the order of both. A part is one training with one seed. */
export async function learnAll(
  label: string,
  trainings: readonly Training[],
  { part, context }: StudyRun,
): Promise<Learned[][]> {
  const task = context.progress.start(label, trainings.length * SEEDS.length);
  const found: Learned[][] = [];
  for (const [index, training] of trainings.entries()) {
    const own: Learned[] = [];
    for (const [done, seed] of SEEDS.entries()) {
      const name = `${training.name}, seed ${seed}`;
      task.advance(index * SEEDS.length + done, name);
      own.push(await part(name, () => learnOnce(training, seed, context)));
    }
    found.push(own);
  }
  task.finish();
  return found;
}

/** @throws Cancelled soon after the signal asks for it. */
export function learnOnce(
  { setting, policy, trainer }: Omit<Training, "name">,
  seed: number,
  { threads, signal }: JobContext,
): Promise<Learned> {
  const breathe = async () => {
    await setImmediate();
    if (signal.aborted) throw new Cancelled("");
  };
  return learnPolicy(setting, { policy, trainer, seed, executor: createExecutor(threads), breathe });
}
