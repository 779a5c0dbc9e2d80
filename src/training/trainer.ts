import type { RandomStream } from "../base/random.js";
import type { Executor } from "../engine/index.js";
import type { Penalty } from "../penalties/index.js";
import type { BoundPolicy, PolicySetting } from "../policies/policy.js";
import type { VolumePrices } from "../simulation/priced-world.js";
import type { World } from "../simulation/world.js";

/** Periods `from` up to, not including, `to`. */
export interface PeriodRange {
  readonly from: number;
  readonly to: number;
}

/** What there is to learn from. */
export interface TrainingTask {
  readonly world: World;
  readonly setting: PolicySetting;
  readonly policy: BoundPolicy;
  /** Periods whose costs may be learned from. */
  readonly range: PeriodRange;
  readonly executor: Executor;
  /** Everything random in training comes from children of it. */
  readonly stream: RandomStream;
}

/** Improves the parameters of a policy. */
export interface Trainer {
  readonly name: string;
  readonly summary: string;
  /** What it asks of the problem. */
  readonly requires: { readonly gradient: "pathwise" | "none" };
  /** Whether it learns prices of what series share; others train as if every series were alone. */
  readonly learnsPrices?: boolean;
  /** What it teaches beside the cost; each must apply to the problem. */
  readonly penalties?: readonly Penalty[];
  /** Whether it holds orders to classical ones, which are known for some problems only. */
  readonly holdsToClassical?: boolean;
  /** How long and how it wants to be run. */
  readonly schedule: Schedule;
  begin(task: TrainingTask): Learner;
}

/** A training under way. All that it keeps between steps is in `state`, so that it can stop and resume. */
export interface Learner {
  /** Step `number` (from 1); `rate` multiplies the learning rate. */
  step(number: number, rate: number): StepResult;
  /** The parameters to judge and to keep. */
  parameters(): Float32Array;
  /** Prices to judge and to keep with the parameters, where series share. */
  prices?(): VolumePrices | undefined;
  state(): LearnerState;
  restore(state: LearnerState): void;
  dispose(): void;
}

export interface StepResult {
  /** Mean cost per series and period. */
  readonly trainCost: number;
  /** How wrong critics were about what is still to pay, at each of their gradient steps in it. */
  readonly criticLosses?: Float64Array;
}

export type LearnerState = Readonly<Record<string, Float32Array>>;

export interface Schedule {
  readonly maxSteps: number;
  /** Steps between two validations. */
  readonly validateEvery: number;
  /** Validations without improvement after which the learning rate falls by `rateFactor`. */
  readonly patience: number;
  readonly rateFactor: number;
  /** Share of itself that the learning rate falls to besides, in a straight line until the last step. */
  readonly lastRate: number;
  /** Training ends when a further fall would bring the rate below this share of the first. */
  readonly smallestRate: number;
  readonly keep: Keep;
  /** The first step whose parameters count as the best, before which nothing stands still; default: any. */
  readonly keepFrom?: number;
}

/**
 * Which parameters are kept. best: those of the lowest validation cost. last: those of the last step, which
 * learns from the validation periods, too, at a rate that falls by `lastRate` alone; for when settings and
 * steps are decided, and the newest demand is worth more than a judge. refit: both, one after the other:
 * validation tells how many steps are best, and so many are then learned anew from all periods.
 */
export const KEEPS = ["best", "last", "refit"] as const;

export type Keep = (typeof KEEPS)[number];
