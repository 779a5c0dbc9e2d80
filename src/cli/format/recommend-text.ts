import type { Recommended } from "../../jobs/recommend.js";
import { count } from "./number.js";
import { facts } from "./table.js";

/** How much is ordered, and where it stands. */
export function recommendText({ out, series, orders, units, notes }: Recommended): string {
  const lines = facts([
    ["orders", `${count(orders)} of ${count(series)} series`],
    ["units", count(units)],
    ["file", out],
  ]);
  return [lines, ...notes].join("\n");
}
