import { assert } from "../../base/errors.js";
import { randomStream } from "../../base/random.js";
import { sum } from "../../base/sums.js";
import { periodCount } from "../../demand/panel.js";
import { percentileInterval, resampleSeries } from "../../evaluation/bootstrap.js";
import { type CoverForecast, pinballLoss } from "../../forecasting/index.js";
import { readConfig } from "../../store/config-file.js";
import { orderedUpTo } from "../../training/baselines/predict-then-optimise.js";
import { fittedForecasters, followedForecasters } from "../../training/forecasters/index.js";
import type { JobContext } from "../context.js";
import { loadData } from "../data.js";
import { createExecutor } from "../executor.js";
import { arena } from "../judge.js";
import { type Setup, setup } from "../setup.js";
import type { Study, StudyOptions, StudyRow } from "./study.js";

/** Probabilities of the quantiles that are scored. */
const PROBABILITIES = [0.5, 0.9];

/** What forecasters say of demand over the cover, and what it costs to order by them. */
export const forecasters: Study = {
  name: "forecasters",
  summary: "Pinball loss and calibration of forecast quantiles, and the cost of ordering up to them.",
  files: ["config"],
  async run({ files, quick, part, breathe }: StudyOptions, context: JobContext) {
    assert(files !== undefined, "the files of a study were asked for");
    const config = await readConfig(files.config);
    const { panel } = await loadData(config, undefined, context);
    const made = setup({ config, panel, executor: createExecutor(context.threads) });
    const { world, executor, ranges, stream } = made;
    const task = { world, executor, stream, range: ranges.train, validation: ranges.validation, breathe };
    const asked = (quick ? followedForecasters : fittedForecasters)(panel.frequency);
    const rows: StudyRow[] = [];
    for (const { name, fit } of asked)
      rows.push(...(await part(name, async () => {
        const said = { name, forecast: await fit(task) };
        return [...PROBABILITIES.map((probability) => scored(made, said, probability)), ordered(made, said)];
      })));
    return { rows };
  },
};

interface Said {
  readonly name: string;
  readonly forecast: CoverForecast;
}

/** Of decisions in the test whose cover ends there, and whose demand was seen in full. */
function scored(made: Setup, { name, forecast }: Said, probability: number): StudyRow {
  const { world, ranges } = made;
  const { panel, demand } = world;
  const periods = periodCount(panel);
  const sums = () => new Float64Array(panel.series.length);
  const [loss, units, count, covered] = [sums(), sums(), sums(), sums()];
  for (let series = 0; series < panel.series.length; series++) {
    const cover = world.coverPeriods(series);
    const quantiles = forecast(series, probability);
    const from = Math.max(ranges.test.from, panel.firstPeriod[series]);
    for (let t = from; t < ranges.test.to; t++) {
      const end = t + Math.max(Math.round(cover[t]), 1);
      const [start, stop] = [series * periods + t, series * periods + end];
      if (end > ranges.test.to || panel.inStock.subarray(start, stop).includes(0)) continue;
      const sold = sum(demand.subarray(start, stop));
      loss[series] += pinballLoss(quantiles[t], sold, probability);
      units[series] += sold;
      covered[series] += sold <= quantiles[t] ? 1 : 0;
      count[series]++;
    }
  }
  const share = sum(covered) / sum(count);
  const keys = { measure: `pinball at ${probability}`, coveredPercent: Math.round(share * 1000) / 10 };
  return row(name, keys, [loss, units]);
}

/** Mean cost per series and period of the base-stock order, at the quantile that costs ask for. */
function ordered(made: Setup, { name, forecast }: Said): StudyRow {
  const by = orderedUpTo(forecast, made);
  const { flows, windows } = arena(made, made.ranges.test)({ name, knows: "history", by });
  const counted = flows.periods - windows.warmUp;
  const cost = Float64Array.from({ length: flows.lanes }, (_, lane) => {
    const from = lane * flows.periods + windows.warmUp;
    return sum(flows.fields.cost.subarray(from, from + counted));
  });
  return row(name, { measure: "cost", coveredPercent: "" }, [cost, cost.map(() => counted)]);
}

function row(
  forecaster: string,
  keys: Readonly<Record<string, string | number>>,
  parts: readonly [Float64Array, Float64Array],
): StudyRow {
  const resampled = resampleSeries(parts, { stream: randomStream(1).child("forecasters") });
  const interval = percentileInterval(resampled, ([of, over]) => of / over);
  assert(interval !== null, "the test has demand");
  const { mean: value, low, high } = interval;
  return { keys: { forecaster, ...keys }, value, low, high, published: null };
}
