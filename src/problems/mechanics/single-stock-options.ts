import { z } from "zod";
import { InputError } from "../../base/errors.js";
import type { PerSeries } from "../problem.js";
import { type LeadTime, randomLeadTime } from "./lead-time.js";
import type { SingleStockOptions } from "./single-stock.js";

/**
 * Finds the numbers of an attribute column by its name; refuses by name what is not there. A column of texts
 * needs to be told how they are read.
 */
export type ReadAttribute = (column: string, key: string, texts?: ReadTexts) => Float64Array;

export interface ReadTexts {
  /** The number that a text stands for; undefined for a text that is refused. */
  read(text: string): number | undefined;
  /** What to write instead. */
  readonly wayOut: string;
}

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

const ADD_UP = "Write the probabilities that a delivery comes 0, 1, 2, … periods late; they add up to 1.";

/** Options of problems with one stock, as CONFIG.yaml writes them. */
export const singleStockOptions = z.strictObject({
  type: z.string(),
  /** Periods until an order arrives: a number, an attribute column, or probabilities of 0, 1, … */
  leadTime: z.union([z.int().nonnegative(), z.string().min(1), probabilities]).default(1),
  /** Probabilities that a delivery comes 0, 1, … periods late. */
  delays: z
    .array(z.number().nonnegative())
    .min(1)
    .refine((list) => Math.abs(list.reduce((a, b) => a + b, 0) - 1) < 1e-9, ADD_UP)
    .optional(),
  /** Share of orders that never arrive. */
  lostOrders: z.union([z.number().nonnegative().lt(1), z.string().min(1)]).optional(),
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
  const leadTime = readLeadTime(options, attribute);
  return { leadTime, reviewPeriod, wholeUnits, ...(Object.fromEntries(numbers) as Costs) };
}

type Costs = Record<"holdingCost" | "shortageCost" | "unitCost" | "price", PerSeries>;

type Written = Pick<z.output<typeof singleStockOptions>, "leadTime" | "delays" | "lostOrders">;

function readLeadTime({ leadTime, delays, lostOrders }: Written, attribute: ReadAttribute): LeadTime {
  if (typeof leadTime === "object") return readProbabilities(leadTime.probabilities, { delays, lostOrders });
  const periods =
    typeof leadTime === "string" ? attribute(leadTime, "leadTime").map(Math.round) : leadTime;
  return {
    periods,
    ...(delays ? { delays } : {}),
    ...(lostOrders === undefined ? {} : { lostShare: readLost(lostOrders, attribute) }),
  };
}

function readProbabilities(list: readonly number[], others: object): LeadTime {
  const also = Object.entries(others).find(([, value]) => value !== undefined);
  if (also)
    throw new InputError(
      `problem.${also[0]}`,
      "stands beside probabilities of the lead time, which say it already",
      "Write a number as leadTime, or leave this key out.",
    );
  return randomLeadTime(list);
}

function readLost(written: number | string, attribute: ReadAttribute): PerSeries {
  if (typeof written === "number") return written;
  const shares = attribute(written, "lostOrders");
  const wrong = shares.find((share) => !(share >= 0 && share < 1));
  if (wrong === undefined) return shares;
  throw new InputError("problem.lostOrders", `its column holds ${wrong}`, "Give shares from 0 to below 1.");
}
