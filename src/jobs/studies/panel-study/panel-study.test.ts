import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/store/temporary.js";
import { silentProgress } from "../../../base/progress.js";
import { randomStream } from "../../../base/random.js";
import { parseDistribution } from "../../../demand/distributions.js";
import { generatePanel } from "../../../demand/stationary.js";
import { favorita } from "../favorita.js";
import { type KeptParts, partsOf } from "../parts.js";
import { CLASSICAL, HINDSIGHT, LEARNED } from "./contenders.js";
import { FORECAST, FORECAST_AT_SERVICE, FORECAST_BY_VALIDATION } from "./forecast-orders.js";
import { outcomeRows } from "./outcome-rows.js";
import { panelStudy } from "./panel-study.js";
import { type Outcome, serviceOf } from "./plays.js";
import { spreadSeries } from "./some-series.js";

const { signal } = new AbortController();
const context = { progress: silentProgress, signal, threads: 1 };
const size = { series: 8, seeds: [1, 2], steps: 10, lanes: 16, forecastSteps: 10 };
const tiny = panelStudy({ name: "tiny", summary: "A study in seconds.", full: size, quick: size });

async function generated(problem: string): Promise<string> {
  const config = join(await temporaryFolder(), "config.yaml");
  const data = "{ generate: 'poisson:5', series: 16, periods: 60 }";
  await writeFile(config, `data: ${data}\nproblem: ${problem}\n`);
  return config;
}

function keptIn(known: Map<string, unknown>): KeptParts {
  return { known, keep: async (name, result) => void known.set(name, JSON.parse(JSON.stringify(result))) };
}

/** All classical policies are fitted twice, which takes its time on a busy machine. */
const PATIENCE_MS = 300_000;

describe("a study of a panel", () => {
  it("plays every policy on the same demand, bounds them, and repeats from what it kept", async () => {
    const config = await generated("{ type: lost-sales, leadTime: 1, holdingCost: 1, shortageCost: 9 }");
    const files = { config, instances: "", trajectories: "" };
    const known = new Map<string, unknown>();
    const run = () => tiny.run({ quick: true, files, ...partsOf(keptIn(known), signal, "") }, context);
    const { rows } = await run();
    expect([...known.keys()]).toEqual(["lost-sales, seed 1", "lost-sales, seed 2", "lost-sales, classical"]);
    const value = (policy: string, measure: string) => {
      const row = rows.find(({ keys }) => keys.policy === policy && keys.measure === measure);
      if (row?.low === undefined || row.high === undefined) throw new Error(`no ${measure} of ${policy}`);
      expect(row.low).toBeLessThanOrEqual(row.value);
      expect(row.high).toBeGreaterThanOrEqual(row.value);
      return row.value;
    };
    const forecasts = [FORECAST, FORECAST_BY_VALIDATION, FORECAST_AT_SERVICE];
    for (const policy of [LEARNED, ...forecasts, CLASSICAL, "base-stock", "predict-then-optimise"]) {
      expect(value(policy, "cost")).toBeGreaterThan(value(HINDSIGHT, "cost"));
      if (policy === LEARNED) continue;
      const less = value(LEARNED, "cost") - value(policy, "cost");
      expect(value(policy, "cost of learned less this")).toBeCloseTo(less, 8);
    }
    const outcomes = [...known.values()].flat() as Outcome[];
    for (const { demanded } of outcomes) expect(demanded).toEqual(outcomes[0].demanded);
    expect(outcomes[0].demanded).toHaveLength(8);
    const servedBy = (name: string) => outcomes.filter(({ policy }) => policy === name).map(serviceOf);
    const [own, asked] = [servedBy(FORECAST_AT_SERVICE), servedBy(LEARNED)];
    // Whole units of few series: the next lower quantile serves less than was asked for.
    own.forEach((served, seed) => expect(served - asked[seed]).toBeGreaterThanOrEqual(0));
    own.forEach((served, seed) => expect(served - asked[seed]).toBeLessThan(0.05));
    expect((await run()).rows).toEqual(rows);
  }, PATIENCE_MS);

  const folder = "../shared/data/favorita_weekly_21stores";
  it.skipIf(!existsSync(folder))("has two cases of Favorita (skipped without ../shared/data)", async () => {
    const files = { config: "examples/supermarket-weekly.yaml", instances: "", trajectories: "" };
    const asked: string[] = [];
    const outcome = { policy: LEARNED, periods: [1], demanded: [1], cost: [1], onHand: [0], served: [1] };
    const part = async <T>(name: string) => {
      asked.push(name);
      return [outcome] as T;
    };
    await favorita.run({ quick: true, files, part, breathe: async () => undefined }, context);
    expect(asked).toEqual([
      "no lead time, seed 1",
      "no lead time, classical",
      "lead time 4 to 6, seed 1",
      "lead time 4 to 6, classical",
    ]);
  });
});

describe("rows of outcomes", () => {
  const outcome = (policy: string, cost: readonly number[]): Outcome => ({
    policy,
    periods: cost.map(() => 2),
    demanded: cost.map(() => 10),
    cost,
    onHand: cost.map(() => 4),
    served: cost.map(() => 9),
  });
  const find = (outcomes: readonly Outcome[], policy: string, measure: string) =>
    outcomeRows({ case: "made up" }, outcomes, randomStream(1)).find(
      ({ keys }) => keys.policy === policy && keys.measure === measure,
    );

  it("are means per series and period, and what all series share has no interval", () => {
    const outcomes = [outcome(LEARNED, [2, 4, 6]), outcome("other", [4, 6, 8])];
    expect(find(outcomes, LEARNED, "cost")?.value).toBe(2);
    const share = expect.closeTo(0.9, 12);
    expect(find(outcomes, LEARNED, "fill rate")).toMatchObject({ value: share, low: share, high: share });
    const difference = find(outcomes, "other", "cost of learned less this");
    const less = expect.closeTo(-1, 12);
    expect(difference).toMatchObject({ value: less, low: less, high: less });
  });

  it("spread with the seeds, too, where all series are alike", () => {
    const seeds = [outcome(LEARNED, [2, 2]), outcome(LEARNED, [4, 4]), outcome("other", [3, 3])];
    expect(find(seeds, LEARNED, "cost")).toMatchObject({ value: 1.5, low: 1, high: 2 });
    const difference = find(seeds, "other", "cost of learned less this");
    expect(difference).toMatchObject({ value: 0, low: -0.5, high: 0.5 });
  });
});

it("some series are evenly spaced, and keep their own numbers", () => {
  const stream = randomStream(2);
  const all = generatePanel({ distribution: parseDistribution("poisson:4"), series: 10, periods: 7, stream });
  const some = spreadSeries(all, 4);
  expect(some.series).toEqual([0, 2, 5, 7].map((s) => all.series[s]));
  [0, 2, 5, 7].forEach((s, k) => {
    expect(some.units.subarray(k * 7, (k + 1) * 7)).toEqual(all.units.subarray(s * 7, (s + 1) * 7));
  });
  expect(spreadSeries(all, 10)).toBe(all);
});
