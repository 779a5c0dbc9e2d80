import { InputError } from "../base/errors.js";
import { optionalColumn, readCsvTable } from "./csv-table.js";
import { nameCell, quantityCell } from "./quantity-cell.js";

/** What one series has on hand. `location` is "" where the file has no such column. */
export interface StockRow {
  readonly item: string;
  readonly location: string;
  /** Units; negative is backlog. */
  readonly onHand: number;
  /** Line in the file, counted from 1. */
  readonly line: number;
}

/**
 * Reads STOCK.csv: item, location (optional), on_hand; other columns are left alone.
 * @param options.backlog whether on_hand may be negative: units owed to customers.
 * @throws InputError with file, line and column, also for no rows and for two rows of one series.
 */
export async function readStock(
  path: string,
  options: { readonly backlog?: boolean } = {},
): Promise<StockRow[]> {
  const wanted = ["item", "on_hand"].map((name) => ({ name }));
  const { names, rows } = await readCsvTable(path, wanted);
  if (rows.length === 0)
    throw new InputError(path, "has column names but no rows", "Give the stock of each series.");
  const location = optionalColumn(path, names, "location");
  const negative = options.backlog === true ? "allowed" : "refused";
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const item = nameCell({ path, row, column: "item" });
    const place = location === undefined ? "" : row.cell(location);
    const onHand = quantityCell({ path, row, column: "on_hand" }, negative);
    const key = `${item}\u0000${place}`;
    const earlier = lines.get(key);
    if (earlier !== undefined) {
      const series = place === "" ? item : `${item} at ${place}`;
      throw new InputError(
        `${path} line ${row.line}`,
        `repeats ${series} of line ${earlier}`,
        "Keep one row.",
      );
    }
    lines.set(key, row.line);
    return { item, location: place, onHand, line: row.line };
  });
}
