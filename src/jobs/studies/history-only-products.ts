import { parseDate } from "../../base/dates.js";
import type { RandomStream } from "../../base/random.js";
import { periodStarts } from "../../demand/calendar.js";
import { type Distribution, parseDistribution, pmfTable } from "../../demand/distributions.js";
import { type EpochDay, type Panel, panel } from "../../demand/panel.js";
import { type Problem, lostSales } from "../../problems/index.js";

/** A product: its demand, which policies do not know, and its money, which they do. */
export interface Product {
  readonly family: string;
  readonly distribution: Distribution;
  readonly price: number;
  readonly unitCost: number;
  /** Per unit left at the end of a period, what its unit cost would have earned elsewhere included. */
  readonly holdingCost: number;
}

/** Demand families by name; the mean is 5 to 50 units. */
const families: readonly { name: string; draw(mean: number, stream: RandomStream): string }[] = [
  { name: "Poisson", draw: (mean) => `poisson:${mean}` },
  {
    name: "gamma-Poisson",
    draw(mean, stream) {
      const mixing = between(stream, 0.3, 1);
      return `negative-binomial:${mean},${Math.sqrt(1 / mean + mixing ** 2)}`;
    },
  },
  { name: "geometric", draw: (mean) => `geometric:${mean}` },
  {
    name: "uniform",
    draw(mean, stream) {
      const least = Math.round(mean * between(stream, 0, 0.8));
      return `uniform:${least},${Math.round(2 * mean) - least}`;
    },
  },
];

const DISCOUNT = 0.99;

/**
 * Products in the manner of Maggiar et al. (2025), arXiv 2507.22040, whose ranges are not published: price 1
 * times a scale, unit cost 0.3 to 0.7 of the price, holding 0.5 to 2 % of the unit cost a period, discount
 * 0.99. A unit left over ties up its cost c for a period, so that the discounted problem with costs paid
 * when ordering has the period's reward (p − c) min(D, y) − (h + (1 − γ) c) (y − D)⁺.
 */
export function drawProducts(count: number, stream: RandomStream): Product[] {
  return Array.from({ length: count }, (_, index) => {
    const own = stream.child(`product ${index}`);
    const { name, draw } = families[index % families.length];
    const distribution = parseDistribution(draw(between(own, 5, 50), own));
    const price = Math.exp(between(own, -1, 1));
    const unitCost = price * between(own, 0.3, 0.7);
    const holdingCost = unitCost * (between(own, 0.005, 0.02) + 1 - DISCOUNT);
    return { family: name, distribution, price, unitCost, holdingCost };
  });
}

/** The products' demand: a series each, independent over periods. */
export function demandOf(products: readonly Product[], periods: number, stream: RandomStream): Panel {
  const units = new Float32Array(products.length * periods);
  products.forEach(({ distribution }, index) => {
    const own = stream.child(`series ${index}`);
    for (let t = 0; t < periods; t++) units[index * periods + t] = distribution.sample(own);
  });
  return panel({
    frequency: "day",
    periodStart: periodStarts("day", START, periods),
    series: products.map((_, index) => ({ item: `product-${index + 1}`, location: "" })),
    units,
    inStock: new Uint8Array(units.length).fill(1),
    firstPeriod: new Int32Array(products.length),
    attributes: new Map(),
  });
}

const START = parseDate("2020-01-01") as EpochDay;

/** Orders can serve the demand of their own period; what is not served is lost with its margin. */
export function problemOf(products: readonly Product[]): Problem {
  const each = (number: (product: Product) => number) => Float64Array.from(products, number);
  return lostSales({
    leadTime: 0,
    price: each(({ price }) => price),
    unitCost: each(({ unitCost }) => unitCost),
    holdingCost: each(({ holdingCost }) => holdingCost),
    shortageCost: 0,
  });
}

/** The best that can be done by one who knows the distribution. */
export interface Omniscient {
  /** S* = F⁻¹((p − c) / (p − c + h)), h as above. */
  readonly level: number;
  /** Expected money per period at that level: earned, and forgone against demand that is known in advance. */
  readonly reward: number;
  readonly cost: number;
}

export function omniscient({ distribution, price, unitCost, holdingCost }: Product): Omniscient {
  const pmf = pmfTable(distribution);
  const margin = price - unitCost;
  const fractile = margin / (margin + holdingCost);
  let [level, within, left] = [0, pmf[0], 0];
  while (within < fractile) {
    left += within;
    level++;
    within += pmf[level] ?? 1;
  }
  const sold = level - left;
  const reward = margin * sold - holdingCost * left;
  return { level, reward, cost: margin * distribution.mean - reward };
}

/** Money per period that a base-stock policy earns on this demand, which begins with its level in stock. */
export function rewardAt(level: number, demand: ArrayLike<number>, product: Product): number {
  const { price, unitCost, holdingCost } = product;
  let sum = 0;
  for (let t = 0; t < demand.length; t++) {
    const left = Math.max(level - demand[t], 0);
    sum += (price - unitCost) * (level - left) - holdingCost * left;
  }
  return sum / demand.length;
}

function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.uniform();
}
