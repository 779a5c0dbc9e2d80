import type { BoundPolicy } from "../../policies/policy.js";
import type { FittedForecaster, ForecastTask } from "../forecasters/fitted-forecaster.js";
import type { TrainingTask } from "../trainer.js";

/** What a baseline is fitted to: the same history as the network, its validation periods included. */
export interface BaselineTask extends ForecastTask, Pick<TrainingTask, "setting"> {
  /** Forecasters that orders may be made from; default: those that know the past of one series. */
  readonly forecasters?: readonly FittedForecaster[];
}

export interface FittedBaseline {
  readonly policy: BoundPolicy;
  readonly parameters: Float32Array;
}

/** A classical policy with the way to fit it: what a learned policy must beat. */
export interface Baseline {
  readonly name: string;
  readonly summary: string;
  /** Whether it makes sense here at all; by default it does. */
  readonly applies?: (task: BaselineTask) => boolean;
  fit(task: BaselineTask): Promise<FittedBaseline>;
}
