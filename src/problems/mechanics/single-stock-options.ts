import { z } from "zod";
import { InputError } from "../../base/errors.js";
import { sum } from "../../base/sums.js";
import type { Money, PerSeries } from "../problem.js";
import { type LeadTime, randomLeadTime } from "./lead-time.js";
import type { SingleStockOptions } from "./single-stock.js";

/** Finds columns of the data by their names, for a key of the configuration; refuses what is not there. */
export interface Columns {
  /** Of each series a number. */
  numbers(column: string, key: string): Float64Array;
  /** Of each series a text, read as a number. */
  texts(column: string, key: string, how: ReadTexts): Float64Array;
  /** Of each series, or of each series and period, a number. */
  money(column: string, key: string): Exclude<Money, number>;
}

export interface ReadTexts {
  /** The number that a text stands for; undefined for a text that is refused. */
  read(text: string): number | undefined;
  /** What to write instead. */
  readonly wayOut: string;
}

/** Money, or the name of a column that has it for each series, or for each series and period. */
export const moneyOption = z.union([z.number().nonnegative(), z.string().min(1)]);

export function readMoney(value: z.output<typeof moneyOption>, key: string, columns: Columns): Money {
  return typeof value === "string" ? columns.money(value, key) : value;
}

const probabilities = z.strictObject({
  probabilities: z
    .array(z.number().nonnegative())
    .min(1)
    .refine((list) => {
      const arriving = sum(list);
      return arriving > 0 && arriving <= 1 + 1e-9;
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
    .refine((list) => Math.abs(sum(list) - 1) < 1e-9, ADD_UP)
    .optional(),
  /** Share of orders that never arrive. */
  lostOrders: z.union([z.number().nonnegative().lt(1), z.string().min(1)]).optional(),
  reviewPeriod: z.int().positive().default(1),
  holdingCost: moneyOption,
  shortageCost: moneyOption,
  unitCost: moneyOption.default(0),
  price: moneyOption.default(0),
  wholeUnits: z.boolean().default(true),
});

export function readSingleStock(
  options: z.output<typeof singleStockOptions>,
  columns: Columns,
): SingleStockOptions {
  const { reviewPeriod, wholeUnits } = options;
  const costs = ["holdingCost", "shortageCost", "unitCost", "price"] as const;
  const numbers = costs.map((key) => [key, readMoney(options[key], key, columns)] as const);
  const leadTime = readLeadTime(options, columns);
  return { leadTime, reviewPeriod, wholeUnits, ...(Object.fromEntries(numbers) as Costs) };
}

type Costs = Record<"holdingCost" | "shortageCost" | "unitCost" | "price", Money>;

type Written = Pick<z.output<typeof singleStockOptions>, "leadTime" | "delays" | "lostOrders">;

function readLeadTime({ leadTime, delays, lostOrders }: Written, columns: Columns): LeadTime {
  if (typeof leadTime === "object") return readProbabilities(leadTime.probabilities, { delays, lostOrders });
  const periods =
    typeof leadTime === "string" ? columns.numbers(leadTime, "leadTime").map(Math.round) : leadTime;
  return {
    periods,
    ...(delays ? { delays } : {}),
    ...(lostOrders === undefined ? {} : { lostShare: readLost(lostOrders, columns) }),
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

function readLost(written: number | string, columns: Columns): PerSeries {
  if (typeof written === "number") return written;
  const shares = columns.numbers(written, "lostOrders");
  const wrong = shares.find((share) => !(share >= 0 && share < 1));
  if (wrong === undefined) return shares;
  throw new InputError("problem.lostOrders", `its column holds ${wrong}`, "Give shares from 0 to below 1.");
}
