import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate } from "../../base/dates.js";
import { randomStream } from "../../base/random.js";
import { easterOf, periodStarts } from "../calendar.js";
import { type Frequency, type Panel, panel, periodCount } from "../panel.js";
import { type Feature, categoryFeature, featureSet, namedFeatures, scale } from "./index.js";

const frequencies: readonly Frequency[] = ["day", "week", "month"];
const scaleAsFeature: Feature = { name: "scale", summary: "", about: "", kind: "units", fill: scale };

interface Shape {
  readonly frequency: Frequency;
  readonly seed: number;
  readonly periods: number;
  /** How often a daily panel leaves out up to 120 days: at 1 only about six days of a year are left. */
  readonly gaps: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  frequency: fc.constantFrom(...frequencies),
  seed: fc.nat(1_000_000),
  periods: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 380, max: 460 })),
  gaps: fc.constantFrom(0, 0.02, 1),
});

/** Three series: busy, intermittent and fractional; with stock-outs, long ones too, and late starts. */
function panelOf({ frequency, seed, periods, gaps }: Shape): Panel {
  const stream = randomStream(seed);
  const starts = periodStarts(frequency, (parseDate("2021-11-20") as number) + stream.below(400), periods);
  if (frequency === "day") skipDays(starts, gaps, stream.uniform);
  const units = new Float32Array(3 * periods);
  const inStock = new Uint8Array(3 * periods);
  const firstPeriod = Int32Array.from([0, stream.below(periods), stream.below(Math.ceil(periods / 4))]);
  const draws = [
    () => stream.below(1000),
    () => (stream.uniform() < 0.1 ? 1 + stream.below(3) : 0),
    () => stream.uniform() * 7,
  ];
  for (let series = 0; series < 3; series++) {
    let empty = false;
    for (let period = firstPeriod[series]; period < periods; period++) {
      empty = empty ? stream.uniform() < 0.9 : stream.uniform() < 0.03;
      inStock[series * periods + period] = empty ? 0 : 1;
      units[series * periods + period] = draws[series]() * (empty ? 0.5 : 1);
    }
  }
  const names = ["a", "b", "c"].map((item) => ({ item, location: item === "c" ? "north" : "south" }));
  const cells = (count: number, draw: () => number) => Float32Array.from({ length: 3 * count }, draw);
  const flag = () => (stream.uniform() < 0.1 ? 1 : 0);
  const price = () => 1 + stream.below(4) / 2;
  return panel({
    frequency, periodStart: starts, series: names, units, inStock, firstPeriod,
    attributes: new Map([
      ["family", { kind: "text", values: ["food", "food", "toys"] }],
      ["weight", { kind: "number", values: Float64Array.from([1, 3, NaN]) }],
    ]),
    perPeriod: new Map([
      ["price", cells(periods, price)],
      ["leaflet", cells(periods, flag)],
      ["promotion", cells(periods, flag)],
      ["list-price", cells(periods, price)],
    ]),
    planned: new Map([["promotion", cells(5, flag)], ["list-price", cells(5, price)]]),
  });
}

function skipDays(starts: Int32Array, gaps: number, uniform: () => number): void {
  let skipped = 0;
  for (let period = 0; period < starts.length; period++) {
    if (uniform() < gaps) skipped += 1 + Math.floor(uniform() * 120);
    starts[period] += skipped;
  }
}

function valuesOf(feature: Feature, seen: Panel, series: number, from: number, count: number): Float32Array {
  const out = new Float32Array(count + 2).fill(NaN);
  feature.fill(seen, series, from, count, out, 1);
  if (!Number.isNaN(out[0])) expect.fail(`${feature.name} writes before its place`);
  if (!Number.isNaN(out[count + 1])) expect.fail(`${feature.name} writes beyond its place`);
  return out.subarray(1, count + 1);
}

/** As `toEqual`, which takes most of a test's time where it is asked of every feature. */
function expectSame(found: Float32Array, expected: Float32Array, about: string): void {
  const same = found.length === expected.length && found.every((value, k) => Object.is(value, expected[k]));
  if (!same) expect(found, about).toEqual(expected);
}

/** Every feature that can be asked for, each once. */
function namedOf(seen: Panel): readonly Feature[] {
  const all = [...namedFeatures(seen, Infinity).values()].flat();
  return [...new Map(all.map((feature) => [feature.name, feature])).values()];
}

function allOf(seen: Panel): readonly Feature[] {
  const family = categoryFeature(seen, "family", { trainingPeriods: Infinity });
  return [...namedOf(seen), scaleAsFeature, ...(family ? [family] : [])];
}

describe("every registered feature", () => {
  it("stays the same, up to a decision, when everything from it on changes", () => {
    fc.assert(fc.property(shapes, fc.integer({ min: 0, max: 9999 }), (shape, start) => {
      const past = panelOf(shape);
      const decision = start % (shape.periods + 1);
      const other = panelOf({ ...shape, seed: shape.seed + 1 });
      const perPeriod = new Map(past.perPeriod);
      for (const name of ["price", "leaflet"]) perPeriod.set(name, perPeriod.get(name)!.slice());
      const changed = { ...past, perPeriod, units: past.units.slice(), inStock: past.inStock.slice() };
      for (let series = 0; series < 3; series++)
        for (let period = decision; period < shape.periods; period++) {
          const cell = series * shape.periods + period;
          changed.units[cell] = other.units[cell] * 3 + 1;
          changed.inStock[cell] = other.inStock[cell];
          for (const name of ["price", "leaflet"])
            perPeriod.get(name)![cell] = other.perPeriod!.get(name)![cell];
        }
      for (const feature of allOf(past))
        for (let series = 0; series < 3; series++)
          expectSame(
            valuesOf(feature, changed, series, 0, decision + 1),
            valuesOf(feature, past, series, 0, decision + 1),
            `${feature.name} sees the future`,
          );
    }), { numRuns: 40 });
  });

  it("has a finite value for every decision, the one after the last period included", () => {
    fc.assert(fc.property(shapes, (shape) => {
      const seen = panelOf(shape);
      for (const feature of allOf(seen))
        for (let series = 0; series < 3; series++)
          for (const value of valuesOf(feature, seen, series, 0, shape.periods + 1))
            if (!Number.isFinite(value)) expect.fail(`${feature.name} is ${value}`);
    }), { numRuns: 40 });
  });

  it("gives a decision the same bits wherever the calculation starts", () => {
    fc.assert(fc.property(shapes, fc.integer({ min: 0, max: 9999 }), (shape, start) => {
      const seen = panelOf(shape);
      const from = start % (shape.periods + 1);
      for (const feature of allOf(seen))
        for (let series = 0; series < 3; series++) {
          const whole = valuesOf(feature, seen, series, 0, shape.periods + 1);
          expectSame(valuesOf(feature, seen, series, from, 1), whole.slice(from, from + 1), feature.name);
          const rest = valuesOf(feature, seen, series, from, shape.periods + 1 - from);
          expectSame(rest, whole.slice(from), feature.name);
        }
    }), { numRuns: 40 });
  });

  it("follows the unit of measure if it is in units and ignores it if it is plain", () => {
    fc.assert(fc.property(shapes, fc.integer({ min: -8, max: 8 }), (shape, exponent) => {
      const factor = 2 ** exponent;
      const seen = panelOf(shape);
      const measured = { ...seen, units: seen.units.map((units) => units * factor) };
      for (const feature of namedOf(seen))
        for (let series = 0; series < 3; series++) {
          const before = valuesOf(feature, seen, series, 0, shape.periods + 1);
          const after = valuesOf(feature, measured, series, 0, shape.periods + 1);
          const expected = feature.kind === "units" ? before.map((value) => value * factor) : before;
          expectSame(after, expected, feature.name);
        }
    }), { numRuns: 40 });
  });

  it("has a name of its own", () => {
    for (const frequency of frequencies) {
      const names = featureSet(frequency, Infinity).features.map((feature) => feature.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

/** One weekly series that starts on Monday 2023-01-02. */
function weekly(units: readonly number[], inStock?: readonly number[], firstPeriod = 0): Panel {
  return panel({
    frequency: "week",
    periodStart: periodStarts("week", parseDate("2023-01-02") as number, units.length),
    series: [{ item: "a", location: "" }],
    units: Float32Array.from(units),
    inStock: Uint8Array.from(inStock ?? units.map((_, period) => (period < firstPeriod ? 0 : 1))),
    firstPeriod: Int32Array.from([firstPeriod]),
    attributes: new Map(),
  });
}

function featureOf(seen: Panel, name: string): number[] {
  const feature = allOf(seen).find((candidate) => candidate.name === name);
  if (!feature) throw new Error(`no feature ${name}`);
  return [...valuesOf(feature, seen, 0, 0, periodCount(seen) + 1)];
}

/** Four weeks of one series with a column, and what is planned after them. */
function withColumn(values: readonly number[], plans?: readonly number[]): Panel {
  const perPeriod = new Map([["column", Float32Array.from(values)]]);
  const planned = plans ? { planned: new Map([["column", Float32Array.from(plans)]]) } : {};
  return panel({ ...weekly(values.map(() => 1)), perPeriod, ...planned });
}

const periodsOf = (value: number) => Math.round(Math.expm1(value * Math.log(27)));

describe("features of columns per period", () => {
  it("see a column that is no plan up to the period before the decision", () => {
    const seen = withColumn([1, 0, 0, 1]);
    expect(featureOf(seen, "column-last")).toEqual([0, 1, 0, 0, 1]);
    const since = featureOf(seen, "column-since").map(periodsOf);
    expect(since).toEqual([26, 0, 1, 2, 0]);
    expect(featureOf(seen, "column-share-4")).toEqual([0, 1, 0.5, Math.fround(1 / 3), 0.5]);
    expect(() => featureOf(seen, "column-now")).toThrow("no feature");
  });

  it("see a plan in the period of the decision and ahead, beyond the last sales, too", () => {
    const seen = withColumn([1, 0, 0, 0], [0, 1]);
    expect(featureOf(seen, "column-now")).toEqual([1, 0, 0, 0, 0]);
    expect(featureOf(seen, "column-ahead-4")).toEqual([0.25, 0, 0.25, Math.fround(1 / 3), 0.5]);
    const until = featureOf(seen, "column-until").map(periodsOf);
    expect(until).toEqual([0, 4, 3, 2, 1]);
  });

  it("see a price beside its own past: half the usual price is minus the logarithm of 2", () => {
    const prices = [4, 4, 2, 4];
    const [half, third] = [Math.fround(Math.log(2 / 4)), Math.fround(Math.log((4 * 3) / 10))];
    expect(featureOf(withColumn(prices, []), "column-change")).toEqual([0, 0, half, third, 0]);
    const late = featureOf(withColumn(prices), "column-change");
    expect(late[3]).toBe(Math.fround(Math.log((2 * 3) / 10)));
  });
});

describe("features of attributes and holidays", () => {
  it("have a row for each category that is shared, and none for what training never saw", () => {
    const seen = panelOf({ frequency: "week", seed: 1, periods: 30, gaps: 0 });
    const names = namedFeatures(seen, Infinity).get("family")!.map(({ name }) => name);
    expect(names).toEqual(["family=food"]);
    const [food] = namedFeatures(seen, Infinity).get("family")!;
    expect([0, 1, 2].map((series) => valuesOf(food, seen, series, 0, 1)[0])).toEqual([1, 1, 0]);
    const [weight] = namedFeatures(seen, Infinity).get("weight")!;
    const weights = [0, 1, 2].map((series) => valuesOf(weight, seen, series, 0, 1)[0]);
    weights.forEach((value, series) => expect(value).toBeCloseTo([-1, 1, 0][series], 6));
  });

  it("may have one row that tells the category; rare ones and those never seen share its 0", () => {
    const families = ["a", "b", "b", "rare", "", "a", "late", "late", "b", "never"];
    const values = Float64Array.from(families, (family) => (family === "" ? NaN : family.length));
    const key = (index: number) => ({ item: `${index}`, location: index % 2 ? "north" : "south" });
    const series = families.map((_, index) => key(index));
    const [periods, count] = [4, families.length];
    const seen = panel({
      ...weekly([1, 1, 1, 1]),
      series,
      units: new Float32Array(count * periods).fill(1),
      inStock: new Uint8Array(count * periods).fill(1),
      firstPeriod: Int32Array.from(families, (family) => (family === "late" ? 3 : 0)),
      attributes: new Map([
        ["family", { kind: "text", values: families }],
        ["length", { kind: "number", values }],
      ]),
    });
    const of = (name: string, more = {}) => categoryFeature(seen, name, { trainingPeriods: 3, ...more })!;
    const told = (name: string) => series.map((_, index) => valuesOf(of(name), seen, index, 0, 5)[4]);
    expect(of("family").embedding).toEqual({ name: "family", categories: ["b", "a"], dimensions: 2 });
    expect(told("family")).toEqual([2, 1, 1, 0, 0, 2, 0, 0, 1, 0]);
    expect(of("length").embedding!.categories).toEqual(["1"]);
    expect(told("location")).toEqual(series.map(({ location }) => (location === "north" ? 1 : 2)));
    expect(of("family", { dimensions: 5 }).embedding!.dimensions).toBe(5);
    expect(categoryFeature(seen, "colour", { trainingPeriods: 3 })).toBeUndefined();
    // What newer sales bring was not seen by training, so that rows stay what they were.
    const alone = { ...seen, series: [{ item: "0", location: "new" }], attributes: new Map() };
    expect(valuesOf(of("location"), alone, 0, 0, 1)[0]).toBe(0);
  });

  it("count the days to and since Easter", () => {
    const seen = weekly([1, 1, 1], undefined, 0);
    const easter = easterOf(2023);
    const near = panel({ ...seen, periodStart: Int32Array.from([-7, 0, 7], (days) => easter + days) });
    expect(featureOf(near, "days-to-easter").slice(0, 3)).toEqual([0.125, 0, 1]);
    expect(featureOf(near, "days-since-easter").slice(0, 3)).toEqual([1, 0, 0.125]);
  });

  it("know how sales come, and when the series was last out of stock", () => {
    const seen = weekly([2, 0, 4, 0], [1, 1, 1, 0]);
    const interval = featureOf(seen, "sale-interval-26").map((value) => 26 ** value);
    [26, 1, 2, 1.5, 1.5].forEach((value, t) => expect(interval[t]).toBeCloseTo(value, 5));
    expect(featureOf(seen, "size-variation-26")[3]).toBeCloseTo(1 / 9, 6);
    expect(featureOf(seen, "time-since-stock-out")).toEqual([1, 1, 1, 1, 0]);
  });
});

describe("the default features", () => {
  it("are those of history alone where a panel has no columns per period", () => {
    for (const frequency of frequencies) {
      const { perPeriod: _, planned: __, ...plain } = panelOf({ frequency, seed: 1, periods: 30, gaps: 0 });
      const names = namedFeatures(plain, 30).get("default")!.map(({ name }) => name);
      expect(names).toEqual(featureSet(frequency, 30).features.map(({ name }) => name));
    }
  });
});

describe("known features", () => {
  it("lag 1 is the last period's sale", () => {
    expect(featureOf(weekly([3, 5, 0]), "lag-1")).toEqual([0, 3, 5, 0]);
  });

  it("a trailing mean counts in-stock periods only", () => {
    expect(featureOf(weekly([8, 1, 4, 0], [1, 0, 1, 1]), "mean-4")).toEqual([0, 8, 8, 6, 4]);
  });

  it("a trailing mean without an in-stock period goes back to the window of the latest one", () => {
    const seen = weekly([2, 4, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0]);
    expect(featureOf(seen, "mean-4")).toEqual([0, 2, 3, 3, 3, 4, 3, 3]);
  });

  it("the deviation of 2 and 4 is 1", () => {
    expect(featureOf(weekly([2, 4]), "deviation-13")).toEqual([0, 0, 1]);
  });

  it("the season of last year lies 52 weeks back and looks ahead from there", () => {
    const units = Array.from({ length: 60 }, (_, week) => week);
    const seen = weekly(units);
    expect(featureOf(seen, "last-year-4").slice(51, 54)).toEqual([0, 1.5, 2.5]);
    expect(featureOf(seen, "has-last-year-4").slice(51, 53)).toEqual([0, 1]);
  });

  it("the change at this time of last year is 1 where sales began and 0 where nothing changed", () => {
    const units = Array.from({ length: 70 }, (_, week) => (week < 10 ? 0 : 6));
    const change = featureOf(weekly(units), "last-year-change-4");
    expect(change[62]).toBe(1);
    expect(change[66]).toBe(0);
  });

  it("time since the last sale is 0 right after one and 1 after a year", () => {
    const time = featureOf(weekly([5, ...Array<number>(52).fill(0)]), "time-since-sale");
    expect(time[1]).toBe(0);
    expect(time[53]).toBe(1);
  });

  it("a series that stops has a trend of -2, a steady one of 0", () => {
    const units = [...Array<number>(26).fill(3), 0, 0, 0, 0];
    const ratio = featureOf(weekly(units), "trend-4-26");
    expect(ratio[26]).toBe(0);
    expect(ratio[30]).toBe(-2);
  });

  it("shares count zeros of in-stock periods, and periods out of stock", () => {
    const seen = weekly([0, 3, 0, 0], [1, 1, 0, 0]);
    expect(featureOf(seen, "zero-share-13")[4]).toBe(0.5);
    expect(featureOf(seen, "out-of-stock-share-4")[4]).toBe(0.5);
  });

  it("knows the week of the decision after the last period", () => {
    const weeks = featureOf(weekly(Array<number>(51).fill(0)), "weeks-to-christmas");
    expect(weeks[51]).toBe(0);
    expect(weeks[50]).toBe(1 / 8);
    expect(weeks[20]).toBe(1);
  });

  it("leaves out the time of year where no whole year was seen", () => {
    const names = (weeks: number) => featureSet("week", weeks).features.map(({ name }) => name);
    expect(names(52)).toContain("weeks-to-christmas");
    expect(names(51)).not.toContain("weeks-to-christmas");
    expect(names(52).filter((name) => !names(51).includes(name)).length).toBe(6);
  });

  it("age counts from the first period on offer", () => {
    const ages = featureOf(weekly(Array<number>(60).fill(1), undefined, 5), "age");
    expect(ages[5]).toBe(0);
    expect([ages[30], ages[31], ages[57]].map((x) => x === 1)).toEqual([false, true, true]);
  });
});

describe("the scale of a series", () => {
  it("is the mean of a steady series", () => {
    expect(featureOf(weekly(Array<number>(80).fill(250)), "scale")[80]).toBe(250);
  });

  it("is positive without history, without sales and before the first period", () => {
    expect(featureOf(weekly([0, 0, 0], undefined, 1), "scale")).toEqual([1, 1, 0.5, Math.fround(1 / 3)]);
    expect(featureOf(weekly(Array<number>(80).fill(0)), "scale")[80]).toBe(Math.fround(0.02));
  });

  it("is not moved much by one bulk order", () => {
    const usual = Array.from({ length: 60 }, (_, week) => 9 + (week % 3));
    const bulk = featureOf(weekly([...usual, 5000]), "scale");
    expect(bulk[60]).toBeCloseTo(10, 0);
    expect(bulk[61]).toBeLessThan(11);
  });

  it("follows a new level", () => {
    const series = [...Array<number>(60).fill(1), ...Array<number>(26).fill(100)];
    expect(featureOf(weekly(series), "scale")[86]).toBeGreaterThan(70);
  });
});
