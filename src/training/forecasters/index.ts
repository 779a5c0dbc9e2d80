import type { Frequency } from "../../demand/panel.js";
import { quantileForecasters } from "../../forecasting/index.js";
import type { FittedForecaster } from "./fitted-forecaster.js";
import { followed } from "./followed.js";
import { mqRnn } from "./mq-rnn/mq-rnn.js";

export type { FittedForecaster, ForecastTask } from "./fitted-forecaster.js";

/** Forecasters that know the past of one series, and are ready at once. */
export function followedForecasters(frequency: Frequency): readonly FittedForecaster[] {
  return quantileForecasters(frequency).map(followed);
}

/** All that an order can be made from. */
export function fittedForecasters(frequency: Frequency): readonly FittedForecaster[] {
  return [...followedForecasters(frequency), mqRnn()];
}
