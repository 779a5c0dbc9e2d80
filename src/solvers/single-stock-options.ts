import { z } from "zod";
import { type Distribution, parseDistribution } from "../demand/distributions.js";

/** What problems of one stock with one supplier are solved for. */
export const singleStockOptions = z.strictObject({
  demand: z.string().default("poisson:5").describe("distribution of the demand of a period"),
  leadTime: z.int().min(0).max(1000).default(4).describe("periods from an order to its first use"),
  holdingCost: z.number().positive().default(1).describe("per unit on hand at the end of a period"),
  shortageCost: z.number().positive().default(9).describe("per unit of demand that is not served"),
});

export interface SingleStock {
  readonly demand: Distribution;
  readonly leadTime: number;
  readonly holdingCost: number;
  readonly shortageCost: number;
}

export type SingleStockInput = z.input<typeof singleStockOptions>;

/** The options with their distribution read. Throws InputError where the text is none. */
export function singleStockOf(options: SingleStockInput | Readonly<Record<string, unknown>>): SingleStock {
  const parsed = singleStockOptions.parse(options);
  return { ...parsed, demand: parseDistribution(parsed.demand, "demand") };
}

/** What the reader must know about the demand that was solved for. */
export function demandNotes({ demand }: SingleStock): string[] {
  return demand.wholeUnits ? [] : [`The demand ${demand.text} is rounded to whole units.`];
}
