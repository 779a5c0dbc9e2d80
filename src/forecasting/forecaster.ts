/** What is expected of the next periods, from the demand of a single series. */
export interface Forecaster {
  readonly name: string;
  readonly summary: string;
  /** Expected units of the next `ahead` periods, >= 0. `history`: two periods or more, oldest first. */
  forecast(history: readonly number[], ahead: number): readonly number[];
}

/** The same number for every period. */
export function level(value: number, ahead: number): readonly number[] {
  return Array.from({ length: ahead }, () => value);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
