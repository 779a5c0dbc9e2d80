import { mersenneTwister } from "./mersenne-twister.js";
import { permutedCongruential } from "./permuted-congruential.js";
import { ziggurat } from "./ziggurat.js";

/** Days of a trajectory. On the first two nothing can be ordered. */
export const DAYS = 31;

/** Trajectories of demand, a day each, in three parts that share none. */
export interface Trajectories {
  readonly train: readonly Float64Array[];
  readonly validation: readonly Float64Array[];
  readonly test: readonly Float64Array[];
}

/** Demand of a day in setting 1 is one of the five whole numbers from here on, each as likely. */
export function independentLows(): number[] {
  const { normal } = mersenneTwister(42);
  return Array.from({ length: DAYS }, () => Math.trunc(Math.min(Math.max(normal(10, 4), 0), 100)));
}

/** Setting 1 of DeepStock (Xie et al. 2026): demand is independent, and uniform by the day. */
export function independentSetting(): Trajectories {
  const lows = independentLows();
  const { whole } = permutedCongruential(42);
  return parted(120, 10, () => Float64Array.from(lows, (low) => whole(low, 5)));
}

/** Settings 2 (10 trajectories to train on) and 3 (5): demand of a day follows that of the day before. */
export function autoregressiveSetting(trained: 10 | 5): Trajectories {
  const { uniform, normal } = mersenneTwister(42);
  const before = 8;
  return parted(100 + 2 * trained, trained, () => {
    const [memory, level, spread] = [uniform(0.3, 0.9), uniform(5, 10), uniform(2, 8)];
    const demand = new Float64Array(before + DAYS);
    demand[0] = Math.max(0, normal(level, spread));
    for (let day = 1; day < demand.length; day++)
      demand[day] = Math.max(0, memory * demand[day - 1] + (1 - memory) * level + normal(0, spread));
    return demand.slice(before);
  });
}

/**
 * Setting 4: demand comes every second day from day 3 on, normal around 100 with a spread of each product.
 * @param orders of a trajectory, each for one demand
 */
export function normalSetting(trained: number, orders: number): Trajectories & { spreads: number[] } {
  const { uniform } = mersenneTwister(42);
  const standard = ziggurat(permutedCongruential(42).bits);
  const spreads = Array.from({ length: trained }, () => uniform(5, 20));
  let made = 0;
  const spreadOf = (index: number) => spreads[testedSpread(index, trained)];
  const parts = parted(102 * trained, trained, () => {
    const demand = new Float64Array(3 + 2 * orders);
    const spread = spreadOf(made++);
    for (let day = 3; day < demand.length; day += 2) demand[day] = Math.max(0, 100 + spread * standard());
    return demand;
  });
  return { ...parts, spreads };
}

/** Trajectories to train on and to validate have each spread once, those to test a hundred times in a row. */
function testedSpread(index: number, trained: number): number {
  return index < 2 * trained ? index % trained : Math.floor((index - 2 * trained) / 100);
}

function parted(count: number, trained: number, make: () => Float64Array): Trajectories {
  const all = Array.from({ length: count }, make);
  return {
    train: all.slice(0, trained),
    validation: all.slice(trained, 2 * trained),
    test: all.slice(2 * trained),
  };
}
