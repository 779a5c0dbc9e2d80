import type { Learned } from "./learned-policies.js";
import type { OverSeeds } from "./seeds.js";

type Costs = Pick<Learned, "validation" | "test">;

interface Chance {
  readonly test: number;
  readonly chance: number;
}

/**
 * Test cost of what has the lowest validation cost among `count` that are drawn, with repetition, from all
 * that was tried: mean and 95 % range, exactly. With N tried, the one of rank r is the best with chance
 * ((N − r + 1) / N)^count − ((N − r) / N)^count.
 */
export function bestOf(tried: readonly Costs[], count: number): OverSeeds {
  return rangeOf(chancesOfBest(tried, count));
}

/** How much more the best of `count` of the first comes to than the best of as many of the second. */
export function differenceOfBest(
  first: readonly Costs[],
  second: readonly Costs[],
  count: number,
): OverSeeds {
  const others = chancesOfBest(second, count);
  const differences = chancesOfBest(first, count).flatMap((one) =>
    others.map((other) => ({ test: one.test - other.test, chance: one.chance * other.chance })),
  );
  return rangeOf(differences);
}

function chancesOfBest(tried: readonly Costs[], count: number): Chance[] {
  const { length } = tried;
  return tried
    .toSorted((a, b) => a.validation - b.validation)
    .map(({ test }, rank) => ({
      test,
      chance: ((length - rank) / length) ** count - ((length - rank - 1) / length) ** count,
    }));
}

function rangeOf(chances: readonly Chance[]): OverSeeds {
  const sorted = chances.toSorted((a, b) => a.test - b.test);
  const quantile = (share: number) => {
    let sum = 0;
    return sorted.find(({ chance }) => (sum += chance) >= share)?.test ?? sorted[sorted.length - 1].test;
  };
  const value = chances.reduce((sum, { test, chance }) => sum + chance * test, 0);
  return { value, low: quantile(0.025), high: quantile(0.975) };
}
