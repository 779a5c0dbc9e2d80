import type { Rows, Value, Values } from "../engine/index.js";
import type { LeadTime } from "./mechanics/lead-time.js";
import type { Objective } from "./objectives/objective.js";

/** A number that is the same for every series, or one number per series in the order of the panel. */
export type PerSeries = number | Float64Array;

/** A number for each series and period, `[series × periods]`; after the last period that of the last one. */
export interface PerPeriod {
  readonly periods: number;
  readonly values: Float32Array;
}

/** Money per unit: the same for all, or of each series, or of each series and period. */
export type Money = PerSeries | PerPeriod;

/** What may be seen of the stock when ordering: after today's receipt, before today's demand. */
export interface Stock {
  /** Units on hand, minus units backlogged; one row. */
  readonly onHand: Value;
  /** Units due in 1, 2, … periods, a row each; absent where nothing can be outstanding. */
  readonly onOrder: Value | undefined;
  /** Units on hand that can be sold in this period only, in one more, …; absent where all keep. */
  readonly byAge: Value | undefined;
  /** On hand plus on order, one row. */
  readonly position: Value;
}

/** Something that is decided in a period: most problems have one, an order. */
export interface Decision {
  readonly name: string;
  /** "up" raises the position to a target, "down" lowers it to one. */
  readonly direction: "up" | "down";
  /** Periods that it must cover, as a multiple of the lead time and review period of the problem's orders. */
  readonly coverShare: number;
  /** What a target is compared with, one row; `before` are the decisions already taken in this period. */
  position(stock: Stock, before: Values): Value;
  /** The most that can be decided, one row; absent where nothing bounds it. */
  limit?(stock: Stock, before: Values): Value;
}

/** The one decision of problems that only order: what the inventory position lacks. */
export const ORDER: Decision = {
  name: "order",
  direction: "up",
  coverShare: 1,
  position: (stock) => stock.position,
};

/** The physical flows of one period in units, one row each. Whatever is measured is computed from them. */
export interface Ledger {
  readonly received: Value;
  readonly demanded: Value;
  /** Units that left stock for customers, those that clear an earlier backlog included. */
  readonly sold: Value;
  readonly lost: Value;
  /** Units that customers wait for at the end of the period. */
  readonly backlogged: Value;
  readonly ordered: Value;
  /** Units ordered in this period that will never arrive. */
  readonly neverArriving: Value;
  /** Units thrown away because their life had ended. */
  readonly expired: Value;
  /** Units taken away on purpose. */
  readonly removed: Value;
  /** Units on hand at the end of the period. */
  readonly onHand: Value;
}

/** What a problem is told about one period; one row each. */
export interface Moment {
  readonly demand: Value;
  /** Lead time in periods of an order placed in this period; negative where it will never arrive. */
  readonly leadTime: Value;
}

/**
 * What happens in a period and what it costs. In every period, what is due is received, the policy observes
 * and orders, demand comes, costs are charged, and the pipeline moves. With lead time L an order of period
 * t can serve the demand of period t + L.
 */
export interface Problem {
  readonly name: string;
  readonly summary: string;
  /** "pathwise": costs are piecewise differentiable in the orders, so gradients flow through time. */
  readonly gradient: "pathwise" | "none";
  /** Lead times of its orders. */
  readonly leadTime: LeadTime;
  /** Orders are placed every so many periods, at period numbers divisible by it. */
  readonly reviewPeriod: number;
  /** Where orders wait for weekdays instead: the days of each series, a bit for each, 1 for Monday. */
  readonly orderDays?: PerSeries;
  readonly allowsBacklog: boolean;
  /** Whether orders are whole units, as order files are; a textbook's may be any number. */
  readonly wholeUnits: boolean;
  /** Whether units cost the same whatever comes with them, so that perfect foresight orders just in time. */
  readonly justInTime: boolean;
  /** What is decided in a period, in this order. */
  readonly decisions: readonly Decision[];
  /** Money per unit and the like, known to the policy. */
  readonly economics: Economics<Money>;
  /** What suppliers ask of orders, by the name of the decision; simulation keeps to it. */
  readonly orderTerms?: Readonly<Record<string, OrderTerms>>;
  /** What the series of a location share; simulation keeps to it. */
  readonly sharedLimits?: SharedLimits;
  /** What is made small over a horizon; default: the cost, per series and period. */
  readonly objective?: Objective;
  readonly state: Rows;
  /** Rows of `Stock.byAge`. */
  readonly ageRows: number;
  /** Whether the oldest units are sold first, where stock is told apart by age. */
  readonly oldestFirst?: boolean;
  /** The row of the state that holds stock which was on hand at the start. */
  readonly stockAt: { readonly name: string; readonly row: number };
  observe(state: Values): Stock;
  /** One period. `decided` holds units by decision; `cost` is money of the period, one row. */
  step(
    state: Values,
    decided: Values,
    moment: Moment,
    economics: Economics<Value>,
  ): { readonly state: Values; readonly cost: Value; readonly ledger: Ledger };
}

/** What a supplier asks of each order; in units. What is absent binds nothing. */
export interface OrderTerms {
  /** Orders come in multiples of it. */
  readonly packSize?: PerSeries;
  /** An order is nothing, or at least this. */
  readonly minimumOrder?: PerSeries;
  readonly maximumOrder?: PerSeries;
}
export type OrderTermName = keyof OrderTerms;

/** What the series of a location share, in units of volume. What is absent binds nothing. */
export interface SharedLimits {
  /** Volume of a unit of each series. */
  readonly volume: PerSeries;
  /** Most volume on hand and on order at a location, so that all that is ordered finds room. */
  readonly storage?: PerSeries;
  /** Most volume that a location orders in a period. */
  readonly transport?: PerSeries;
}
export type SharedResource = "storage" | "transport";

/** All numbers that a period knows of a series: economics, and the terms of orders. */
export function seriesNumbers({ economics, orderTerms = {} }: Problem): Economics<Money> {
  const terms = Object.entries(orderTerms).flatMap(([decision, units]) =>
    Object.entries(units).map(([name, value]) => [termNumber(decision, name), value] as const),
  );
  return { ...economics, ...Object.fromEntries(terms) };
}

/** The name of a term among the numbers of a series. */
export function termNumber(decision: string, term: string): string {
  return `${decision} ${term}`;
}

/** Money that every problem knows: per unit and period held, per unit short, bought, sold. */
export const ECONOMICS = ["holdingCost", "shortageCost", "unitCost", "price"] as const;
export type EconomicsName = (typeof ECONOMICS)[number];

/** What every problem has, and what some have besides. */
export type Economics<T> = Readonly<Record<EconomicsName, T>> & Readonly<Record<string, T>>;

/** Names of the economics that a problem has beyond those of all. */
export function furtherEconomics({ economics }: Problem): string[] {
  return Object.keys(economics).filter((name) => !ECONOMICS.some((common) => common === name));
}

export function isPerPeriod(quantity: Money): quantity is PerPeriod {
  return typeof quantity === "object" && "periods" in quantity;
}

/** The number of one series; its mean over time where it changes. */
export function ofSeries(quantity: Money, series: number): number {
  if (typeof quantity === "number") return quantity;
  if (!isPerPeriod(quantity)) return quantity[series];
  const { periods, values } = quantity;
  let sum = 0;
  for (let t = 0; t < periods; t++) sum += values[series * periods + t];
  return sum / periods;
}

export function largest(quantity: PerSeries): number {
  return typeof quantity === "number" ? quantity : quantity.reduce((a, b) => Math.max(a, b), 0);
}
