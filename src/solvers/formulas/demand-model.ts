/** A random demand as the formulas need it. Quantities are in units, over whatever time the caller means. */
export interface DemandModel {
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
  /** Whether demand comes in whole units only. */
  readonly wholeUnits: boolean;
  /** P(X ≤ x). */
  cumulative(x: number): number;
  /** The smallest x with P(X ≤ x) ≥ probability; 0 < probability < 1. */
  quantile(probability: number): number;
  /** Expected shortage at stock x: E[(X − x)⁺], the first-order loss function. */
  loss(x: number): number;
  /**
   * The second-order loss function: E[((X − x)⁺)²] / 2; where demand comes in whole units, x is whole and it
   * is E[(X − x)⁺ (X − x − 1)⁺] / 2 (Zipkin 2000, appendix C).
   */
  secondLoss(x: number): number;
}

/** Expected stock left over: E[(x − X)⁺] = x − E[X] + E[(X − x)⁺]. */
export function expectedLeftover(demand: DemandModel, x: number): number {
  return x - demand.mean + demand.loss(x);
}
