import { mersenneTwister } from "./mersenne-twister.js";
import { permutedCongruential } from "./permuted-congruential.js";

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
  const draw = permutedCongruential(42);
  return parted(120, 10, () => Float64Array.from(lows, (low) => draw(low, 5)));
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

function parted(count: number, trained: number, make: () => Float64Array): Trajectories {
  const all = Array.from({ length: count }, make);
  return {
    train: all.slice(0, trained),
    validation: all.slice(trained, 2 * trained),
    test: all.slice(2 * trained),
  };
}
