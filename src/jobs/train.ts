import { type Config, readConfig } from "../store/config-file.js";
import {
  type RunFolder,
  beginRun,
  readCheckpoint,
  readMetrics,
  readRun,
  readRunPanel,
  refuseOccupied,
  runFolder,
  writeCheckpoint,
  writeMetrics,
  writePolicy,
} from "../store/run-folder.js";
import type { Trained as TrainedPolicy, TrainingEvent } from "../training/train.js";
import type { Keep } from "../training/trainer.js";
import { breathing } from "./breathe.js";
import { checkpointFile, progressOf } from "./checkpoint.js";
import type { JobContext } from "./context.js";
import { loadData } from "./data.js";
import { deadlineOf } from "./deadline.js";
import { createExecutor } from "./executor.js";
import { learn } from "./learn.js";
import { policyFile } from "./policy-file.js";
import { refuseOtherConfig } from "./same-config.js";
import { type Resolved, type Setup, setup } from "./setup.js";

export interface TrainJob {
  readonly config: string;
  /** An imported panel; without it the sales are read again. */
  readonly data?: string;
  /** Folder of the run. */
  readonly out: string;
  readonly resume?: boolean;
  readonly seed?: number;
}

export interface Trained {
  readonly run: string;
  readonly steps: number;
  /** The step whose policy was kept, or that tells how many steps were learned anew. */
  readonly bestStep: number;
  /** Validation cost per series and period of the policy that was kept; with refit, of the one before. */
  readonly validationCost: number;
  readonly keep: Keep;
}

/** Trains a policy, or goes on training it, and keeps what its trainer is to keep. */
export async function runTrain(job: TrainJob, context: JobContext): Promise<Trained> {
  const { run, made } = await openRun(job, context);
  const events = await readMetrics<TrainingEvent>(run);
  const trained = await trainInto(run, made, events, context, job);
  await writePolicy(run, policyFile(made, trained));
  return {
    run: job.out,
    steps: trained.step,
    bestStep: trained.bestStep,
    validationCost: trained.validationCost,
    keep: made.trainer.schedule.keep,
  };
}

async function openRun(job: TrainJob, context: JobContext): Promise<{ run: RunFolder; made: Setup }> {
  const executor = createExecutor(context.threads);
  const read = await readConfig(job.config);
  const config: Config = { ...read, seed: job.seed ?? read.seed };
  const started = runFolder(job.out);
  if (job.resume && started.hasCheckpoint) {
    const run = await readRun<Resolved>(job.out);
    const { panel } = await readRunPanel(run);
    const { config: began, resolved } = run.record;
    refuseOtherConfig(job.out, { began, now: config });
    return { run, made: setup({ config, panel, executor, resolved }) };
  }
  const replace = job.resume === true;
  await refuseOccupied(job.out, { replace });
  const data = await loadData(config, job.data, context);
  const made = setup({ config, panel: data.panel, executor });
  const resolved: Resolved = { ranges: made.ranges, sharedScale: made.sharedScale };
  const run = await beginRun(job.out, { config, resolved }, data, { replace });
  return { run, made };
}

async function trainInto(
  run: RunFolder,
  made: Setup,
  earlier: readonly TrainingEvent[],
  { progress, signal }: JobContext,
  job: TrainJob,
): Promise<TrainedPolicy> {
  const checkpoint = await readCheckpoint(run);
  const resume = checkpoint && progressOf(checkpoint);
  const stands = resume?.chosen ?? resume ?? { step: 0 };
  const events = earlier.filter(({ step }) => step <= stands.step);
  const deadline = deadlineOf(made.config);
  let [task, isRefit] = [progress.start("Training", made.trainer.schedule.maxSteps), false];
  const goOn = `Go on with: deepstock train ${job.config} --out ${job.out} --resume`;
  const trained = await learn(made, made.trainer, {
    resume,
    stop: () => events.length > 0 && Date.now() > deadline,
    breathe: breathing(() => signal.aborted, goOn),
    async onEvent(event, current) {
      events.push(event);
      task.advance(event.step, `validation cost ${event.validationCost.toPrecision(5)}`);
      await writeMetrics(run, events);
      await writeCheckpoint(run, checkpointFile(current()));
    },
    async onRefit(step, steps, current) {
      if (!isRefit) {
        task.finish(`best at step ${steps}`);
        [task, isRefit] = [progress.start("Learning anew with the validation periods", steps), true];
      }
      task.advance(step);
      await writeCheckpoint(run, checkpointFile(current()));
    },
  });
  task.finish(`validation cost ${trained.validationCost.toPrecision(5)} at step ${trained.bestStep}`);
  return trained;
}
