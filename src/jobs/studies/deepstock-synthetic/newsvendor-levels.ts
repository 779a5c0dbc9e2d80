import { type Trajectories, normalSetting } from "../../../demand/deepstock-synthetic/settings.js";
import { dayCost } from "./order-program.js";

/** Shares of a unit short in the costs of a unit short and a unit over. */
const FRACTILE = 0.9;
/** Demand lies below the mean and so many deviations with that probability; digits of the reference. */
const DEVIATIONS = 1.282;

/** Mean cost per counted day on the test trajectories of setting 4, with a level for each product. */
export function newsvendorCosts(trained: number, orders: number): { known: number; empirical: number } {
  const setting = normalSetting(trained, orders);
  const { train, validation, spreads } = setting;
  const known = spreads.map((spread) => 100 + DEVIATIONS * spread);
  const seen = (product: number) => [train, validation].flatMap((part) => demands(part[product]));
  const empirical = spreads.map((_, product) => quantile(seen(product)));
  return { known: testCost(setting, known), empirical: testCost(setting, empirical) };
}

/** What is over or short at the end of a demand day stays so until the next order comes, a day later. */
function testCost({ test }: Trajectories, levels: readonly number[]): number {
  let sum = 0;
  test.forEach((demand, index) => {
    const level = levels[Math.floor((index * levels.length) / test.length)];
    const costs = demands(demand).map((units) => dayCost(level - units));
    sum += costs.reduce((total, cost) => total + cost, 0) / costs.length;
  });
  return sum / test.length;
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
