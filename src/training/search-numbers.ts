/** Numbers of a policy by name, one for each thing that is searched: a series, or all series together. */
export type Numbers = Readonly<Record<string, Float64Array>>;

export interface NumberSearch {
  /** Where the search starts, > 0: the sizes of its steps follow from it. */
  readonly start: Numbers;
  /** What these numbers would have cost, for each thing that is searched. */
  costOf(tried: Numbers): ArrayLike<number>;
}

/** Factors tried around the best so far; each round is finer. */
const COARSE = [0.25, 0.35, 0.5, 0.7, 0.85, 1.2, 1.45, 1.75, 2.1, 2.6, 3.2, 4, 5.5];
const WIDE = [0.6, 0.8, 0.87, 0.93, 1.07, 1.15, 1.25, 1.5];
const MIDDLE = [0.8, 0.87, 0.93, 1.07, 1.15, 1.25];
const FINE = [0.96, 0.98, 1.02, 1.04];

/** Factors of the start of which every combination is a place to begin, where there are several numbers. */
const GRID = [0.3, 0.6, 1, 1.8];

/** With more numbers, there would be too many combinations. */
const GRID_NUMBERS_MOST = 3;

/** A number near nothing still moves by steps of this share of its start, so that it may pass 0. */
const SMALLEST_SIZE = 0.25;

/** Numbers, and what they cost, for each thing that is searched; better ones take their place. */
interface Best {
  readonly numbers: Record<string, Float64Array>;
  readonly costs: Float64Array;
}

/**
 * The numbers that cost least: tries one number after the other, and every thing takes what is best for
 * itself. Several numbers are also moved together by the same amount, and searched from two places, their
 * start and the best of a grid around it, because costs of several numbers may have several valleys.
 */
export function searchNumbers(search: NumberSearch): Record<string, Float64Array> {
  const names = Object.keys(search.start);
  const best = bestSoFar(search.start, search);
  if (names.length === 1) {
    for (const factors of [COARSE, MIDDLE, FINE]) moveNumbers(best, names, factors, search);
    return best.numbers;
  }
  const second = names.length <= GRID_NUMBERS_MOST ? bestOfGrid(search) : undefined;
  refine(best, search);
  if (second) {
    refine(second, search);
    keepBetter(best, second.numbers, second.costs);
  }
  return best.numbers;
}

function bestSoFar(start: Numbers, { costOf }: NumberSearch): Best {
  const numbers = Object.fromEntries(Object.entries(start).map(([name, values]) => [name, values.slice()]));
  return { numbers, costs: Float64Array.from(costOf(start)) };
}

function bestOfGrid(search: NumberSearch): Best {
  const names = Object.keys(search.start);
  const best = bestSoFar(search.start, search);
  for (const factors of combinations(names.length)) {
    const tried = names.map((name, n) => [name, search.start[name].map((value) => value * factors[n])]);
    keepBetter(best, Object.fromEntries(tried), search.costOf(Object.fromEntries(tried)));
  }
  return best;
}

function refine(best: Best, search: NumberSearch): void {
  const names = Object.keys(search.start);
  for (const factors of [COARSE, WIDE, MIDDLE, MIDDLE, FINE]) {
    if (factors !== COARSE) moveNumbers(best, names, factors, search);
    for (const name of names) moveNumbers(best, [name], factors, search);
  }
}

/** Moves these numbers by the same amount, a share of the largest of them. */
function moveNumbers(
  best: Best,
  moving: readonly string[],
  factors: readonly number[],
  { start, costOf }: NumberSearch,
): void {
  const { numbers } = best;
  const sizes = best.costs.map((_, i) => {
    const size = (name: string) => [Math.abs(numbers[name][i]), SMALLEST_SIZE * Math.abs(start[name][i])];
    return Math.max(...moving.flatMap(size));
  });
  const before = moving.map((name) => numbers[name].slice());
  for (const factor of factors) {
    const tried: Record<string, Float64Array> = { ...numbers };
    moving.forEach((name, n) => {
      tried[name] = before[n].map((value, i) => value + (factor - 1) * sizes[i]);
    });
    keepBetter(best, tried, costOf(tried));
  }
}

function keepBetter(best: Best, tried: Numbers, costs: ArrayLike<number>): void {
  for (let i = 0; i < best.costs.length; i++) {
    if (!(costs[i] < best.costs[i])) continue;
    best.costs[i] = costs[i];
    for (const name of Object.keys(best.numbers)) best.numbers[name][i] = tried[name][i];
  }
}

function combinations(count: number): number[][] {
  if (count === 0) return [[]];
  return combinations(count - 1).flatMap((rest) => GRID.map((factor) => [...rest, factor]));
}
