import { type Attribute, type Panel, panel, periodCount } from "../../../demand/panel.js";

/** At most so many series of a panel, evenly spaced. */
export function spreadSeries(all: Panel, most: number): Panel {
  const [there, count] = [all.series.length, Math.min(all.series.length, most)];
  return someSeries(all, Array.from({ length: count }, (_, k) => Math.floor((k * there) / count)));
}

/** The panel of some of its series. */
function someSeries(all: Panel, chosen: readonly number[]): Panel {
  if (chosen.length === all.series.length) return all;
  const periods = periodCount(all);
  const cells = <Cells extends Float32Array | Uint8Array>(from: Cells, to: Cells): Cells => {
    chosen.forEach((s, k) => to.set(from.subarray(s * periods, (s + 1) * periods), k * periods));
    return to;
  };
  const size = chosen.length * periods;
  const ofSeries = (attribute: Attribute): Attribute =>
    attribute.kind === "number"
      ? { kind: "number", values: Float64Array.from(chosen, (s) => attribute.values[s]) }
      : { kind: "text", values: chosen.map((s) => attribute.values[s]) };
  const perPeriod = [...(all.perPeriod ?? [])].map(
    ([name, values]) => [name, cells(values, new Float32Array(size))] as const,
  );
  return panel({
    ...all,
    series: chosen.map((s) => all.series[s]),
    units: cells(all.units, new Float32Array(size)),
    inStock: cells(all.inStock, new Uint8Array(size)),
    firstPeriod: Int32Array.from(chosen, (s) => all.firstPeriod[s]),
    attributes: new Map([...all.attributes].map(([name, attribute]) => [name, ofSeries(attribute)])),
    ...(all.perPeriod ? { perPeriod: new Map(perPeriod) } : {}),
  });
}
