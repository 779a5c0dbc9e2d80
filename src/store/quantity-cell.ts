import { parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { shown } from "../base/options.js";
import type { EpochDay } from "../demand/panel.js";
import type { TableRow } from "./csv-table.js";

/** A cell of a small file, with where it stands. */
export interface CellPlace {
  readonly path: string;
  readonly row: TableRow;
  readonly column: string;
}

/** A finite number, not negative unless allowed. @throws InputError with file, line and column. */
export function quantityCell(place: CellPlace, negative: "refused" | "allowed" = "refused"): number {
  const text = place.row.cell(place.column);
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw refused(place, "Write a number, like 12 or 3.5.");
  if (value < 0 && negative === "refused") throw refused(place, "Write a quantity of at least 0.");
  return value;
}

/** A date as YYYY-MM-DD. @throws InputError with file, line and column. */
export function dateCell(place: CellPlace): EpochDay {
  const day = parseDate(place.row.cell(place.column));
  if (day === undefined) throw refused(place, "Write a date as YYYY-MM-DD.");
  return day;
}

/** A text that is not empty. @throws InputError with file, line and column. */
export function nameCell(place: CellPlace): string {
  const text = place.row.cell(place.column);
  if (text === "") throw refused(place, `Give every row an ${place.column}.`);
  return text;
}

/** What to do about a text that is no number: the beginning of a sentence. */
export function numberWayOut(text: string): string {
  const mark = /^[+-]?\d+([.,])(\d+)$/.exec(text);
  if (mark !== null && mark[2].length !== 3)
    return `Set decimal: "${mark[1]}" if that is the decimal mark, or write a number like 3.5`;
  const isGrouped = /^[+-]?\d{1,3}([., '\u00a0\u202f]\d{3})+([.,]\d+)?$/.test(text);
  if (isGrouped) return "Write it without thousands separators, or set thousands or decimal";
  return "Write a number, like 12 or 3.5";
}

function refused(place: CellPlace, wayOut: string): InputError {
  const text = place.row.cell(place.column);
  const found = text === "" ? "found an empty cell" : `found ${shown(text)}`;
  return new InputError(`${place.path} line ${place.row.line}, column "${place.column}"`, found, wayOut);
}
