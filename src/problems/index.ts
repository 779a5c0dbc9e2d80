import { z } from "zod";
import { backlog } from "./backlog/backlog.js";
import { dualSourcing } from "./dual-sourcing/dual-sourcing.js";
import { fixedCost } from "./fixed-cost/fixed-cost.js";
import { lostSales } from "./lost-sales/lost-sales.js";
import {
  type Columns,
  type ReadTexts,
  moneyOption,
  readMoney,
  readSingleStock,
  singleStockOptions,
} from "./mechanics/single-stock-options.js";
import { orderDaysOption, readOrderDays, withOrderDays } from "./mechanics/order-days.js";
import {
  type WrittenTerms,
  orderTermOptions,
  readOrderTerms,
  termOptionsOf,
  withOrderTerms,
} from "./mechanics/order-terms.js";
import {
  type WrittenLimits,
  readSharedLimits,
  sharedLimitOptions,
  withSharedLimits,
} from "./mechanics/shared-limits.js";
import type { SingleStockOptions } from "./mechanics/single-stock.js";
import { perishable } from "./perishable/perishable.js";
import { type ProblemEntry, problemEntry } from "./problem-entry.js";
import type { Problem } from "./problem.js";
import { procurementRemoval } from "./procurement-removal/procurement-removal.js";

export type { PerPeriod, PerSeries, Problem } from "./problem.js";
export type { ProblemEntry } from "./problem-entry.js";
export type { Columns, ReadTexts };
export { backlog, dualSourcing, fixedCost, lostSales, perishable, procurementRemoval };

/** Options of all problems. */
const stockOptions = singleStockOptions.extend({ orderDays: orderDaysOption, ...sharedLimitOptions });

/** Options of problems with one order in a period, whose supplier may have terms. */
const oneOrderOptions = stockOptions.extend(orderTermOptions);

/** Costs for the examples that registry entries take their names from. */
const any = { leadTime: 0, holdingCost: 1, shortageCost: 1 };

export const problems: readonly ProblemEntry[] = [
  oneOrderEntry(lostSales(any), oneOrderOptions, (options, columns) =>
    lostSales(readSingleStock(options, columns)),
  ),
  oneOrderEntry(backlog(any), oneOrderOptions, (options, columns) =>
    backlog(readSingleStock(options, columns)),
  ),
  oneOrderEntry(
    perishable({ ...any, lifetime: 2, issuing: "fifo", wasteCost: 1 }),
    oneOrderOptions.extend({
      lifetime: z.int().positive(),
      issuing: z.enum(["fifo", "lifo"]).default("fifo"),
      wasteCost: moneyOption.default(0),
    }),
    (options, columns) =>
      perishable({
        ...readSingleStock(options, columns),
        lifetime: options.lifetime,
        issuing: options.issuing,
        wasteCost: readMoney(options.wasteCost, "wasteCost", columns),
      }),
  ),
  entry(
    dualSourcing({ ...any, regularLeadTime: 1, expeditedLeadTime: 0, regularCost: 0, expeditedCost: 1 }),
    stockOptions
      .omit({ leadTime: true, unitCost: true })
      .extend({
        regularLeadTime: z.int().positive(),
        expeditedLeadTime: z.int().nonnegative().default(0),
        regularCost: moneyOption.default(0),
        expeditedCost: moneyOption,
        unmet: z.enum(["waits", "lost"]).default("waits"),
        ...termOptionsOf("regular"),
        ...termOptionsOf("expedited"),
      })
      .refine((options) => options.expeditedLeadTime < options.regularLeadTime, {
        path: ["expeditedLeadTime"],
        message: "Write a shorter lead time than regularLeadTime.",
      }),
    (options, columns) => {
      const { regularLeadTime, expeditedLeadTime, regularCost, expeditedCost, unmet, ...rest } = options;
      const problem = dualSourcing({
        ...withRegular(readSingleStock({ ...rest, leadTime: regularLeadTime, unitCost: 0 }, columns)),
        expeditedLeadTime,
        regularCost: readMoney(regularCost, "regularCost", columns),
        expeditedCost: readMoney(expeditedCost, "expeditedCost", columns),
        unmet,
      });
      return problem.decisions.reduce(
        (made, { name }) => withOrderTerms(made, readOrderTerms(options, columns, name), name),
        problem,
      );
    },
  ),
  oneOrderEntry(
    procurementRemoval({ ...any, salvageValue: 0 }),
    oneOrderOptions.extend({ shortageCost: moneyOption.default(0), salvageValue: moneyOption }),
    (options, columns) =>
      procurementRemoval({
        ...readSingleStock(options, columns),
        salvageValue: readMoney(options.salvageValue, "salvageValue", columns),
      }),
  ),
  oneOrderEntry(
    fixedCost({ ...any, orderCost: 1 }),
    oneOrderOptions.extend({ orderCost: moneyOption }),
    (options, columns) =>
      fixedCost({
        ...readSingleStock(options, columns),
        orderCost: readMoney(options.orderCost, "orderCost", columns),
      }),
  ),
];

/** What is said of lead times is said of the regular supplier. */
function withRegular({ leadTime, ...rest }: SingleStockOptions) {
  return { ...rest, regularLeadTime: leadTime };
}

type WrittenDays = { orderDays?: z.output<typeof orderDaysOption> };
type Written = Readonly<Record<string, unknown>> & WrittenDays & WrittenLimits;

/** An entry whose orders are placed on the terms that are written for them. */
function oneOrderEntry<Schema extends z.ZodType<Written & WrittenTerms>>(
  example: Problem,
  options: Schema,
  make: (options: z.output<Schema>, columns: Columns) => Problem,
): ProblemEntry {
  return entry(example, options, (read, columns) =>
    withOrderTerms(make(read, columns), readOrderTerms(read, columns)),
  );
}

/** An entry whose orders are placed on the days and within the limits that are written for them. */
function entry<Schema extends z.ZodType<Written>>(
  example: Problem,
  options: Schema,
  make: (options: z.output<Schema>, columns: Columns) => Problem,
): ProblemEntry {
  return problemEntry(example, options, (read, columns) => {
    const ordering = withOrderDays(make(read, columns), readOrderDays(read.orderDays, columns));
    return withSharedLimits(ordering, readSharedLimits(read, columns));
  });
}
