import { constant } from "../../engine/index.js";
import { type SingleStockOptions, singleStock } from "../mechanics/single-stock.js";
import type { Problem } from "../problem.js";

/** One stock; demand that it cannot serve waits. A base-stock policy is optimal. */
export function backlog(options: SingleStockOptions): Problem {
  const identity = {
    name: "backlog",
    summary: "One stock with a lead time; demand that finds no stock waits and is served first.",
    allowsBacklog: true,
  };
  return singleStock(identity, options, (stock, demand) => ({ net: stock.sub(demand), lost: constant(0) }));
}
