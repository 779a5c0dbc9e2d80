import { describe, expect, it } from "vitest";
import { executor } from "../../../../test/contracts/executor.js";
import { randomStream } from "../../../base/random.js";
import { featureTable, withHistory } from "../../../demand/feature-table.js";
import { featureSet } from "../../../demand/features/index.js";
import { type Frequency, type Panel, panel } from "../../../demand/panel.js";
import { referenceExecutor } from "../../../engine/index.js";
import { lostSales } from "../../../problems/index.js";
import { world } from "../../../simulation/world.js";
import type { ForecastTask } from "../fitted-forecaster.js";
import { learnedQuantiles } from "./mq-rnn.js";
import { momentsWithin } from "./moments.js";
import { quantileLesson } from "./quantile-lesson.js";
import { HISTORY, LEVELS, between } from "./quantile-network.js";

const PERIODS = 160;
const SMALL = { state: 8, hidden: [16], context: 4, lanes: 128 };

type Draw = (period: number, uniform: () => number, series: number) => number;

function drawn(draw: Draw, { series = 40, frequency = "week" as Frequency } = {}): Panel {
  const stream = randomStream(3);
  return panel({
    frequency,
    periodStart: Int32Array.from({ length: PERIODS }, (_, t) => (frequency === "week" ? 7 : 1) * t),
    series: Array.from({ length: series }, (_, i) => ({ item: `${i}`, location: "" })),
    units: Float32Array.from({ length: series * PERIODS }, (_, k) =>
      draw(k % PERIODS, stream.uniform, Math.floor(k / PERIODS)),
    ),
    inStock: new Uint8Array(series * PERIODS).fill(1),
    firstPeriod: new Int32Array(series),
    attributes: new Map(),
  });
}

function taskOf(made: Panel, { leadTime = 1, seed = 5 } = {}): ForecastTask {
  const problem = lostSales({ leadTime, holdingCost: 1, shortageCost: 9 });
  const features = featureTable(made, featureSet(made.frequency, 90));
  const seen = world({ panel: made, problem, demand: made.units, features, stream: randomStream(1) });
  const [range, validation] = [{ from: 0, to: 90 }, { from: 90, to: 120 }];
  return { world: seen, executor, stream: randomStream(seed), range, validation };
}

const tested = Array.from({ length: 30 }, (_, k) => 120 + k);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("MQ-RNN", () => {
  it("of demand that is uniform from 0 to 10 says the true quantiles, of a period and of two", async () => {
    const task = taskOf(drawn((_, uniform) => 10 * uniform()));
    const { overCover, inPeriod } = await learnedQuantiles(task, { ...SMALL, maxSteps: 600 });
    const said = (of: (series: number) => Float32Array) =>
      mean(Array.from({ length: 40 }, (_, s) => tested.map((t) => of(s)[t])).flat());
    for (const probability of [0.1, 0.5, 0.9]) {
      const period = said((s) => inPeriod(s, 0, probability));
      expect(Math.abs(period - 10 * probability)).toBeLessThan(0.6);
      // The sum of two is triangular: F(x) = x² / 200 up to 10, and 1 - (20 - x)² / 200 from there on.
      const sum = probability <= 0.5
        ? Math.sqrt(200 * probability)
        : 20 - Math.sqrt(200 * (1 - probability));
      expect(Math.abs(said((s) => overCover(s, probability)) - sum)).toBeLessThan(1);
    }
  });

  it("learns a season: of demand that the day of the week decides, quantiles are that demand", async () => {
    const season = [4, 8, 2, 6, 10, 20, 1];
    const made = drawn((t, _, series) => (1 + (series % 5)) * season[t % 7], { frequency: "day" });
    const { inPeriod } = await learnedQuantiles(taskOf(made), { ...SMALL, maxSteps: 1200 });
    const errors = Array.from({ length: 40 }, (_, s) => {
      const median = inPeriod(s, 1, 0.5);
      return tested.map((t) => Math.abs(median[t] - made.units[s * PERIODS + t + 1]) / (1 + (s % 5)));
    });
    expect(mean(errors.flat())).toBeLessThan(1);
  });

  it("never crosses, sees no later demand, and says the same bits for the same seed", async () => {
    const lumpy: Draw = (_, uniform) => (uniform() < 0.7 ? 0 : Math.floor(20 * uniform() ** 3));
    const made = drawn(lumpy);
    const later = { ...made, units: made.units.map((units, k) => (k % PERIODS < 125 ? units : 99)) };
    const options = { ...SMALL, maxSteps: 30, validateEvery: 10 };
    const one = await learnedQuantiles(taskOf(made, { leadTime: 3 }), options);
    const same = await learnedQuantiles(taskOf(later, { leadTime: 3 }), options);
    for (const of of ["overCover", "inPeriod"] as const) {
      const say = (said: typeof one, p: number) =>
        of === "overCover" ? said.overCover(7, p) : said.inPeriod(7, 2, p);
      const rising = [0.01, 0.3, 0.33, 0.5, 0.87, 0.97, 0.999].map((p) => say(one, p));
      for (let k = 1; k < rising.length; k++)
        rising[k].forEach((units, t) => expect(units).toBeGreaterThanOrEqual(rising[k - 1][t]));
      expect(Math.min(...rising[0])).toBeGreaterThanOrEqual(0);
      const until = (values: Float32Array) => [...values.subarray(0, 126)];
      expect(until(say(same, 0.5))).toEqual(until(say(one, 0.5)));
      expect(say(same, 0.5)[127]).not.toBe(say(one, 0.5)[127]);
    }
    const other = await learnedQuantiles(taskOf(made, { leadTime: 3, seed: 6 }), options);
    expect(other.overCover(7, 0.5)[100]).not.toBe(one.overCover(7, 0.5)[100]);
  });

  it("follows the gradient of the pinball loss: finite differences agree", () => {
    const made = drawn((_, uniform) => 3 + 10 * uniform(), { series: 3 });
    const given = taskOf(made);
    const seen = { ...given.world, features: withHistory(given.world.features, made, HISTORY) };
    const task = { ...given, world: seen, executor: referenceExecutor };
    const { network, horizons, judged } = quantileLesson(task, { state: 3, hidden: [4], context: 2 });
    const session = judged(5, { gradient: true });
    session.load(momentsWithin(made, task.range, horizons).draw(5, randomStream(2)));
    const parameters = Float64Array.from(network.initial(randomStream(4)));
    const at = (k: number, step: number) =>
      session.run(parameters.map((value, index) => value + (index === k ? step : 0)));
    session.run(parameters);
    const gradient = session.gradient.slice();
    expect(gradient.filter((slope) => slope !== 0).length).toBeGreaterThan(gradient.length / 2);
    for (let k = 0; k < parameters.length; k += 7)
      expect(gradient[k]).toBeCloseTo((at(k, 1e-6) - at(k, -1e-6)) / 2e-6, 4);
  });
});

describe("quantiles between the levels", () => {
  it("lie on the line between their neighbours, and beyond the last on the last", () => {
    const squares = LEVELS.map((level) => level ** 2);
    LEVELS.forEach((level, k) => expect(between(squares, level)).toBe(squares[k]));
    expect(between(squares, 0.15)).toBeCloseTo((0.01 + 0.04) / 2, 12);
    expect([between(squares, 0.001), between(squares, 0.999)]).toEqual([squares[0], 0.99 ** 2]);
  });
});

describe("moments", () => {
  it("have their horizon within the range and begin after the series did", () => {
    const made = { ...drawn(() => 1, { series: 3 }), firstPeriod: Int32Array.of(0, 88, 20) };
    const within = momentsWithin(made, { from: 10, to: 90 }, 4);
    // Periods 10 to 86, none, 21 to 86.
    expect(within.count).toBe(77 + 66);
    const { series, period } = within.spread(1000);
    expect([period[0], period[76], period[77], period[142]]).toEqual([10, 86, 21, 86]);
    expect(new Set(series)).toEqual(new Set([0, 2]));
    expect(within.draw(200, randomStream(1)).series).not.toContain(1);
  });
});
