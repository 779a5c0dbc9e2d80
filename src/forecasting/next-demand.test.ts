import fc from "fast-check";
import { expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { nextDemand } from "./index.js";

const seen = (units: readonly number[], inStock = units.map(() => 1)) => ({ units, inStock, first: 0 });
const options = { frequency: "week", ahead: 4, whole: true } as const;

it("draws whole units, none below nothing, for any history", () => {
  const histories = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 80 });
  fc.assert(
    fc.property(histories, fc.integer(), (units, seed) => {
      const path = nextDemand(seen(units), options)(randomStream(seed));
      expect(path).toHaveLength(4);
      for (const drawn of path) expect(Number.isInteger(drawn) && drawn >= 0).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it("keeps on average to a steady demand, and to the level after a change", () => {
  const mean = (units: readonly number[]) => {
    const [draw, stream] = [nextDemand(seen(units), options), randomStream(2)];
    const drawn = Array.from({ length: 300 }, () => draw(stream)).flat();
    return drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  };
  expect(Math.abs(mean(Array<number>(52).fill(20)) - 20)).toBeLessThan(1);
  expect(mean([...Array<number>(40).fill(5), ...Array<number>(12).fill(40)])).toBeGreaterThan(30);
});

it("does not take the zeros of a stock-out for demand", () => {
  const units = Array.from({ length: 30 }, (_, t) => (t >= 24 ? 0 : 10));
  const inStock = units.map((sold) => (sold > 0 ? 1 : 0));
  const sum = (draw: ReturnType<typeof nextDemand>) => draw(randomStream(1)).reduce((a, b) => a + b, 0);
  expect(sum(nextDemand(seen(units, inStock), options))).toBeGreaterThan(30);
});

it("looks back to what is known where all of the latest periods are out of stock", () => {
  const units = Array.from({ length: 90 }, (_, t) => (t < 30 ? 10 : 0));
  const inStock = units.map((sold) => (sold > 0 ? 1 : 0));
  const [late, known] = [seen(units, inStock), seen(units.slice(0, 30))];
  const path = (history: typeof late) => nextDemand(history, options)(randomStream(1));
  expect(path(late)).toEqual(path(known));
  // Nothing is known of periods out of stock that have nothing before them.
  const [later, own] = [seen([0, 0, 0, ...units.slice(0, 20)], [0, 0, 0, ...inStock.slice(0, 20)]), units];
  expect(path(later)).toEqual(path(seen(own.slice(0, 20))));
});

it("knows the days of a week", () => {
  const units = Array.from({ length: 70 }, (_, t) => (t % 7 === 6 ? 70 : 7));
  const draw = nextDemand(seen(units), { frequency: "day", ahead: 7, whole: true });
  const stream = randomStream(6);
  const paths = Array.from({ length: 200 }, () => draw(stream));
  const meanOf = (day: number) => paths.reduce((total, path) => total + path[day], 0) / paths.length;
  expect(meanOf(6)).toBeGreaterThan(3 * meanOf(2));
});
