import { baseStock } from "../../policies/classical/base-stock.js";
import { dualIndex } from "../../policies/classical/dual-index.js";
import { intervalStock } from "../../policies/classical/interval-stock.js";
import { tailoredBaseSurge } from "../../policies/classical/tailored-base-surge.js";
import { vectorBaseStock } from "../../policies/classical/vector-base-stock.js";
import type { Policy } from "../../policies/policy.js";
import { bestDualIndex } from "../../solvers/dual-sourcing/dual-index.js";
import { dualSourcingInstance } from "../../solvers/dual-sourcing/instance.js";
import type { DualSourcingPolicy } from "../../solvers/dual-sourcing/policy.js";
import { bestTailoredBaseSurge } from "../../solvers/dual-sourcing/tailored-base-surge.js";
import { lostSalesLookUps } from "../../solvers/lost-sales/looked-up.js";
import { lostSalesModel } from "../../solvers/lost-sales/model.js";
import { criticalExceedance, vectorLevels } from "../../solvers/lost-sales/reduced-space.js";
import { paceOf } from "../../solvers/markov/pace.js";
import { procurementRemovalSolver } from "../../solvers/procurement-removal/procurement-removal.js";
import { fitPerSeries } from "../../training/fit-per-series.js";
import type { Assembly } from "../assembly.js";
import { type Products, distributionsOf } from "./structure-informed-products.js";

/** Where rivals play. */
export interface Field {
  readonly products: Products;
  /** The same products with other demand, to fit on. */
  other(): Assembly;
  /** Mean cost of products under a policy, in the order of the products; default: of all. */
  play(policy: Policy, products?: Int32Array): number[];
}

/** What networks are measured beside. It is told the distribution of every product's demand. */
export interface Rival {
  readonly name: string;
  /** Whether it fits itself to other demand of the same products, whatever it is told. */
  readonly fits?: boolean;
  costs(field: Field): Promise<readonly number[]> | readonly number[];
}

/** Lead times up to which the optimum of every product is solved. */
const SOLVED_LEAD_TIME = 2;

export function lostSalesRivals(leadTime: number): Rival[] {
  if (leadTime === 0) return [{ name: "optimum", costs: ({ products, play }) => play(naive(products)) }];
  const vector: Rival = {
    name: "vector base-stock",
    costs: ({ products, play }) => play(vectorBaseStock({ levels: levelsOf(products, leadTime) })),
  };
  return leadTime > SOLVED_LEAD_TIME ? [vector] : [{ name: "optimum", costs: lookedUp }, vector];

  async function lookedUp({ products, play }: Field): Promise<number[]> {
    const costs: number[] = [];
    for (const [product, { text: demand }] of distributionsOf(products).entries()) {
      const shortageCost = products.shortageCosts[product];
      const given = { leadTime, holdingCost: 1, shortageCost, demand };
      const { optimal } = await lostSalesLookUps(given);
      costs.push(...play(optimal, Int32Array.of(product)));
    }
    return costs;
  }
}

/** Base-stock at the level of stock that does not age, and at the best level. */
export function perishableRivals(): Rival[] {
  return [
    { name: "naive base-stock", costs: ({ products, play }) => play(naive(products)) },
    {
      name: "best base-stock",
      fits: true,
      costs({ products, play, other }) {
        const [start] = levelsOf(products, 0);
        const { world, setting, executor, ranges } = other();
        const policy = baseStock({ levels: start }).bind(setting);
        const numbers = [{ name: "level", start }];
        const fitted = fitPerSeries({ world, setting, executor, range: ranges.test, policy, numbers });
        return play(baseStock({ levels: fitted.level }));
      },
    },
  ];
}

export interface TwoSuppliers {
  readonly regularLeadTime: number;
  readonly expeditedLeadTime: number;
  readonly regularCost: number;
  readonly expeditedCost: number;
}

/** Dual index is optimal where the lead times are a period apart: Whittemore and Saunders (1977). */
export function twoSupplierRivals(suppliers: TwoSuppliers): Rival[] {
  const consecutive = suppliers.regularLeadTime === suppliers.expeditedLeadTime + 1;
  const solved = async (products: Products, best: typeof bestDualIndex) => {
    const found: DualSourcingPolicy[] = [];
    for (const [product, demand] of distributionsOf(products).entries()) {
      const costs = { ...suppliers, holdingCost: 1, shortageCost: products.shortageCosts[product] };
      found.push(await best(dualSourcingInstance({ demand, ...costs }), paceOf()));
    }
    return (name: string) => Float64Array.from(found, ({ parameters }) => parameters[name]);
  };
  return [
    {
      name: consecutive ? "optimum" : "dual index",
      async costs({ products, play }) {
        const of = await solved(products, bestDualIndex);
        const levels = { regularLevel: of("regularLevel"), expeditedLevel: of("expeditedLevel") };
        return play(dualIndex.ofSeries(levels));
      },
    },
    {
      name: "tailored base-surge",
      async costs({ products, play }) {
        const of = await solved(products, bestTailoredBaseSurge);
        const numbers = { constantOrder: of("constantOrder"), expeditedLevel: of("expeditedLevel") };
        return play(tailoredBaseSurge.ofSeries(numbers));
      },
    },
  ];
}

export interface RemovalMoney {
  readonly price: number;
  readonly unitCost: number;
  readonly salvageValue: number;
}

export function removalRivals(money: RemovalMoney): Rival[] {
  return [
    {
      name: "optimum",
      costs: async ({ products, play }) => play(intervalStock.ofSeries(await removalLevels(products, money))),
    },
  ];
}

/** So near to 1 that money now and later is nearly the same, as it is to networks. */
const DISCOUNT = 0.999;

/** The exact levels of every product. What a lost unit costs besides its margin is part of the price here. */
export async function removalLevels(products: Products, { price, ...money }: RemovalMoney) {
  const { shortageCosts } = products;
  const [lowLevel, upLevel] = [shortageCosts, shortageCosts].map(({ length }) => new Float64Array(length));
  const levels = { lowLevel, upLevel };
  for (const [product, { text: demand }] of distributionsOf(products).entries()) {
    const worth = { price: price + shortageCosts[product], holdingCost: 1, discount: DISCOUNT };
    const options = procurementRemovalSolver.options.parse({ demand, ...money, ...worth });
    const { optimal } = await procurementRemovalSolver.solve(options, {});
    levels.lowLevel[product] = optimal.parameters?.lowLevel ?? NaN;
    levels.upLevel[product] = optimal.parameters?.upLevel ?? NaN;
  }
  return levels;
}

/** The best base-stock level of stock that does not age, for an order that serves its own period. */
function naive(products: Products): Policy {
  const [levels] = levelsOf(products, 0);
  return baseStock({ levels });
}

/** Fractiles of the demand of L + 1, L, …, 1 periods by product. Zipkin (2008), "standard". */
function levelsOf(products: Products, leadTime: number): Float64Array[] {
  const all = distributionsOf(products).map((demand, product) => {
    const shortageCost = products.shortageCosts[product];
    const model = lostSalesModel({ leadTime, holdingCost: 1, shortageCost, demand });
    return vectorLevels(model, criticalExceedance(model));
  });
  return Array.from({ length: leadTime + 1 }, (_, l) => Float64Array.from(all, (levels) => levels[l]));
}
