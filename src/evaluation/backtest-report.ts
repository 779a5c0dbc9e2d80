import type { MetricDescription } from "./metrics/metric.js";

/** A mean with its 95 % interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A metric with its value, null where it is undefined: all that a table needs to show it. */
export interface MetricValue extends MetricDescription {
  readonly value: number | null;
}

/** What a policy did over the scored periods; rates lie between 0 and 1, null means undefined. */
export interface PolicyResult {
  readonly name: string;
  /**
   * What the policy may know: "history" (sales until the order), "truth" (the distributions that demand is
   * drawn from), "future" (an oracle, a bound).
   */
  readonly knows: "history" | "truth" | "future";
  /** Cost per series and period, in money. */
  readonly cost: Interval;
  /** What was made small, where that is not the cost. */
  readonly objective?: MetricValue;
  /** Share of series-periods that end with nothing on hand (methods: on hand <= 0 after demand). */
  readonly stockoutRate: number | null;
  /** Units served from stock over units demanded; null without demand. */
  readonly fillRate: number | null;
  /** Mean end-of-period on hand over mean sales per period, expressed in days; null without sales. */
  readonly turnoverDays: number | null;
  /** Mean end-of-period units on hand per series. */
  readonly meanOnHand: number | null;
  /** The registered metrics that have no field of their own. */
  readonly further?: readonly MetricValue[];
}

/** Learned policy minus another on the same demand: negative means that the learned policy costs less. */
export interface PairedDifference {
  readonly policy: string;
  readonly against: string;
  /** Cost difference per series and period, paired bootstrap over series. */
  readonly cost: Interval;
  /** As a percentage of the other policy's cost; null where that is not safely above zero, or a bound's. */
  readonly percent: Interval | null;
  /** The interval excludes zero, and there are enough series to say so. */
  readonly significant: boolean;
}

/** One series over time, for a picture: one entry per period. */
export interface SeriesTrace {
  readonly label: string;
  readonly dates: readonly string[];
  readonly demand: readonly number[];
  readonly onHand: readonly number[];
  readonly orders: readonly number[];
  /** The order-up-to target where the policy has one. */
  readonly target?: readonly number[];
}

export interface TrainingPoint {
  readonly step: number;
  readonly trainCost: number;
  readonly validationCost: number;
  readonly learningRate: number;
}

/** How much more the learned policy costs over the validation periods when a thing it sees is exchanged. */
export interface FeatureImportance {
  /** What is seen, in words of a planner. */
  readonly thing: string;
  /** Cost, or what the objective says instead, per series and period. */
  readonly increase: Interval;
}

/** Everything `backtest --json` prints and `report.html` shows. */
export interface BacktestReport {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly series: number;
  readonly periods: number;
  /** Share of scored series-periods whose demand had to be estimated because the series was out of stock. */
  readonly estimatedDemandShare: number;
  readonly policies: readonly PolicyResult[];
  readonly differences: readonly PairedDifference[];
  readonly traces: readonly { readonly policy: string; readonly series: readonly SeriesTrace[] }[];
  readonly training: readonly TrainingPoint[];
  /** The most important first; none where the policy sees nothing but its stock. */
  readonly importance?: readonly FeatureImportance[];
  /** Plain sentences the reader must know: what is estimated, what was left out, what is not significant. */
  readonly notes: readonly string[];
}
