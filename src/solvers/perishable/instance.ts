import { type Distribution, pmfTable } from "../../demand/distributions.js";

export interface PerishableOptions {
  readonly demand: Distribution;
  /** Periods in which a unit can serve demand. */
  readonly lifetime: number;
  /** Periods; an order of period t can serve demand of period t + leadTime. */
  readonly leadTime: number;
  /** Whether the oldest units are sold first, or the freshest. */
  readonly issuing: "fifo" | "lifo";
  /** Per unit ordered, when it is ordered. */
  readonly unitCost: number;
  /** Per unit left at the end of a period that does not expire. */
  readonly holdingCost: number;
  /** Per unit of lost demand. */
  readonly shortageCost: number;
  /** Per unit that expires. */
  readonly wasteCost: number;
  /** The largest order. */
  readonly maxOrder: number;
  /** Per period, below 1. */
  readonly discount: number;
}

/**
 * Order of events in a period (De Moor, Gijsbrechts and Boute 2022): order; demand is served, oldest or
 * freshest units first, and the rest of it is lost; what is left of the oldest class expires; holding cost on
 * the rest; units age by a period; the order placed leadTime − 1 periods ago becomes the freshest class. With
 * lead time 0 the order joins stock at once as the freshest class, before demand.
 *
 * A state is a sequence of quantities by age, all at most maxOrder: units with 1, 2, …, lifetime periods
 * left, then orders outstanding, the one placed last at the end; lifetime + leadTime − 1 numbers. A period
 * takes demand from the stock classes, drops the first number and appends the order: states are numbers in
 * base maxOrder + 1, and a period is a shift of digits.
 */
export interface PerishableInstance extends Omit<PerishableOptions, "demand"> {
  /** Probability of demand 0, 1, 2, … in a period. */
  readonly demand: Float64Array;
  readonly meanDemand: number;
  /** Expected lost demand with 0, 1, 2, …, lifetime × maxOrder units on hand. */
  readonly lost: Float64Array;
  /** maxOrder + 1, the base of the digits. */
  readonly base: number;
  readonly digits: number;
  readonly states: number;
}

export function perishableInstance(options: PerishableOptions): PerishableInstance {
  const demand = pmfTable(options.demand);
  const meanDemand = demand.reduce((sum, probability, units) => sum + probability * units, 0);
  const lost = new Float64Array(options.lifetime * options.maxOrder + 1);
  for (let stock = 0; stock < lost.length; stock++)
    for (let units = stock + 1; units < demand.length; units++)
      lost[stock] += demand[units] * (units - stock);
  const digits = options.lifetime + options.leadTime - 1;
  const base = options.maxOrder + 1;
  return { ...options, demand, meanDemand, lost, base, digits, states: base ** digits };
}
