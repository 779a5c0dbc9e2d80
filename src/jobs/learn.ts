import { begin } from "../training/apart.js";
import { type Progress, type TrainOptions, type Trained, train } from "../training/train.js";
import type { Schedule, Trainer } from "../training/trainer.js";
import { validation } from "../training/validation.js";
import type { Assembly } from "./assembly.js";

/** What came of the first training of `keep: refit`, by which the second one goes. */
export type Chosen = Pick<Trained, "validationCost" | "step" | "bestStep" | "ended">;

/** Where learning stands; with `chosen`, in the second training of `keep: refit`. */
export interface LearnProgress extends Progress {
  readonly chosen?: Chosen;
}

export interface LearnHooks extends Pick<TrainOptions, "breathe"> {
  readonly resume?: LearnProgress;
  /** As in `TrainOptions`, of all trainings but the second one of `keep: refit`. */
  readonly stop?: TrainOptions["stop"];
  readonly onEvent?: TrainOptions["onEvent"];
  /** Called every `validateEvery` steps of that second training, and at the last of its `steps`. */
  readonly onRefit?: (step: number, steps: number, progress: () => LearnProgress) => Promise<void> | void;
}

/** Trains as `keep` says: on the training periods, on validation periods, too, or first so and then so. */
export async function learn(made: Assembly, trainer: Trainer, hooks: LearnHooks = {}): Promise<Trained> {
  if (trainer.schedule.keep !== "refit") return trainOnce(made, trainer, hooks);
  const { resume, breathe, onRefit } = hooks;
  const chosen: Chosen = resume?.chosen ?? (await trainOnce(made, choosing(trainer), hooks));
  const { validationCost, step, bestStep, ended } = chosen;
  const kept = { validationCost, step, bestStep, ended };
  const again = scheduled(trainer, { keep: "last", maxSteps: bestStep });
  const { parameters, prices } = await trainOnce(made, again, {
    breathe,
    resume: resume?.chosen && resume,
    onEvent: (event, progress) => onRefit?.(event.step, bestStep, () => ({ ...progress(), chosen: kept })),
  });
  return { ...kept, parameters, ...(prices ? { prices } : {}) };
}

/** The trainer whose validation tells how good its choices are: one that never learns from all periods. */
export function choosing(trainer: Trainer): Trainer {
  return trainer.schedule.keep === "refit" ? scheduled(trainer, { keep: "best" }) : trainer;
}

function scheduled(trainer: Trainer, changes: Partial<Schedule>): Trainer {
  return { ...trainer, schedule: { ...trainer.schedule, ...changes } };
}

async function trainOnce(made: Assembly, trainer: Trainer, hooks: LearnHooks): Promise<Trained> {
  const { world, setting, bound: policy, ranges, executor, stream } = made;
  const { resume, stop, onEvent, breathe } = hooks;
  const common = { world, setting, policy, executor };
  const judge = validation({ ...common, range: ranges.validation });
  const { from, to } = ranges.train;
  const range = { from, to: trainer.schedule.keep === "last" ? ranges.validation.to : to };
  const learner = begin(trainer, { ...common, range, stream: stream.child("training") });
  const { schedule } = trainer;
  try {
    return await train({ learner, validation: judge, schedule, resume, stop, onEvent, breathe });
  } finally {
    learner.dispose();
    judge.dispose();
  }
}
