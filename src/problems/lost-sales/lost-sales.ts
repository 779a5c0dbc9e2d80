import { type SingleStockOptions, singleStock } from "../mechanics/single-stock.js";
import type { Problem } from "../problem.js";

/** One stock; demand that it cannot serve is lost. Zipkin (2008), Operations Research 56(5). */
export function lostSales(options: SingleStockOptions): Problem {
  const identity = {
    name: "lost-sales",
    summary: "One stock with a lead time; demand that finds no stock is lost.",
    allowsBacklog: false,
  };
  return singleStock(identity, options, (stock, demand) => {
    const net = stock.sub(demand).atLeast(0);
    return { net, lost: demand.sub(stock).atLeast(0) };
  });
}
