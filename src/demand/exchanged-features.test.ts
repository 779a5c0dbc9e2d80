import fc from "fast-check";
import { expect, it } from "vitest";
import { madePanel } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { exchangedFeatures } from "./exchanged-features.js";
import { featureTable, toldBy } from "./feature-table.js";
import { dayOfWeek, lag, timeSinceSale, trailingMean } from "./features/index.js";

const draws = randomStream(2);
const demand = [0, 1, 2].map(() => Array.from({ length: 30 }, () => draws.below(9)));
const features = [lag(1), trailingMean(7), timeSinceSale(), ...dayOfWeek()];
const table = featureTable(madePanel({ demand }), { features, history: 2 });

it("tells of all that rows tell of, once each", () => {
  expect(toldBy(table)).toEqual(["recent demand", "how often it sells", "weekday"]);
});

const asked = fc.record({
  thing: fc.constantFrom(...toldBy(table)),
  from: fc.integer({ min: 8, max: 15 }),
  count: fc.integer({ min: 1, max: 12 }),
  shift: fc.nat(11),
});

it("takes one thing from the partner, later and in proportion to demand, and leaves the rest", () => {
  fc.assert(
    fc.property(asked, ({ thing, from, count, shift }) => {
      const of = (series: number) => ({ partner: (series + 1) % 3, shift });
      const made = exchangedFeatures(table, thing, { from, to: from + count, of }).of(0);
      const [own, other] = [table.of(0), table.of(1)];
      const expected = (values: Float32Array, others: Float32Array, [isTaken, isUnits]: boolean[]) =>
        values.map((value, t) => {
          if (!isTaken || t < from || t >= from + count) return value;
          const there = from + ((t - from + shift) % count);
          return others[there] * (isUnits ? own.scale[t] / other.scale[there] : 1);
        });
      const check = (kind: "demandFeatures" | "plainFeatures" | "history", told: readonly string[]) =>
        made[kind].forEach((values, row) => {
          const flags = [told[row] === thing, kind !== "plainFeatures"];
          expect(values).toEqual(expected(own[kind][row], other[kind][row], flags));
        });
      check("demandFeatures", table.about.demandFeatures);
      check("plainFeatures", table.about.plainFeatures);
      check("history", ["recent demand", "recent demand"]);
      expect(made.scale).toBe(own.scale);
    }),
  );
});
