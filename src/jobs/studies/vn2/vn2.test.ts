import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parseDate } from "../../../base/dates.js";
import { silentProgress } from "../../../base/progress.js";
import { periodStarts } from "../../../demand/calendar.js";
import { panel } from "../../../demand/panel.js";
import { partsOf } from "../parts.js";
import { seasonalMovingAverage } from "./seasonal-moving-average.js";
import { vn2 } from "./vn2.js";

/** Two series of 110 weeks from Monday 2023-01-02, week 1; the second sells twice as much. */
function twoSeries(unitsIn: (week: number) => number) {
  const weeks = 110;
  const units = Float32Array.from({ length: 2 * weeks }, (_, k) => unitsIn(k % weeks) * (k < weeks ? 1 : 2));
  return panel({
    frequency: "week",
    periodStart: periodStarts("week", parseDate("2023-01-02") as number, weeks),
    series: ["a", "b"].map((item) => ({ item, location: "" })),
    units,
    inStock: new Uint8Array(2 * weeks).fill(1),
    firstPeriod: Int32Array.from([0, 0]),
    attributes: new Map(),
  });
}

function forecast(made: ReturnType<typeof twoSeries>, series: number, decision: number): number {
  const out = new Float32Array(1);
  seasonalMovingAverage(made, 4).fill(made, series, decision, 1, out, 0);
  return out[0];
}

it("forecasts what never changed", () => {
  const calm = twoSeries(() => 3);
  expect(forecast(calm, 0, 60)).toBeCloseTo(3, 5);
  expect(forecast(calm, 1, 110)).toBeCloseTo(6, 5);
});

it("knows the weeks that sold more a year before", () => {
  const high = twoSeries((week) => (week % 52 >= 20 && week % 52 < 24 ? 9 : 3));
  expect(forecast(high, 0, 72)).toBeCloseTo(9, 5);
  expect(forecast(high, 0, 70)).toBeCloseTo(6, 5);
  expect(forecast(high, 0, 20)).toBeCloseTo(3, 5);
});

it("sees nothing of the weeks to come", () => {
  const [one, other] = [5, 50].map((later) => twoSeries((week) => (week < 80 ? 2 + (week % 7) : later)));
  for (const decision of [14, 60, 80]) expect(forecast(one, 1, decision)).toBe(forecast(other, 1, decision));
});

const CONFIG = fileURLToPath(new URL("../../../../examples/vn2.yaml", import.meta.url));
const SALES = fileURLToPath(new URL("../../../../../shared/data/vn2_inventory_planning/", import.meta.url));
const absent = !existsSync(SALES);

it.skipIf(absent)("plays the windows for the policy, the rule and hindsight (../shared/data)", async () => {
  const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
  const parts = partsOf(undefined, context.signal, "");
  const files = { config: CONFIG, instances: "", trajectories: "" };
  const { rows } = await vn2.run({ quick: true, files, ...parts }, context);
  const [learned, rule, hindsight] = rows;
  expect(hindsight.value).toBeLessThan(Math.min(learned.value, rule.value));
  for (const { value, low = NaN, high = NaN } of rows) expect(low < value && value < high).toBe(true);
}, 60_000);
