import type { z } from "zod";
import { backlog } from "./backlog/backlog.js";
import { lostSales } from "./lost-sales/lost-sales.js";
import { type ReadAttribute, readSingleStock, singleStockOptions } from "./mechanics/single-stock-options.js";
import type { SingleStockOptions } from "./mechanics/single-stock.js";
import type { Problem } from "./problem.js";

export type { PerSeries, Problem } from "./problem.js";
export { backlog, lostSales };
export type { ReadAttribute };

/** A problem as CONFIG.yaml names it. */
export interface ProblemEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  make(options: unknown, attribute: ReadAttribute): Problem;
}

export const problems: readonly ProblemEntry[] = [singleStockEntry(lostSales), singleStockEntry(backlog)];

function singleStockEntry(problem: (options: SingleStockOptions) => Problem): ProblemEntry {
  const { name, summary } = problem({ leadTime: 0, holdingCost: 1, shortageCost: 1 });
  return {
    name,
    summary,
    options: singleStockOptions,
    make: (options, attribute) => problem(readSingleStock(singleStockOptions.parse(options), attribute)),
  };
}
