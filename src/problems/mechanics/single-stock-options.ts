import { z } from "zod";
import type { PerSeries } from "../problem.js";
import type { LeadTime } from "./lead-time.js";
import type { SingleStockOptions } from "./single-stock.js";

/** Finds the numbers of an attribute column by its name; refuses by name what is not there. */
export type ReadAttribute = (column: string, key: string) => Float64Array;

/** A number, or the name of an attribute column that has one for each series. */
export const perSeriesOption = z.union([z.number().nonnegative(), z.string().min(1)]);

/** The numbers of an option that may name an attribute column. */
export function readPerSeries(
  value: z.output<typeof perSeriesOption>,
  key: string,
  attribute: ReadAttribute,
): PerSeries {
  return typeof value === "string" ? attribute(value, key) : value;
}

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
  holdingCost: perSeriesOption,
  shortageCost: perSeriesOption,
  unitCost: perSeriesOption.default(0),
  price: perSeriesOption.default(0),
  wholeUnits: z.boolean().default(true),
});

export function readSingleStock(
  options: z.output<typeof singleStockOptions>,
  attribute: ReadAttribute,
): SingleStockOptions {
  const { reviewPeriod, wholeUnits } = options;
  const costs = ["holdingCost", "shortageCost", "unitCost", "price"] as const;
  const numbers = costs.map((key) => [key, readPerSeries(options[key], key, attribute)] as const);
  const leadTime = readLeadTime(options.leadTime, attribute);
  return { leadTime, reviewPeriod, wholeUnits, ...(Object.fromEntries(numbers) as Costs) };
}

type Costs = Record<"holdingCost" | "shortageCost" | "unitCost" | "price", PerSeries>;

function readLeadTime(
  value: z.output<typeof singleStockOptions>["leadTime"],
  attribute: ReadAttribute,
): LeadTime {
  if (typeof value === "number") return { kind: "fixed", periods: value };
  if (typeof value !== "string") return { kind: "random", probabilities: value.probabilities };
  return { kind: "fixed", periods: attribute(value, "leadTime").map(Math.round) };
}
