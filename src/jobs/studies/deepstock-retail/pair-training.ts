import type { TaskHost } from "../../../cluster/task-workers.js";
import type { Config } from "../../../store/config-file.js";
import type { Outcome } from "../../../training/search/tune.js";
import { Diverged } from "../../../training/train.js";
import { breathing } from "../../breathe.js";
import { learn } from "../../learn.js";
import type { TaskKind } from "../../side-by-side.js";
import { type RetailerSize, setupOf } from "./retailer.js";

/** A policy to be learned for all pairs. It can be posted to a thread. */
export interface PairTraining {
  readonly size: RetailerSize;
  readonly config: Config;
}

/** An outcome with the policy that came of it. */
export interface LearnedPolicy extends Outcome {
  readonly parameters: string;
}

/** Trainings as tasks for threads. */
export const pairTrainings: TaskKind<PairTraining, LearnedPolicy> = {
  module: import.meta.url,
  compute: learnPairs,
};

export async function learnPairs(
  { size, config }: PairTraining,
  { threads, isStopped }: Pick<TaskHost, "threads" | "isStopped">,
): Promise<LearnedPolicy> {
  const made = setupOf(config, size, threads);
  const curve: number[] = [];
  try {
    const { validationCost, parameters } = await learn(made, made.trainer, {
      breathe: breathing(isStopped),
      onEvent(event) {
        curve.push(Math.min(event.validationCost, curve.at(-1) ?? Infinity));
      },
    });
    return { cost: validationCost, curve, givenUp: false, parameters: encoded(parameters) };
  } catch (error) {
    if (error instanceof Diverged) return { cost: null, curve, givenUp: false, parameters: "" };
    throw error;
  }
}

function encoded({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

export function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, "base64");
  return Float32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readFloatLE(4 * k));
}
