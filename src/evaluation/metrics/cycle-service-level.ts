import { shortUnits, type LedgerTable } from "../ledger-table.js";
import { ratioMetric, type RatioParts } from "./metric.js";

/**
 * Share of replenishment cycles without a shortage (P1 of Silver, Pyke and Thomas). A cycle runs from one
 * receipt to the period before the next. The window cuts the first and the last cycle; both count, so that a
 * series that is short and never receives anything is not passed over.
 */
export const cycleServiceLevel = ratioMetric({
  name: "cycle-service-level",
  title: "Cycle service",
  summary: "Share of replenishment cycles, from receipt to receipt, in which all demand was served at once.",
  unit: "share",
  better: "higher",
  averaged: "over all cycles of all series with equal weights",
  parts: countCycles,
});

function countCycles(ledger: LedgerTable): RatioParts {
  const numerator = new Float64Array(ledger.series);
  const denominator = new Float64Array(ledger.series);
  for (let series = 0; series < ledger.series; series++) {
    const { cycles, short } = cyclesOf(ledger, series);
    numerator[series] = cycles - short;
    denominator[series] = cycles;
  }
  return { numerator, denominator };
}

function cyclesOf(ledger: LedgerTable, series: number): { cycles: number; short: number } {
  let cycles = 0;
  let short = 0;
  let shortSeen = false;
  for (let cell = series * ledger.periods; cell < (series + 1) * ledger.periods; cell++) {
    if (!ledger.mask[cell]) continue;
    if (cycles === 0 || ledger.fields.received[cell] > 0) {
      cycles++;
      shortSeen = false;
    }
    if (!shortSeen && shortUnits(ledger, cell) > 0) {
      short++;
      shortSeen = true;
    }
  }
  return { cycles, short };
}
