/** What is expected of the next periods, from the demand of a single series. */
export interface Forecaster {
  readonly name: string;
  readonly summary: string;
  /** Expected units of the next `ahead` periods, >= 0. `history`: two periods or more, oldest first. */
  forecast(history: readonly number[], ahead: number): readonly number[];
}

/** A forecaster that goes along with a series: what it has seen is condensed into a few numbers. */
export interface RecursiveForecaster extends Forecaster {
  follow(): Follower;
}

export interface Follower {
  /** Takes in the demand of the next period. */
  see(units: number): void;
  /** Expected units in all of the next `ahead` periods; nothing before the first was seen. */
  total(ahead: number): number;
}

/**
 * Units that the demand over the cover of each decision of a series stays within, with this probability; for
 * the decision at the start of each period and of the one after the last.
 */
export type CoverForecast = (series: number, probability: number) => Float32Array;

/** A forecaster that expects the same of every period to come. */
export function levelForecaster(
  parts: Pick<Forecaster, "name" | "summary"> & { begin(): { see(units: number): void; level(): number } },
): RecursiveForecaster {
  const { name, summary, begin } = parts;
  return {
    name,
    summary,
    follow() {
      const { see, level: expected } = begin();
      return { see, total: (ahead) => ahead * expected() };
    },
    forecast(history, ahead) {
      const follower = begin();
      history.forEach((units) => follower.see(units));
      return level(follower.level(), ahead);
    },
  };
}

/** The same number for every period. */
export function level(value: number, ahead: number): readonly number[] {
  return Array.from({ length: ahead }, () => value);
}
