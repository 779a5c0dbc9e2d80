import { readFileSync } from "node:fs";
import { parseCsv } from "../../src/store/csv-records.js";

/** A line of ORDERS.csv as a spreadsheet would read it. */
export type OrderLine = Readonly<Record<string, string>>;

/** The lines of ORDERS.csv by "item location". */
export function ordersOf(path: string): ReadonlyMap<string, OrderLine> {
  const [names, ...rows] = parseCsv(readFileSync(path, "utf8"), ",").map(({ fields }) => fields);
  const lines = rows.map((fields) => Object.fromEntries(fields.map((field, i) => [names[i], field])));
  return new Map(lines.map((line) => [`${line.item} ${line.location}`, line]));
}
