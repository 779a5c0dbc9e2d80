import { assert } from "../base/errors.js";

/** Physical flows of a simulated policy and what they cost, each `[series × periods]`, a row per series. */
export interface LedgerFields {
  /** Units received at the start of the period. */
  readonly received: Float32Array;
  /** Units that customers asked for. */
  readonly demanded: Float32Array;
  /** Units that left stock for customers, those that clear an earlier backlog included. */
  readonly sold: Float32Array;
  /** Units of the period's demand that were lost. */
  readonly lost: Float32Array;
  /** Units that customers still wait for at the end of the period. */
  readonly backlogged: Float32Array;
  /** Units ordered at the start of the period. */
  readonly ordered: Float32Array;
  /** Units on hand at the end of the period, >= 0. */
  readonly onHand: Float32Array;
  /** Money; lower is better. */
  readonly cost: Float32Array;
}

/** What a simulated policy did to many series, and which series-periods are judged. */
export interface LedgerTable {
  readonly series: number;
  readonly periods: number;
  /** 1 where the series-period is scored, else 0, `[series × periods]`. */
  readonly mask: Uint8Array;
  /** Calendar days in a period: 1, 7, or 365.25 / 12. */
  readonly daysPerPeriod: number;
  readonly fields: LedgerFields;
}

/** Checks the shapes; every maker of a ledger table ends with it. */
export function ledgerTable(parts: LedgerTable): LedgerTable {
  const cells = parts.series * parts.periods;
  assert(parts.mask.length === cells, `mask has ${parts.mask.length} cells, not ${cells}`);
  for (const [name, values] of Object.entries(parts.fields))
    assert(values.length === cells, `${name} has ${values.length} cells, not ${cells}`);
  assert(parts.daysPerPeriod > 0, `a period has ${parts.daysPerPeriod} days`);
  return parts;
}

/** Per series, the sum of `value(cell)` over its scored periods; a cell is series · periods + period. */
export function sumScored(ledger: LedgerTable, value: (cell: number) => number): Float64Array {
  const { series, periods, mask } = ledger;
  const sums = new Float64Array(series);
  for (let row = 0; row < series; row++) {
    let sum = 0;
    for (let cell = row * periods; cell < (row + 1) * periods; cell++) if (mask[cell]) sum += value(cell);
    sums[row] = sum;
  }
  return sums;
}

/** Per series, the number of scored periods. */
export function countScored(ledger: LedgerTable): Float64Array {
  return sumScored(ledger, () => 1);
}

/**
 * Units of the demand of a period that were not served in that period: lost, or newly backlogged. A receipt
 * first clears the backlog of the period before, so only what exceeds the rest of it is new. The backlog
 * before the first period of the table is taken as zero.
 */
export function shortUnits(ledger: LedgerTable, cell: number): number {
  const { lost, backlogged, received } = ledger.fields;
  const before = cell % ledger.periods === 0 ? 0 : backlogged[cell - 1];
  const stillWaiting = Math.max(before - received[cell], 0);
  return lost[cell] + Math.max(backlogged[cell] - stillWaiting, 0);
}
