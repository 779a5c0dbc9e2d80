import type { RandomStream } from "../base/random.js";
import type { Embedding } from "../demand/features/index.js";
import type { Parameter, Value } from "../engine/index.js";
import type { Decision, Economics, Stock } from "../problems/problem.js";

/**
 * What a policy may see when it orders. Future demand is not part of it: it can be reached only from
 * `simulation/` and `policies/hindsight/`.
 */
export interface Observation extends Stock {
  /** The usual demand of the series in units per period, > 0: divide by it to be free of scale. */
  readonly scale: Value;
  /** Demand features in units per period, a row for each of kind "units"; absent where there are none. */
  readonly demandFeatures: Value | undefined;
  /** Features that are free of scale, a row each. */
  readonly plainFeatures: Value | undefined;
  /** A row of each embedding's table, by its number; absent where nothing is embedded. */
  readonly categories: Value | undefined;
  /** Units sold in each of the last periods, the oldest first; absent where no policy asks for them. */
  readonly history: Value | undefined;
  /** Periods that an order must cover: expected lead time plus review period. */
  readonly coverPeriods: Value;
  readonly economics: Economics<Value>;
  /** What is being decided. A policy is asked once for each decision of a period, in their order. */
  readonly decision: DecisionSeen;
  /** Numbers of the policy itself, one row each, as it declared them in `perSeries` or `perDecision`. */
  readonly own: Readonly<Record<string, Value>>;
}

/** One of the decisions of a period, as a policy sees it. */
export interface DecisionSeen extends Pick<Decision, "name" | "direction"> {
  /** Which of the period's decisions it is, from 0. */
  readonly index: number;
  /** What a target is compared with, one row. */
  readonly position: Value;
  /** Periods that it must cover, one row. */
  readonly coverPeriods: Value;
}

/** What decides the size of a policy before it sees any data. */
export interface PolicySetting {
  /** Rows of `Stock.onOrder`. */
  readonly onOrderRows: number;
  /** Rows of `Stock.byAge`. */
  readonly ageRows: number;
  /** Names of the rows of `Observation.demandFeatures` and `plainFeatures`. */
  readonly demandFeatures: readonly string[];
  readonly plainFeatures: readonly string[];
  /** What the rows of `Observation.categories` are categories of; absent where nothing is embedded. */
  readonly embeddings?: readonly Embedding[];
  /** Rows of `Observation.history`. */
  readonly historyRows: number;
  /** Longest lead time plus review period, in periods. */
  readonly coverPeriodsMax: number;
  /** Directions of the decisions of a period, in their order. */
  readonly decisions: readonly Decision["direction"][];
  /** Names of economics beyond those of every problem. */
  readonly furtherEconomics: readonly string[];
}

/** An order in units, and the level that it fills the position up to where the policy has one. */
export interface Order {
  readonly quantity: Value;
  readonly target?: Value;
  /** Where the quantity was cut off at nothing: what it would be otherwise. */
  readonly uncut?: Value;
}

/** How much to order: a base-stock level, a heuristic and a network are the same kind of thing. */
export interface Policy {
  readonly name: string;
  readonly summary: string;
  /** Periods of `Observation.history` that it reads; default: none. */
  readonly history?: number;
  bind(setting: PolicySetting): BoundPolicy;
}

/** A policy whose parameters have a size. */
export interface BoundPolicy {
  /** Whether its orders fill the position up to a target. */
  readonly hasTarget: boolean;
  readonly parameters: readonly Parameter[];
  /** Parameters to start training from, or the ones to use where nothing is trained. */
  initial(stream: RandomStream): Float32Array;
  /** Where it is the average of policies that learn apart: those, in the order of its parameters. */
  readonly members?: readonly BoundPolicy[];
  /** Numbers of its own for each series, like a fitted level. */
  readonly perSeries?: Readonly<Record<string, Float64Array>>;
  /**
   * Numbers of its own for each decision of a series, like a forecast: for the decision at the start of each
   * period of the panel, and of the one after its last. Each is made from sales before its decision only.
   */
  readonly perDecision?: Readonly<Record<string, (series: number) => Float32Array>>;
  order(seen: Observation): Order;
  /** While it learns: orders that its own are held to. */
  readonly guide?: Guide;
}

/** Orders to stay close to: by how much each usual demand of difference counts, and the orders. */
export interface Guide {
  readonly weight: number;
  order(seen: Observation): Order;
}
