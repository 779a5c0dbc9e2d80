import type { VolumePrices } from "../simulation/priced-world.js";
import type { Learner, LearnerState, Schedule } from "./trainer.js";
import type { Validation } from "./validation.js";

/** One validation, as the training curve shows it. */
export interface TrainingEvent {
  readonly step: number;
  /** Mean cost per series and period over the steps since the event before. */
  readonly trainCost: number;
  readonly validationCost: number;
  readonly rate: number;
  readonly best: boolean;
}

/** Where training stands: enough to go on as if it had never stopped. */
export interface Progress {
  readonly step: number;
  readonly rate: number;
  /** Validations since the best one or since the rate fell. */
  readonly waiting: number;
  readonly bestCost: number;
  readonly bestStep: number;
  readonly best: Float32Array;
  readonly bestPrices?: VolumePrices;
  readonly learner: LearnerState;
}

export interface TrainOptions {
  readonly learner: Learner;
  readonly validation: Validation;
  readonly schedule: Schedule;
  readonly resume?: Progress;
  /** Called after every step; return true to stop. */
  readonly stop?: (step: number) => boolean;
  /** Called at every validation. A checkpoint can be written from `progress`. */
  readonly onEvent?: (event: TrainingEvent, progress: () => Progress) => Promise<void> | void;
  /** Lets the host breathe: progress bars, Ctrl-C. */
  readonly breathe?: () => Promise<void>;
}

/** Training broke down: its numbers grew beyond all bounds. */
export class Diverged extends Error {
  override readonly name = "Diverged";

  constructor(step: number) {
    super(
      `Training diverged at step ${step}: the validation cost is not a number. Try a lower learningRate.`,
    );
  }
}

export interface Trained {
  readonly parameters: Float32Array;
  /** Prices that the policy sees on what series share, where they do. */
  readonly prices?: VolumePrices;
  readonly validationCost: number;
  readonly step: number;
  /** The step whose parameters were kept. */
  readonly bestStep: number;
  /** Why it ended: the steps were used up, it no longer improved, or it was stopped. */
  readonly ended: "steps" | "converged" | "stopped";
}

/**
 * Trains until nothing improves: the learning rate falls whenever validation stands still, the best
 * parameters of all validations are kept; or, where the last are to be kept, through all steps. The same
 * options give the same bits, resumed or not.
 */
export async function train(options: TrainOptions): Promise<Trained> {
  const { learner, validation, schedule, resume } = options;
  if (resume) learner.restore(resume.learner);
  let { step, rate, waiting, bestCost, bestStep, best, bestPrices }: Omit<Progress, "learner"> = resume ?? {
    step: 0,
    rate: 1,
    waiting: 0,
    bestCost: Infinity,
    bestStep: 0,
    best: learner.parameters(),
    bestPrices: learner.prices?.(),
  };
  const finished = (ended: Trained["ended"]) => ({
    parameters: best,
    ...(bestPrices ? { prices: bestPrices } : {}),
    validationCost: bestCost,
    step,
    bestStep,
    ended,
  });
  const keepsAll = schedule.keep === "last";
  let [sum, count] = [0, 0];
  while (step < schedule.maxSteps) {
    if (rate < schedule.smallestRate) return finished("converged");
    step++;
    const fallen = rate * (1 - (1 - schedule.lastRate) * (step / schedule.maxSteps));
    sum += learner.step(step, fallen).trainCost;
    count++;
    if (options.stop?.(step)) return finished("stopped");
    await options.breathe?.();
    if (step % schedule.validateEvery !== 0 && step !== schedule.maxSteps) continue;

    const parameters = learner.parameters();
    const prices = learner.prices?.();
    const validationCost = validation.cost(parameters, prices);
    if (Number.isNaN(validationCost)) throw new Diverged(step);
    const counts = step >= (schedule.keepFrom ?? 0) || step === schedule.maxSteps;
    const kept = keepsAll || (counts && validationCost < bestCost);
    const event = { step, trainCost: sum / count, validationCost, rate: fallen, best: kept };
    [sum, count] = [0, 0];
    if (kept) {
      [bestCost, bestStep, best, bestPrices, waiting] = [validationCost, step, parameters, prices, 0];
    } else if (counts && ++waiting >= schedule.patience) {
      rate *= schedule.rateFactor;
      waiting = 0;
    }
    const progress = () => {
      const standing = { step, rate, waiting, bestCost, bestStep, best, learner: learner.state() };
      return bestPrices ? { ...standing, bestPrices } : standing;
    };
    await options.onEvent?.(event, progress);
  }
  return finished("steps");
}
