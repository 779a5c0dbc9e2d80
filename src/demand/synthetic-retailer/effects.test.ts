import { describe, expect, it } from "vitest";
import { formatDate } from "../../base/dates.js";
import { randomStream } from "../../base/random.js";
import { pmfTable } from "../distributions.js";
import type { RetailerEffects } from "./effects.js";
import { syntheticRetailer } from "./index.js";

const periods = 730;
const locations = 2;

function made(effects: Partial<RetailerEffects>, items = 20) {
  return syntheticRetailer({ items, locations, periods, effects, stream: randomStream(3) });
}

const plain = made({});

function row(values: Float32Array, series: number): Float32Array {
  return values.subarray(series * periods, (series + 1) * periods);
}

/** Sum of a row of cells. */
function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

/** Slope of the least-squares line of y by x. */
function slope(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [total(x) / x.length, total(y) / y.length];
  const shared = x.reduce((sum, value, k) => sum + (value - meanX) * (y[k] - meanY), 0);
  return shared / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}

/** Cells of a kind, once everything but the effect is divided out by the retailer that has none. */
function ratios(effects: Partial<RetailerEffects>) {
  const retailer = made(effects);
  const cells = Array.from(retailer.expectedDemand, (mean, cell) => ({ cell, mean }))
    .filter(({ cell }) => plain.expectedDemand[cell] > 0)
    .map(({ cell, mean }) => ({ cell, ratio: mean / plain.expectedDemand[cell] }));
  return { retailer, cells };
}

describe("prices", () => {
  const { retailer, cells } = ratios({ priceChanges: 4, promotionDepth: 0.25, elasticity: 2 });
  const ofItem = (cell: number) => retailer.items[Math.floor(cell / periods / locations)];

  it("move expected demand by the elasticity: the slope of logarithms", () => {
    const seen = cells.map(({ cell, ratio }) => ({
      x: Math.log(retailer.price[cell] / ofItem(cell).price),
      y: Math.log(ratio),
    }));
    expect(slope(seen.map(({ x }) => x), seen.map(({ y }) => y))).toBeCloseTo(-2, 2);
  });

  it("are told by drawn demand too: its slope, within chance", () => {
    const busy = cells.filter(({ cell }) => plain.expectedDemand[cell] > 20);
    const x = busy.map(({ cell }) => Math.log(retailer.price[cell] / ofItem(cell).price));
    const units = (cell: number) => Math.max(retailer.trueDemand[cell], 0.5);
    const y = busy.map(({ cell }) => Math.log(units(cell) / plain.expectedDemand[cell]));
    expect(busy.length).toBeGreaterThan(3000);
    expect(Math.abs(slope(x, y) + 2)).toBeLessThan(0.15);
  });

  it("fall by the depth of a promotion, and are a column of the panel beside it", () => {
    const { price, promotion, panel } = retailer;
    const begins = (cell: number) => cell % periods > 0 && promotion[cell - 1] === 0;
    const start = promotion.findIndex((on, cell) => on === 1 && begins(cell));
    expect(price[start] / price[start - 1]).toBeCloseTo(0.75, 1);
    expect(panel.perPeriod?.get("price")).toEqual(price);
    expect(panel.perPeriod?.get("promotion")).toEqual(Float32Array.from(promotion));
  });
});

describe("holidays", () => {
  it("fall on the days that calendars show", () => {
    const days = Array.from(plain.holidays, formatDate);
    // Easter Sunday was 9 April 2023 and 31 March 2024.
    for (const day of ["2023-04-07", "2023-04-10", "2023-05-18", "2024-03-29", "2024-04-01", "2023-12-25"])
      expect(days).toContain(day);
    expect(days).toEqual([...days].sort());
    const column = plain.panel.perPeriod?.get("holiday") ?? new Float32Array();
    expect(total(row(column, 5))).toBe(days.length);
    expect(column[plain.holidays[3] - plain.panel.periodStart[0]]).toBe(1);
  });

  it("lift their own demand and that of the day before, and no other", () => {
    const { retailer, cells } = ratios({ holidayLift: 1.5 });
    const busy = new Set(Array.from(retailer.holidays).flatMap((day) => [day, day - 1]));
    for (const { cell, ratio } of cells) {
      const isBusy = busy.has(retailer.panel.periodStart[cell % periods]);
      if (Math.abs(ratio - (isBusy ? 1.5 : 1)) > 1e-5) expect.fail(`${ratio} on day ${cell % periods}`);
    }
  });
});

describe("shocks", () => {
  const { retailer, cells } = ratios({ shocks: 2 });

  it("multiply expected demand by the factor that is told, for all of a category at once", () => {
    const wrong = cells.find(({ cell, ratio }) => Math.abs(ratio / retailer.shock[cell] - 1) > 1e-5);
    expect(wrong).toBeUndefined();
    const rows = new Map<string, Float32Array>();
    retailer.panel.series.forEach((_, series) => {
      const { category } = retailer.items[Math.floor(series / locations)];
      const row = retailer.shock.subarray(series * periods, (series + 1) * periods);
      expect(row).toEqual(rows.get(category) ?? row);
      rows.set(category, row);
    });
  });

  it("lift what is drawn as much as what is expected", () => {
    const shocked = cells.filter(({ cell }) => retailer.shock[cell] > 1.4);
    expect(shocked.length).toBeGreaterThan(500);
    const drawn = total(shocked.map(({ cell }) => retailer.trueDemand[cell]));
    const expected = total(shocked.map(({ cell }) => retailer.expectedDemand[cell]));
    const spread = Math.sqrt(total(shocked.map(({ cell }) => retailer.demandVariance[cell])));
    expect(Math.abs(drawn - expected)).toBeLessThan(4 * spread);
  });
});

describe("stand-ins", () => {
  const retailer = made({ substitution: 0.5 });

  it("get exactly the customers who left for them, from their first day on offer", () => {
    let moved = 0;
    for (let series = 0; series < retailer.panel.series.length; series++) {
      const item = Math.floor(series / locations);
      if (item % 2 === 0) continue;
      const away = row(retailer.movedAway, series - locations);
      const first = retailer.panel.firstPeriod[series];
      const here = row(retailer.movedHere, series);
      expect(here.subarray(first)).toEqual(away.subarray(first));
      expect(total(here.subarray(0, first))).toBe(0);
      moved += total(here);
    }
    expect(moved).toBeGreaterThan(50);
  });

  it("conserve demand: what is sold was asked for here first, or moved here, and the rest is lost", () => {
    const { trueDemand, movedAway, movedHere, panel } = retailer;
    const wrong = panel.units.findIndex((sold, cell) => {
      const asked = trueDemand[cell] + movedHere[cell];
      return sold > asked || movedAway[cell] > asked - sold || (panel.inStock[cell] === 1 && sold !== asked);
    });
    expect(wrong).toBe(-1);
  });

  it("take the share of the unserved that is given", () => {
    const { trueDemand, movedHere, movedAway, panel } = retailer;
    const unserved = trueDemand.map((units, cell) =>
      Math.min(units + movedHere[cell] - panel.units[cell], units),
    );
    const share = total(movedAway) / total(unserved);
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
  });

  it("are of the category of what they stand in for", () => {
    for (let item = 1; item < retailer.items.length; item += 2)
      expect(retailer.items[item].category).toBe(retailer.items[item - 1].category);
  });
});

describe("deliveries", () => {
  it("come late as often as is given", () => {
    const { late } = made({ delays: [0.7, 0.2, 0.1] });
    const orders = Array.from(late).filter((days) => days >= 0);
    expect(orders.length).toBeGreaterThan(2000);
    [0.7, 0.2, 0.1].forEach((share, days) => {
      const seen = orders.filter((one) => one === days).length / orders.length;
      expect(Math.abs(seen - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / orders.length));
    });
  });
});

describe("the true distribution", () => {
  it("has the mean and the variance that are told, of lumpy items too", () => {
    for (const habit of ["steady", "lumpy", "intermittent"]) {
      const series = plain.items.findIndex((item) => item.habit === habit) * locations;
      const cell = series * periods + 100;
      const chances = pmfTable(plain.distribution(series, 100));
      const mean = chances.reduce((sum, chance, units) => sum + chance * units, 0);
      const square = chances.reduce((sum, chance, units) => sum + chance * units ** 2, 0);
      expect(mean / plain.expectedDemand[cell]).toBeCloseTo(1, 4);
      expect((square - mean ** 2) / plain.demandVariance[cell]).toBeCloseTo(1, 3);
    }
  });

  it("leaves demand at nothing on the days that it says: intermittent and lumpy items", () => {
    for (const habit of ["intermittent", "lumpy"]) {
      const series = plain.items.findIndex((item) => item.habit === habit) * locations;
      let [chances, variance, zeros] = [0, 0, 0];
      for (let t = 0; t < periods; t++) {
        const chance = plain.distribution(series, t).pmf(0);
        chances += chance;
        variance += chance * (1 - chance);
        if (plain.trueDemand[series * periods + t] === 0) zeros++;
      }
      expect(Math.abs(zeros - chances), habit).toBeLessThan(4 * Math.sqrt(variance));
    }
  });

  it("shows the week of the location on the sums of drawn demand", () => {
    const busiest = plain.panel.series
      .map((_, series) => ({ series, sum: total(row(plain.expectedDemand, series)) }))
      .sort((one, other) => other.sum - one.sum)[0].series;
    const drawn = row(plain.trueDemand, busiest);
    const week = plain.locations[busiest % locations].week;
    const shares = week.map((_, day) => total(drawn.filter((_units, t) => t % 7 === day)));
    // 730 days from a Monday on: each weekday comes 104 times, Monday and Tuesday once more.
    const perDay = shares.map((sum, day) => sum / (day < 2 ? 105 : 104));
    const mean = total(perDay) / 7;
    perDay.forEach((sold, day) => expect(Math.abs(sold / mean - week[day])).toBeLessThan(0.1));
  });

  it("shows the season of the item in what is expected of two days, half a year apart", () => {
    const index = plain.items.findIndex(({ habit }) => habit === "seasonal");
    const { season, peak } = plain.items[index];
    const year = row(plain.expectedDemand, index * locations).subarray(0, 364);
    const calm = year.map((mean, t) => (plain.promotion[index * locations * periods + t] ? NaN : mean));
    const week = (at: number) => {
      const days = Array.from(calm.subarray(at, at + 7)).filter((mean) => !Number.isNaN(mean));
      return days.length === 7 ? Math.log(total(days)) : NaN;
    };
    const seen = Array.from({ length: 45 }, (_, k) => ({ at: 7 * k, log: week(7 * k) }));
    // Before the weeks of Christmas, without trend: the height of the cosine by least squares.
    const known = seen.filter(({ at, log }) => !Number.isNaN(log) && at < 310);
    const wave = known.map(({ at }) => Math.cos(2 * Math.PI * ((at + 4) / 365 - peak)));
    expect(slope(wave, known.map(({ log }) => log)) / season).toBeCloseTo(1, 0);
  });
});

it("is the same from the same seed, and more items leave the earlier ones as they were", () => {
  const moving = { priceChanges: 3, promotionDepth: 0.2, elasticity: 1.5, holidayLift: 1.4, shocks: 1 };
  const all: RetailerEffects = { ...moving, substitution: 0.4, delays: [0.8, 0.2] };
  const rows = ["trueDemand", "expectedDemand", "price", "shock", "movedAway", "movedHere", "late"] as const;
  const [one, again, more] = [made(all, 9), made(all, 9), made(all, 14)];
  for (const key of rows) {
    expect(again[key]).toEqual(one[key]);
    expect(more[key].subarray(0, one[key].length), key).toEqual(one[key]);
  }
});
