import type { TaskHost } from "../cluster/task-workers.js";
import type { Panel } from "../demand/panel.js";
import type { Config } from "../store/config-file.js";
import { type Outcome, type Trial, keepsUp } from "../training/search/tune.js";
import { Diverged } from "../training/train.js";
import { breathing } from "./breathe.js";
import { deadlineOf } from "./deadline.js";
import { createExecutor } from "./executor.js";
import { choosing, learn } from "./learn.js";
import { setup } from "./setup.js";
import type { TaskKind } from "./side-by-side.js";
import { withChoice } from "./tune-options.js";

/** All that a trial needs. It can be posted to another thread. */
export interface TrialTask {
  readonly config: Config;
  readonly trial: Trial;
  readonly panel: Panel;
}

/** Trials as tasks for threads. */
export const trials: TaskKind<TrialTask, Outcome> = {
  module: import.meta.url,
  compute: trainTrial,
};

/** Trains a configuration, as far as it keeps up. */
export async function trainTrial({ config, trial, panel }: TrialTask, host: TaskHost): Promise<Outcome> {
  const chosen = { ...withChoice(config, trial.choice), seed: trial.seed };
  const made = setup({ config: chosen, panel, executor: createExecutor(host.threads) });
  const deadline = deadlineOf(chosen);
  const curve: number[] = [];
  let isBehind = false;
  try {
    const { validationCost, ended } = await learn(made, choosing(made.trainer), {
      stop: () => isBehind || (curve.length > 0 && Date.now() > deadline),
      breathe: breathing(host.isStopped),
      onEvent(event) {
        curve.push(Math.min(event.validationCost, curve.at(-1) ?? Infinity));
        isBehind = !keepsUp(curve, trial);
        host.tell(`${trial.name}, step ${event.step}: ${curve.at(-1)?.toPrecision(5) ?? ""}`);
      },
    });
    return { cost: validationCost, curve, givenUp: isBehind && ended === "stopped" };
  } catch (error) {
    if (error instanceof Diverged) return { cost: null, curve, givenUp: false };
    throw error;
  }
}
