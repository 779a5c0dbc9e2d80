import { describe, expect, it } from "vitest";
import { parseDate } from "../base/dates.js";
import {
  backtest,
  baseHead,
  baseStock,
  cappedBaseStock,
  differentiableSimulation,
  dualSourcing,
  generatePanel,
  lostSales,
  neuralPolicy,
  orderDays,
  parseDistribution,
  randomStream,
  recommend,
  splitByDate,
  train,
  withOrderDays,
  withSharedLimits,
} from "../index.js";

const problem = lostSales({ leadTime: 2, holdingCost: 1, shortageCost: 9 });
const panel = generatePanel({
  distribution: parseDistribution("poisson:5"),
  series: 40,
  periods: 120,
  stream: randomStream(3),
});
const { past, recent } = splitByDate(panel, "2020-03-31");
const options = { problem, demand: past, seed: 7, features: "none", scale: "shared" } as const;
const trainer = differentiableSimulation({ lanes: 64, maxSteps: 60, validateEvery: 20 });
const policy = neuralPolicy({ hidden: [8], head: baseHead() });

describe("the library", () => {
  it("trains, plays policies over recent demand and recommends, as the design page writes it", async () => {
    const trained = await train(policy, { ...options, trainer });
    const report = await backtest([trained, baseStock(), cappedBaseStock()], { problem, demand: recent });
    expect(report.policies.map(({ name }) => name)).toEqual([
      "neural-base",
      "base-stock-cover",
      "capped-base-stock-cover",
      "hindsight",
    ]);
    expect(report.periods).toBe(30);
    const costs = report.policies.map(({ cost }) => cost.mean);
    expect(costs[3]).toBeLessThan(Math.min(...costs.slice(0, 3)));

    const stock = [
      { item: "series-1", location: "", onHand: 3, line: 2 },
      { item: "series-2", location: "", onHand: 500, line: 3 },
    ];
    const [short, full] = recommend(trained, { problem, stock, demand: recent });
    expect(short.order).toBe(Math.round(short.target! - 3));
    expect(full.order).toBe(0);
  });

  it("orders on order days only, and says when the next one is", async () => {
    const mondays = withOrderDays(problem, orderDays(["monday"]));
    const trained = await train(policy, { ...options, problem: mondays, trainer });
    const stock = [{ item: "series-1", location: "", onHand: 3, line: 2 }];
    // The day after the last known one is Thursday, 2020-04-30.
    const [thursday] = recommend(trained, { problem: mondays, stock, demand: recent });
    expect(thursday).toMatchObject({
      order: 0,
      reason: "No order today: orders are placed on Monday, next on 2020-05-04.",
    });
    const daily = withOrderDays(problem, orderDays(["thursday", "monday"]));
    const [ordered] = recommend(trained, { problem: daily, stock, demand: recent });
    expect(ordered.order).toBeGreaterThan(0);
    expect(ordered.reason).toContain("for 6 days");
  });

  it("cuts orders to what all items share, and learns its price", async () => {
    // 40 items sell 200 units in a period.
    const tight = withSharedLimits(problem, { volume: 1, transport: 150 });
    const trained = await train(policy, { ...options, problem: tight, trainer });
    expect(trained.prices?.transport?.[0]).toBeGreaterThan(0);
    const report = await backtest([trained, baseStock()], { problem: tight, demand: recent });
    expect(report.notes.join()).toContain("did not fit");
    const stock = panel.series.map((key, index) => ({ ...key, onHand: 3, line: index + 2 }));
    const lines = recommend(trained, { problem: tight, stock, demand: recent });
    expect(lines.reduce((sum, { order }) => sum + order, 0)).toBe(150);
    expect(lines[0].reason).toMatch(/Cut to \d+, the part of \d+ that fits the transport \(150\), which all/);
  });

  it("says of each of several orders how much and why", async () => {
    const costs = { holdingCost: 1, shortageCost: 19, regularCost: 5, expeditedCost: 6 };
    const twoSuppliers = dualSourcing({ ...costs, regularLeadTime: 3, expeditedLeadTime: 0 });
    const trained = await train(policy, { ...options, problem: twoSuppliers, trainer });
    const stock = [{ item: "series-1", location: "", onHand: 2, line: 2 }];
    const onOrder = [{ item: "series-1", location: "", quantity: 4, due: parseDate("2020-05-01")!, line: 2 }];
    const [line] = recommend(trained, { problem: twoSuppliers, stock, onOrder, demand: recent });
    const { expedited, regular } = line.extra as { expedited: number; regular: number };
    expect(line.order).toBe(expedited + regular);
    const found = /^Expedited: Target ([\d.]+) .*Position 2\..*Regular: Target ([\d.]+) .*Position (\d+)/;
    const [, first, second, position] = found.exec(line.reason)!.map(Number);
    expect(Math.abs(first - 2 - expedited)).toBeLessThan(0.56);
    expect(position).toBe(2 + 4 + expedited);
    expect(Math.abs(Math.max(second - position, 0) - regular)).toBeLessThan(0.56);
  });

  it("learns nothing from what comes after its past", async () => {
    const changed = {
      ...panel,
      units: panel.units.map((units, cell) => (cell % 120 < 90 ? units : 50 - units)),
    };
    const trained = await train(policy, { ...options, trainer });
    const other = await train(policy, { ...options, demand: { ...past, panel: changed }, trainer });
    expect(other.parameters).toEqual(trained.parameters);
  });

  it("refuses a backtest in which nothing is trained", async () => {
    await expect(backtest([baseStock()], { problem, demand: recent })).rejects.toThrow(
      "no policy is trained",
    );
  });
});
