import { z } from "zod";
import { parseDistribution } from "../../demand/distributions.js";
import { type SingleStock, singleStockOptions } from "../single-stock-options.js";

export const fixedCostOptions = singleStockOptions.extend({
  orderCost: z.number().min(0).default(50).describe("per order, whatever its size"),
});

/** One stock with an order cost. */
export interface FixedCostStock extends SingleStock {
  /** Per order, money. */
  readonly orderCost: number;
}

/** The options with their distribution read. Throws InputError where the text is none. */
export function fixedCostStock(options: Readonly<Record<string, unknown>>): FixedCostStock {
  const parsed = fixedCostOptions.parse(options);
  return { ...parsed, demand: parseDistribution(parsed.demand, "demand") };
}
