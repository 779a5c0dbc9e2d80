import type { EpochDay } from "../demand/panel.js";
import { optionalColumn, readCsvTable } from "./csv-table.js";
import { dateCell, nameCell, quantityCell } from "./quantity-cell.js";

/** A delivery under way. `location` is "" where the file has no such column. */
export interface OnOrderRow {
  readonly item: string;
  readonly location: string;
  /** Units, >= 0. */
  readonly quantity: number;
  /** The day on which the period starts at whose start it arrives. */
  readonly due: EpochDay;
  /** Line in the file, counted from 1. */
  readonly line: number;
}

/**
 * Reads ONORDER.csv: item, location (optional), quantity, due. A series may have many rows.
 * @throws InputError with file, line and column.
 */
export async function readOnOrder(path: string): Promise<OnOrderRow[]> {
  const wanted = ["item", "quantity", "due"].map((name) => ({ name }));
  const { names, rows } = await readCsvTable(path, wanted);
  const location = optionalColumn(path, names, "location");
  return rows.map((row) => ({
    item: nameCell({ path, row, column: "item" }),
    location: location === undefined ? "" : row.cell(location),
    quantity: quantityCell({ path, row, column: "quantity" }),
    due: dateCell({ path, row, column: "due" }),
    line: row.line,
  }));
}
