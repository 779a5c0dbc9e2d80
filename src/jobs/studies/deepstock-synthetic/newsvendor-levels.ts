import { mean } from "../../../base/sums.js";
import { type Trajectories, normalSetting } from "../../../demand/deepstock-synthetic/settings.js";
import { dayCost } from "./order-program.js";

/** Shares of a unit short in the costs of a unit short and a unit over. */
const FRACTILE = 0.9;
/** Demand lies below the mean and so many deviations with that probability; digits of the reference. */
const DEVIATIONS = 1.282;

/** Mean cost per counted day of setting 4, with a level for each product. */
export interface NewsvendorCosts {
  /** Where the spread of demand is known. */
  readonly known: Readonly<Record<keyof Trajectories, number>>;
  /** On the test trajectories, with the fractile of what the others show. */
  readonly empirical: number;
}

export function newsvendorCosts(trained: number, orders: number): NewsvendorCosts {
  const { train, validation, test, spreads } = normalSetting(trained, orders);
  const known = spreads.map((spread) => 100 + DEVIATIONS * spread);
  const seen = (product: number) => [train, validation].flatMap((part) => demands(part[product]));
  const empirical = spreads.map((_, product) => quantile(seen(product)));
  return {
    known: {
      train: meanCost(train, known),
      validation: meanCost(validation, known),
      test: meanCost(test, known),
    },
    empirical: meanCost(test, empirical),
  };
}

/** What is over or short at the end of a demand day stays so until the next order comes, a day later. */
function meanCost(trajectories: readonly Float64Array[], levels: readonly number[]): number {
  let sum = 0;
  trajectories.forEach((demand, index) => {
    const level = levels[Math.floor((index * levels.length) / trajectories.length)];
    const costs = demands(demand).map((units) => dayCost(level - units));
    sum += mean(costs);
  });
  return sum / trajectories.length;
}

function demands(trajectory: Float64Array): number[] {
  return [...trajectory].filter((_, day) => day >= 3 && day % 2 === 1);
}

/** Between two observations the quantile lies in proportion. */
function quantile(observed: readonly number[]): number {
  const sorted = observed.toSorted((a, b) => a - b);
  const place = FRACTILE * (sorted.length - 1);
  const below = Math.floor(place);
  const above = sorted[Math.min(below + 1, sorted.length - 1)];
  return sorted[below] + (place - below) * (above - sorted[below]);
}
