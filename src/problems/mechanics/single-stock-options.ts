import { z } from "zod";
import type { PerSeries } from "../problem.js";
import type { LeadTime } from "./lead-time.js";
import type { SingleStockOptions } from "./single-stock.js";

/** Finds the numbers of an attribute column by its name; refuses by name what is not there. */
export type ReadAttribute = (column: string, key: string) => Float64Array;

/** A number, or the name of an attribute column that has one for each series. */
const perSeries = z.union([z.number().nonnegative(), z.string().min(1)]);

const probabilities = z.strictObject({
  probabilities: z
    .array(z.number().nonnegative())
    .min(1)
    .refine((list) => {
      const sum = list.reduce((a, b) => a + b, 0);
      return sum > 0 && sum <= 1 + 1e-9;
    }, "Write probabilities that add up to at most 1; what is missing to 1 never arrives."),
});

/** Options of problems with one stock, as CONFIG.yaml writes them. */
export const singleStockOptions = z.strictObject({
  type: z.string(),
  /** Periods until an order arrives: a number, an attribute column, or probabilities of 0, 1, … */
  leadTime: z.union([z.int().nonnegative(), z.string().min(1), probabilities]).default(1),
  reviewPeriod: z.int().positive().default(1),
  holdingCost: perSeries,
  shortageCost: perSeries,
  unitCost: perSeries.default(0),
  price: perSeries.default(0),
  wholeUnits: z.boolean().default(true),
});

export function readSingleStock(
  options: z.output<typeof singleStockOptions>,
  attribute: ReadAttribute,
): SingleStockOptions {
  const number = (key: "holdingCost" | "shortageCost" | "unitCost" | "price"): PerSeries => {
    const value = options[key];
    return typeof value === "string" ? attribute(value, key) : value;
  };
  return {
    leadTime: readLeadTime(options.leadTime, attribute),
    reviewPeriod: options.reviewPeriod,
    holdingCost: number("holdingCost"),
    shortageCost: number("shortageCost"),
    unitCost: number("unitCost"),
    price: number("price"),
    wholeUnits: options.wholeUnits,
  };
}

function readLeadTime(
  value: z.output<typeof singleStockOptions>["leadTime"],
  attribute: ReadAttribute,
): LeadTime {
  if (typeof value === "number") return { kind: "fixed", periods: value };
  if (typeof value !== "string") return { kind: "random", probabilities: value.probabilities };
  return { kind: "fixed", periods: attribute(value, "leadTime").map(Math.round) };
}
