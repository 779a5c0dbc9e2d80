import type { EstimatedWasteLevels } from "./estimated-waste.js";

interface Best {
  readonly levels: EstimatedWasteLevels;
  readonly cost: number;
}

/**
 * Levels and threshold with the smallest cost among their neighbours, by steepest descent from each start:
 * a neighbour differs by at most one unit in each of the three numbers.
 */
export async function searchLevels(
  starts: readonly EstimatedWasteLevels[],
  costOf: (levels: EstimatedWasteLevels) => Promise<number>,
): Promise<Best> {
  const known = new Map<string, number>();
  const cost = async (levels: EstimatedWasteLevels) => {
    const key = `${levels.lowLevel} ${levels.level} ${levels.threshold}`;
    const value = known.get(key) ?? (await costOf(levels));
    known.set(key, value);
    return value;
  };
  let best: Best = { levels: starts[0], cost: await cost(starts[0]) };
  for (const start of starts) {
    const end = await descend({ levels: start, cost: await cost(start) }, cost);
    if (end.cost < best.cost) best = end;
  }
  return best;
}

async function descend(from: Best, cost: (levels: EstimatedWasteLevels) => Promise<number>): Promise<Best> {
  let here = from;
  for (;;) {
    let best = here;
    for (const levels of neighbours(here.levels)) {
      const value = await cost(levels);
      if (value < best.cost - 1e-9) best = { levels, cost: value };
    }
    if (best === here) return here;
    here = best;
  }
}

function neighbours(levels: EstimatedWasteLevels): EstimatedWasteLevels[] {
  const around = (number: number) => [number - 1, number, number + 1];
  return around(levels.lowLevel)
    .flatMap((lowLevel) => around(levels.level).map((level) => ({ lowLevel, level })))
    .flatMap((pair) => around(levels.threshold).map((threshold) => ({ ...pair, threshold })))
    .filter(({ lowLevel, level, threshold }) => lowLevel >= 0 && level >= 0 && threshold >= 1);
}
