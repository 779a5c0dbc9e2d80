import { randomStream } from "../../base/random.js";
import {
  type Problem,
  dualSourcing,
  lostSales,
  perishable,
  procurementRemoval,
} from "../../problems/index.js";
import { type DemandKind, type Products, perProduct, productsOf } from "./structure-informed-products.js";
import {
  type Rival,
  lostSalesRivals,
  perishableRivals,
  removalLevels,
  removalRivals,
  twoSupplierRivals,
} from "./structure-informed-rivals.js";

export type Encoder = "convolution" | "recurrent";

export interface ProductCase {
  readonly name: string;
  readonly demand: DemandKind;
  readonly quick: boolean;
  /** Encoders of the history with which networks learn it, too. */
  readonly encoders?: readonly Encoder[];
  /** Times as many steps of training as the others take; default: 1. */
  readonly effort?: number;
  /** Periods of a training stretch, where the usual number is too long. */
  readonly periods?: number;
  /** Orders may take so many periods longer than the policy was taught. */
  problem(products: Products, later?: number): Problem;
  /** One such problem, to ask what is known of it. */
  readonly example: Problem;
  readonly rivals: readonly Rival[];
  /** What a unit sold is worth, by product, where unsold demand earns nothing. */
  margins?(products: Products): Float64Array;
  /** The exact stock to order up to and to remove down to, by product. */
  levels?(products: Products): ReturnType<typeof removalLevels>;
}

/** By lead time. */
const ENCODERS: Readonly<Record<number, readonly Encoder[]>> = {
  0: ["convolution", "recurrent"],
  2: ["convolution"],
};
const TWO_SUPPLIERS = { expeditedLeadTime: 1, regularCost: 1, expeditedCost: 4 };
const REMOVAL = { price: 20, unitCost: 8, salvageValue: 5 };
/** A lost unit costs its margin: what is not lost is earned. */
const margins = ({ shortageCosts }: Products) => shortageCosts;

export const cases: readonly ProductCase[] = [
  ...[0, 1, 2, 3, 4, 5, 6].map((leadTime) =>
    caseOf(`lost sales, lead time ${leadTime}`, {
      demand: "poisson",
      quick: leadTime === 0 || leadTime === 2,
      encoders: ENCODERS[leadTime],
      problem: ({ shortageCosts: shortageCost }, later = 0) =>
        lostSales({ leadTime: leadTime + later, holdingCost: 1, shortageCost }),
      rivals: lostSalesRivals(leadTime),
      margins,
    }),
  ),
  ...[2, 3, 4, 6, 8].map((lifetime) =>
    caseOf(`geometric demand, lifetime ${lifetime}`, {
      // Of Poisson demand hardly anything would be left until it is too old.
      demand: "geometric",
      quick: false,
      problem: ({ shortageCosts: shortageCost }, later = 0) => {
        const kind = { lifetime, issuing: "fifo", wasteCost: 3 } as const;
        return perishable({ ...kind, leadTime: later, holdingCost: 1, shortageCost });
      },
      rivals: perishableRivals(),
      margins,
    }),
  ),
  ...[2, 4].map((regularLeadTime) =>
    caseOf(`two suppliers, lead times 1 and ${regularLeadTime}`, {
      demand: "poisson",
      quick: false,
      problem: ({ shortageCosts: shortageCost }, later = 0) =>
        dualSourcing({
          ...TWO_SUPPLIERS,
          regularLeadTime: regularLeadTime + later,
          expeditedLeadTime: TWO_SUPPLIERS.expeditedLeadTime + later,
          holdingCost: 1,
          shortageCost,
        }),
      rivals: twoSupplierRivals({ ...TWO_SUPPLIERS, regularLeadTime }),
    }),
  ),
  caseOf("order and remove", {
    demand: "poisson",
    quick: false,
    // What is far too much is gone within so many periods, removed or sold.
    periods: 16,
    effort: 2,
    problem: ({ shortageCosts: shortageCost }, later = 0) =>
      procurementRemoval({ ...REMOVAL, leadTime: later, holdingCost: 1, shortageCost }),
    rivals: removalRivals(REMOVAL),
    margins: (products) => perProduct(products, (_, shortage) => shortage + REMOVAL.price - REMOVAL.unitCost),
    levels: (products) => removalLevels(products, REMOVAL),
  }),
];

function caseOf(name: string, rest: Omit<ProductCase, "name" | "example">): ProductCase {
  return { name, ...rest, example: rest.problem(productsOf(randomStream(1), 1, rest.demand)) };
}
