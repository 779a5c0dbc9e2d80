import { levelForecaster, type RecursiveForecaster } from "./forecaster.js";

/**
 * Expects nothing, so that what is added to its forecast is past demand itself: the empirical distribution of
 * demand over as many periods (the sample average approximation of Levi, Roundy and Shmoys 2007,
 * Mathematics of Operations Research 32(4)).
 */
export function empirical(): RecursiveForecaster {
  return levelForecaster({
    name: "empirical",
    summary: "The quantiles of past demand over as many periods.",
    begin: () => ({ see: () => undefined, level: () => 0 }),
  });
}
