import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ledgerTable, type LedgerFields, type LedgerTable } from "../ledger-table.js";
import { madeLedger } from "../../../test/fixtures/made-ledger.js";
import { metrics } from "./index.js";

describe.each(metrics.map((metric) => ({ name: metric.name, metric })))("metric $name", ({ metric }) => {
  it("has a name and texts of its own", () => {
    expect(metric.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(metrics.filter(({ name }) => name === metric.name)).toHaveLength(1);
    expect(metrics.filter(({ title }) => title === metric.title)).toHaveLength(1);
    expect(metric.summary).toMatch(/^[A-Z].*\.$/);
    expect(metric.averaged.length).toBeGreaterThan(0);
  });

  it("is undefined, not a number, when nothing is scored", () => {
    const ledger = madeLedger({ cost: [[1, 2]], demanded: [[3, 4]], sold: [[3, 4]] }, { mask: [[0, 0]] });
    expect(metric.compute(ledger)).toBeNull();
    expect([...metric.perSeries(ledger)]).toEqual([NaN]);
  });

  it("is finite or null on any ledger, and a share lies between 0 and 1", () => {
    fc.assert(
      fc.property(simulatedLedger(), (ledger) => {
        const value = metric.compute(ledger);
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(metric.unit === "share" ? 1 + 1e-9 : Infinity);
      }),
    );
  });

  it("lies between the lowest and the highest of the series it can be computed for", () => {
    fc.assert(
      fc.property(simulatedLedger(), (ledger) => {
        const { numerator, denominator } = metric.parts(ledger);
        fc.pre(numerator.every((value, series) => value === 0 || denominator[series] > 0));
        const value = metric.compute(ledger);
        const defined = metric.perSeries(ledger).filter((own) => !Number.isNaN(own));
        expect(value === null).toBe(defined.length === 0);
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(Math.min(...defined) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...defined) + 1e-9);
      }),
    );
  });

  it("stays the same when every series occurs twice", () => {
    fc.assert(
      fc.property(simulatedLedger(), (ledger) => {
        const once = metric.compute(ledger);
        const again = metric.compute(twice(ledger));
        if (once === null) expect(again).toBeNull();
        else expect(again).toBeCloseTo(once, 9);
      }),
    );
  });
});

/** A lost-sales or backlog simulation with random orders, demand and scored cells. */
function simulatedLedger(): fc.Arbitrary<LedgerTable> {
  return fc
    .record({ series: fc.integer({ min: 1, max: 4 }), periods: fc.integer({ min: 1, max: 8 }) })
    .chain(({ series, periods }) => {
      const flow = fc.array(fc.integer({ min: 0, max: 5 }), {
        minLength: series * periods,
        maxLength: series * periods,
      });
      return fc.record({
        series: fc.constant(series),
        periods: fc.constant(periods),
        ordered: flow,
        demanded: flow,
        mask: flow,
        keeps: fc.boolean(),
      });
    })
    .map(simulate);
}

function simulate(made: {
  series: number;
  periods: number;
  ordered: number[];
  demanded: number[];
  mask: number[];
  keeps: boolean;
}): LedgerTable {
  const { series, periods, ordered, demanded, mask, keeps } = made;
  const empty = () => new Float32Array(series * periods);
  const [sold, lost, backlogged, onHand] = [empty(), empty(), empty(), empty()];
  for (let row = 0; row < series; row++) {
    let stock = 0;
    for (let cell = row * periods; cell < (row + 1) * periods; cell++) {
      const available = Math.max(stock, 0) + ordered[cell];
      const wanted = demanded[cell] + Math.max(-stock, 0);
      sold[cell] = Math.min(available, wanted);
      const short = wanted - sold[cell];
      (keeps ? backlogged : lost)[cell] = short;
      onHand[cell] = available - sold[cell];
      stock = onHand[cell] - backlogged[cell];
    }
  }
  const fields: LedgerFields = {
    received: Float32Array.from(ordered),
    ordered: Float32Array.from(ordered),
    demanded: Float32Array.from(demanded),
    cost: onHand.map((units, cell) => units + 9 * (lost[cell] + backlogged[cell])),
    sold,
    lost,
    backlogged,
    onHand,
  };
  return ledgerTable({
    series,
    periods,
    daysPerPeriod: 7,
    mask: Uint8Array.from(mask, (value) => (value > 2 ? 1 : 0)),
    fields,
  });
}

function twice(ledger: LedgerTable): LedgerTable {
  const field = (name: keyof LedgerFields) => {
    const values = ledger.fields[name];
    return Float32Array.from([...values, ...values]);
  };
  return ledgerTable({
    ...ledger,
    series: 2 * ledger.series,
    mask: Uint8Array.from([...ledger.mask, ...ledger.mask]),
    fields: {
      received: field("received"),
      demanded: field("demanded"),
      sold: field("sold"),
      lost: field("lost"),
      backlogged: field("backlogged"),
      ordered: field("ordered"),
      onHand: field("onHand"),
      cost: field("cost"),
    },
  });
}
