import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { stationaryWorld } from "../../test/contracts/long-run-cost.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import { periodCount } from "../demand/panel.js";
import { baseStock } from "../policies/classical/base-stock.js";
import { cappedBaseStock } from "../policies/classical/capped-base-stock.js";
import { perfectForesight } from "../policies/hindsight/perfect-foresight.js";
import { heads } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import type { Policy } from "../policies/policy.js";
import { backlog, lostSales } from "../problems/index.js";
import { decide } from "./decide.js";
import { RECORDS } from "./period.js";
import { type Flows, replay } from "./replay.js";
import { usualStart } from "./start-state.js";
import { type World, policySetting } from "./world.js";

const costs = { holdingCost: 1, shortageCost: 9 };

/** All series over all periods, from the usual start. */
function playAll(world: World, by: Policy | "foresight", series?: Int32Array): Flows {
  const lanes = series ?? Int32Array.from(world.panel.series, (_, s) => s);
  const periods = periodCount(world.panel);
  const windows = { series: lanes, start: new Int32Array(lanes.length), periods, warmUp: 0 };
  const setting = policySetting(world);
  const common = { world, setting, executor, windows, start: usualStart(world, windows) };
  if (by === "foresight") return replay({ ...common, by: { oracle: perfectForesight } });
  const policy = by.bind(setting);
  return replay({ ...common, by: { policy, parameters: policy.initial(randomStream(1)) } });
}

const sum = (numbers: Float32Array) => numbers.reduce((total, number) => total + number, 0);

describe("a replay", () => {
  it("in chunks of lanes is that of every lane alone", () => {
    const demand = Array.from({ length: 4200 }, (_, s) => Float32Array.of(s % 9, (s * 5) % 7, s % 4, 3));
    const world = madeWorld({ problem: lostSales({ leadTime: 1, ...costs }), demand });
    for (const by of [baseStock(), "foresight"] as const) {
      const together = playAll(world, by);
      for (const series of [0, 4095, 4096, 4199]) {
        const alone = playAll(world, by, Int32Array.of(series));
        for (const name of RECORDS)
          expect(together.fields[name].slice(series * 4, series * 4 + 4)).toEqual(alone.fields[name]);
      }
    }
  });

  it("of a policy orders whole units", () => {
    const broken = (s: number) => Float32Array.from({ length: 30 }, (_, t) => (s + t * 0.7) % 3);
    const demand = [0, 1, 2].map(broken);
    const world = madeWorld({ problem: lostSales({ leadTime: 2, ...costs }), demand });
    for (const head of heads) {
      const { ordered } = playAll(world, neuralPolicy({ hidden: [4], head })).fields;
      expect(ordered.every((units) => Number.isInteger(units) && units >= 0)).toBe(true);
      expect(ordered.some((units) => units > 0)).toBe(true);
    }
  });

  it("of a policy orders any number where the problem does not ask for whole units", () => {
    const problem = lostSales({ leadTime: 0, ...costs, wholeUnits: false });
    const world = madeWorld({ problem, demand: [[1.5, 0.25, 2]], sharedScale: 3 });
    const { ordered } = playAll(world, baseStock({ levels: Float64Array.of(4.75) })).fields;
    expect([...ordered]).toEqual([1.75, 1.5, 0.25]);
  });

  it("begins as recommending does: the first order is what is decided for the first period", () => {
    const world = stationaryWorld(lostSales({ leadTime: 3, ...costs }), parseDistribution("poisson:4"), {
      series: 10,
      periods: 8,
    });
    const series = Int32Array.from({ length: 10 }, (_, s) => s);
    const windows = { series, start: new Int32Array(10), periods: 8, warmUp: 0 };
    const stock = usualStart(world, windows);
    const setting = policySetting(world);
    const policy = neuralPolicy({ hidden: [6], head: heads[1] }).bind(setting);
    const common = { world, setting, executor, policy, parameters: policy.initial(randomStream(5)) };
    const decisions = decide({ ...common, series, period: 0, stock });
    const { fields } = replay({ ...common, windows, start: stock, by: common });
    const firstOf = (values: Float32Array) => Float32Array.from(series, (lane) => values[lane * 8]);
    expect(decisions.order).toEqual(firstOf(fields.ordered));
    expect(decisions.each[0].target).toEqual(firstOf(fields.target));
    expect(decisions.each[0].position).toEqual(firstOf(fields.position));
  });
});

describe("the decision after the last period", () => {
  it("is made without any demand to come", () => {
    const problem = lostSales({ leadTime: 2, ...costs });
    const world = madeWorld({ problem, demand: [[4, 4, 4]], sharedScale: 4 });
    const setting = policySetting(world);
    const policy = baseStock({ levels: Float64Array.of(20) }).bind(setting);
    const stock = { stock: Float32Array.of(3), due: [Float32Array.of(2), Float32Array.of(5)] };
    const parameters = new Float32Array();
    const series = Int32Array.of(0);
    const decisions = decide({ world, setting, executor, policy, parameters, series, period: 3, stock });
    expect(decisions).toEqual({
      order: Float32Array.of(10),
      each: [
        {
          name: "order",
          direction: "up",
          quantity: Float32Array.of(10),
          wanted: Float32Array.of(10),
          target: Float32Array.of(20),
          position: Float32Array.of(10),
        },
      ],
    });
  });
});

/** Whole and broken demand, smooth and lumpy; hindsight must bound all policies in every one of them. */
describe("hindsight", () => {
  const policies: readonly Policy[] = [
    baseStock(),
    cappedBaseStock(),
    ...heads.map((head) => neuralPolicy({ hidden: [5], head })),
    ...[0, 0.6, 1, 2, 4].map((level) => baseStock({ levels: new Float64Array(12).fill(level * 3) })),
  ];
  const demands = { whole: "poisson:3", broken: "gamma:3,3", lumpy: "geometric:3", rare: "poisson:0.2" };
  const problems = [lostSales, backlog].flatMap((make) =>
    [0, 1, 3].flatMap((leadTime) =>
      [1, 4].map((reviewPeriod) => make({ leadTime, reviewPeriod, ...costs, unitCost: 1, price: 3 })),
    ),
  );

  it.each(Object.entries(demands))("costs no series more than any policy, with %s demand", (_, text) => {
    const cost = ({ fields }: Flows, lane: number) => sum(fields.cost.slice(lane * 40, lane * 40 + 40));
    for (const problem of problems) {
      const world = stationaryWorld(problem, parseDistribution(text), { series: 12, periods: 40 });
      const bound = playAll(world, "foresight");
      for (const policy of policies) {
        const played = playAll(world, policy);
        for (let lane = 0; lane < 12; lane++)
          expect(cost(bound, lane)).toBeLessThanOrEqual(cost(played, lane) + 1e-3);
      }
    }
  });

  it("serves demand of part units exactly, which whole orders cannot", () => {
    const problem = lostSales({ leadTime: 0, ...costs });
    const world = madeWorld({ problem, demand: [new Float32Array(20).fill(0.4)], sharedScale: 0.1 });
    const wholeOrders = baseStock({ levels: Float64Array.of(1) });
    expect(sum(playAll(world, "foresight").fields.cost)).toBeCloseTo(0, 5);
    expect(sum(playAll(world, wholeOrders).fields.cost)).toBeGreaterThan(5);
  });

  it("costs nothing where every period can be served and nothing is left over", () => {
    const problem = lostSales({ leadTime: 0, ...costs });
    const world = stationaryWorld(problem, parseDistribution("poisson:3"), { series: 12, periods: 40 });
    const { cost } = playAll(world, "foresight").fields;
    expect(sum(cost.filter((_, i) => i % 40 >= 8))).toBe(0);
  });
});
