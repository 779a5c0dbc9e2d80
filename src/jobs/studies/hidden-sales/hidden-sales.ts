import { InputError, assert } from "../../../base/errors.js";
import { randomStream } from "../../../base/random.js";
import { estimateDemand } from "../../../demand/censored.js";
import type { Panel } from "../../../demand/panel.js";
import { percentileInterval, resampleSeries } from "../../../evaluation/bootstrap.js";
import { readConfig } from "../../../store/config-file.js";
import type { JobContext } from "../../context.js";
import { loadData } from "../../data.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { hideSales, type HiddenSales } from "./hide-sales.js";

/** How demand out of stock is estimated, on periods of which it is known. */
export const hiddenSales: Study = {
  name: "hidden-sales",
  summary: "Hides sales of periods in stock, and recovers them as demand out of stock is estimated.",
  files: ["config"],
  async run({ files, quick }: StudyOptions, context: JobContext) {
    assert(files !== undefined, "the files of a study were asked for");
    const config = await readConfig(files.config);
    const { panel } = await loadData(config, undefined, context);
    const asked = quick ? firstSeries(panel, 100) : panel;
    const rows = (["all", "part"] as const).flatMap((how) => {
      const hidden = hideSales(asked, how, randomStream(config.seed).child(`hide-${how}`));
      if (hidden.cells.length > 0) return rowsOf(asked, hidden, how);
      throw new InputError(files.config, "has no period in stock with a sale", "Give sales.");
    });
    return { rows };
  },
};

function firstSeries(panel: Panel, count: number): Panel {
  const periods = panel.periodStart.length;
  const cells = Math.min(count, panel.series.length) * periods;
  return {
    ...panel,
    series: panel.series.slice(0, count),
    units: panel.units.subarray(0, cells),
    inStock: panel.inStock.subarray(0, cells),
    firstPeriod: panel.firstPeriod.subarray(0, count),
    attributes: new Map(),
    perPeriod: undefined,
    planned: undefined,
  };
}

/** What is done about the periods out of stock, and the demand that it takes them to have had. */
const treatments: Readonly<Record<string, (hidden: HiddenSales) => (cell: number) => number>> = {
  "sales taken for demand": ({ seen }) => (cell) => seen.units[cell],
  "periods dropped": ({ seen }) => meansInStock(seen),
  estimated: ({ seen }) => {
    const { units } = estimateDemand(seen);
    return (cell) => units[cell];
  },
};

/** Without the dropped periods, a series is expected to sell what it does in the others. */
function meansInStock({ units, inStock, series, periodStart, firstPeriod }: Panel): (cell: number) => number {
  const periods = periodStart.length;
  const means = series.map((_, s) => {
    let [sum, count] = [0, 0];
    for (let cell = s * periods + firstPeriod[s]; cell < (s + 1) * periods; cell++) {
      sum += inStock[cell] * units[cell];
      count += inStock[cell];
    }
    return count === 0 ? 0 : sum / count;
  });
  return (cell) => means[Math.floor(cell / periods)];
}

function rowsOf(panel: Panel, hidden: HiddenSales, how: string): StudyRow[] {
  const periods = panel.periodStart.length;
  const bySeries = (of: (cell: number) => number) => {
    const sums = new Float64Array(panel.series.length);
    for (const cell of hidden.cells) sums[Math.floor(cell / periods)] += of(cell);
    return sums;
  };
  const demand = bySeries((cell) => panel.units[cell]);
  return Object.entries(treatments).map(([treatment, make]) => {
    const recovered = make(hidden);
    const errors = bySeries((cell) => Math.abs(recovered(cell) - panel.units[cell]));
    const bias = bySeries((cell) => recovered(cell) - panel.units[cell]);
    const stream = randomStream(1).child("hidden");
    const resampled = resampleSeries([errors, demand, bias], { stream });
    const interval = percentileInterval(resampled, ([error, sold]) => error / sold);
    assert(interval !== null, "hidden periods have sales");
    const share = resampled.sums[2] / resampled.sums[1];
    return {
      keys: {
        hidden: how,
        treatment,
        periods: hidden.cells.length,
        biasPercent: Math.round(share * 1000) / 10,
      },
      value: interval.mean,
      low: interval.low,
      high: interval.high,
      published: null,
    };
  });
}
