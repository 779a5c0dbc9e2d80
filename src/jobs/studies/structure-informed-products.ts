import { type RandomStream, randomStream } from "../../base/random.js";
import { periodStarts } from "../../demand/calendar.js";
import { type Distribution, parseDistribution } from "../../demand/distributions.js";
import { type Panel, panel } from "../../demand/panel.js";

/** Distributions of whole units that a mean determines. */
export type DemandKind = "poisson" | "geometric";

/** Products that differ in their demand and in what a lost unit costs; a unit held costs 1. */
export interface Products {
  readonly demand: DemandKind;
  /** Units per period. */
  readonly means: Float64Array;
  readonly shortageCosts: Float64Array;
}

/** Products that were never trained on, the same for every network. */
export const FRESH = { seed: 20_000, products: 200, periods: 200 };

/** Means from 2 to 10, shortage costs from 4 to 39, evenly by logarithm. */
export function productsOf(stream: RandomStream, count: number, demand: DemandKind): Products {
  const between = (low: number, high: number, uniform: () => number) =>
    Float64Array.from({ length: count }, () => low * (high / low) ** uniform());
  return {
    demand,
    means: between(2, 10, stream.child("means").uniform),
    shortageCosts: between(4, 39, stream.child("shortage costs").uniform),
  };
}

export function freshProducts(demand: DemandKind): Products {
  return productsOf(randomStream(FRESH.seed).child("products"), FRESH.products, demand);
}

/** The distribution of the demand of each product. */
export function distributionsOf({ demand, means }: Products): Distribution[] {
  return Array.from(means, (mean) => parseDistribution(`${demand}:${mean}`));
}

/** A number for each product. */
export function perProduct(
  { means, shortageCosts }: Products,
  of: (mean: number, shortageCost: number) => number,
): Float64Array {
  return means.map((mean, product) => of(mean, shortageCosts[product]));
}

/** Days of independent demand, all in stock. */
export function demandOf(products: Products, periods: number, stream: RandomStream): Panel {
  const { means } = products;
  const units = new Float32Array(means.length * periods);
  distributionsOf(products).forEach((distribution, product) => {
    const own = stream.child(`product ${product}`);
    for (let t = 0; t < periods; t++) units[product * periods + t] = distribution.sample(own);
  });
  return panel({
    frequency: "day",
    periodStart: periodStarts("day", 18_262, periods),
    series: Array.from(means, (_, product) => ({ item: `product-${product + 1}`, location: "" })),
    units,
    inStock: new Uint8Array(units.length).fill(1),
    firstPeriod: new Int32Array(means.length),
    attributes: new Map(),
  });
}
