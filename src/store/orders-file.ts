import { formatDate } from "../base/dates.js";
import { assert } from "../base/errors.js";
import type { EpochDay } from "../demand/panel.js";
import { csvLine, type Cell } from "./csv-cells.js";
import { writeWhole } from "./whole-files.js";

/** One line of ORDERS.csv. Quantities are units. */
export interface OrderRow {
  readonly item: string;
  readonly location: string;
  /** Whole units, >= 0. */
  readonly order: number;
  /** The start of the period in which the order can first serve demand. */
  readonly due: EpochDay;
  readonly onHand: number;
  readonly onOrder: number;
  readonly position: number;
  /** The order-up-to level, where the policy has one. */
  readonly target?: number;
  /** Why this quantity, in a sentence. */
  readonly reason: string;
  /** What the problem adds, by column; a column absent here is an empty cell. */
  readonly extra?: Readonly<Record<string, Cell>>;
}

/**
 * Writes ORDERS.csv whole or not at all (RFC 4180, UTF-8). A text that a spreadsheet would run as a
 * formula gets an apostrophe in front (see `csvLine`).
 * @param options.extraColumns the names of what the problem adds, in order, after the fixed columns.
 * @throws InputError where the file cannot be written.
 */
export async function writeOrders(
  path: string,
  rows: readonly OrderRow[],
  options: { readonly extraColumns?: readonly string[] } = {},
): Promise<void> {
  await writeWhole(path, orderLines(rows, options.extraColumns ?? []));
}

const columns = ["item", "location", "order", "due", "on_hand", "on_order", "position", "target", "reason"];

function* orderLines(rows: readonly OrderRow[], extraColumns: readonly string[]): Generator<string> {
  yield csvLine([...columns, ...extraColumns]);
  for (const row of rows) {
    const whole = Number.isSafeInteger(row.order) && row.order >= 0;
    assert(whole, `an order is a whole number of units, not ${row.order} of ${row.item}`);
    const { item, location, order, onHand, onOrder, position, target, reason } = row;
    const fixed = [item, location, order, formatDate(row.due), onHand, onOrder, position, target, reason];
    yield csvLine([...fixed, ...extraColumns.map((name) => row.extra?.[name])]);
  }
}
