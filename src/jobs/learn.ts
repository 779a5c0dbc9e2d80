import { begin } from "../training/apart.js";
import { type TrainOptions, type Trained, train } from "../training/train.js";
import type { Trainer } from "../training/trainer.js";
import { validation } from "../training/validation.js";
import type { Assembly } from "./assembly.js";

export type LearnHooks = Pick<TrainOptions, "resume" | "stop" | "onEvent" | "breathe">;

/** Trains on the training periods and chooses on the validation periods, or trains on both. */
export async function learn(made: Assembly, trainer: Trainer, hooks: LearnHooks = {}): Promise<Trained> {
  const { world, setting, bound: policy, ranges, executor, stream } = made;
  const common = { world, setting, policy, executor };
  const judge = validation({ ...common, range: ranges.validation });
  const { from, to } = ranges.train;
  const range = { from, to: trainer.schedule.keep === "last" ? ranges.validation.to : to };
  const learner = begin(trainer, { ...common, range, stream: stream.child("training") });
  try {
    return await train({ learner, validation: judge, schedule: trainer.schedule, ...hooks });
  } finally {
    learner.dispose();
    judge.dispose();
  }
}
