/**
 * The smallest value that at least the share `probability` of the values does not exceed: definition 1 of
 * Hyndman and Fan (1996), The American Statistician 50(4). `values` ascend.
 */
export function quantile(values: readonly number[], probability: number): number {
  // A share like 0.9 of 10 values is a little more than 9 in floating point.
  const rank = Math.ceil(probability * values.length - 1e-9);
  return values[Math.min(Math.max(rank - 1, 0), values.length - 1)];
}

/** Koenker and Bassett (1978): what a quantile costs; in expectation smallest at the true one. */
export function pinballLoss(forecast: number, units: number, probability: number): number {
  return units >= forecast ? probability * (units - forecast) : (1 - probability) * (forecast - units);
}
