import type { CoverForecast } from "../../forecasting/index.js";
import type { TrainingTask, PeriodRange } from "../trainer.js";

/** What a forecaster learns from: the same history as a policy, its validation periods included. */
export interface ForecastTask extends Omit<TrainingTask, "policy" | "setting"> {
  readonly validation: PeriodRange;
  /** Lets the host breathe now and then; what it throws ends the fit. */
  readonly breathe?: () => Promise<void>;
}

/** A forecaster with what it takes to make it ready. */
export interface FittedForecaster {
  readonly name: string;
  readonly summary: string;
  fit(task: ForecastTask): Promise<CoverForecast>;
}
