import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { madeWorld } from "../../test/contracts/made-world.js";
import { type RandomStream, randomStream } from "../base/random.js";
import { backlog, dualSourcing, lostSales, perishable } from "../problems/index.js";
import type { Problem } from "../problems/problem.js";
import { outlook } from "./outlook.js";

const costs = { holdingCost: 1, shortageCost: 9 };

interface Case {
  readonly problem: Problem;
  readonly onHand: number;
  /** Due now, in one period, and so on. */
  readonly due?: readonly number[];
  /** What is decided, by decision. */
  readonly decided: Readonly<Record<string, number>>;
  readonly demand: (stream: RandomStream) => number;
}

function outlookOf({ problem, onHand, due = [], decided, demand }: Case) {
  const slots = Array.from({ length: problem.state.due }, (_, slot) => Float32Array.of(due[slot] ?? 0));
  const { cover, shortageChance, earlyChance, periods } = outlook({
    world: madeWorld({ problem, demand: [[5, 5, 5]] }),
    executor,
    series: Int32Array.of(0),
    period: 2,
    stock: { stock: Float32Array.of(onHand), due: slots },
    decided: problem.decisions.map(({ name, direction }) => {
      const units = Float32Array.of(decided[name]);
      return { name, direction, quantity: units, wanted: units, target: units, position: units };
    }),
    demand: (_, ahead) => (stream) => Array.from({ length: ahead }, () => demand(stream)),
    stream: randomStream(4),
  });
  return { cover: cover[0], chance: shortageChance[0], early: earlyChance[0], periods: periods[0] };
}

const five = () => 5;

describe("the outlook of an order", () => {
  it("lasts as long as what is on hand and on order serves a steady demand", () => {
    const problem = lostSales({ leadTime: 2, ...costs });
    const found = outlookOf({ problem, onHand: 5, due: [2, 3], decided: { order: 13 }, demand: five });
    expect(found.periods).toBe(3);
    expect(found.cover).toBeCloseTo(23 / 5, 6);
    expect(found.chance).toBe(0);
  });

  it("runs out for sure where the order comes a unit short, or a period late", () => {
    const problem = lostSales({ leadTime: 1, ...costs });
    const chance = (onHand: number, order: number) =>
      outlookOf({ problem, onHand, decided: { order }, demand: five }).chance;
    expect(chance(5, 5)).toBe(0);
    expect(chance(5, 4)).toBe(1);
    expect(chance(4, 50)).toBe(1);
    // Demand that waits finds the order when it comes, but had to wait.
    const waits = backlog({ leadTime: 1, ...costs });
    expect(outlookOf({ problem: waits, onHand: 4, decided: { order: 50 }, demand: five }).chance).toBe(1);
  });

  it("ends when the next order could come, whatever the supplier asks of orders", () => {
    const problem = {
      ...lostSales({ leadTime: 0, reviewPeriod: 3, ...costs }),
      orderTerms: { order: { packSize: 6, maximumOrder: 6 } },
    };
    const found = outlookOf({ problem, onHand: 9, decided: { order: 6 }, demand: five });
    expect(found).toEqual({ periods: 3, chance: 0, early: 0, cover: 3 });
    const short = outlookOf({ problem, onHand: 8, decided: { order: 6 }, demand: five });
    expect(short.chance).toBe(1);
  });

  it("tells apart what happens before the order could arrive", () => {
    const problem = lostSales({ leadTime: 2, reviewPeriod: 2, ...costs });
    const early = (onHand: number, order: number) =>
      outlookOf({ problem, onHand, decided: { order }, demand: five });
    expect(early(9, 50)).toMatchObject({ chance: 1, early: 1 });
    expect(early(10, 9)).toMatchObject({ chance: 1, early: 0 });
    const unit = { regularCost: 1, expeditedCost: 2 };
    const two = dualSourcing({ regularLeadTime: 3, expeditedLeadTime: 1, ...unit, ...costs });
    const faster = (onHand: number) =>
      outlookOf({ problem: two, onHand, decided: { expedited: 0, regular: 20 }, demand: five });
    expect(faster(5)).toMatchObject({ periods: 2, chance: 1, early: 0 });
    expect(faster(4)).toMatchObject({ periods: 2, chance: 1, early: 1 });
  });

  it("has the chance of demand above what is there", () => {
    const problem = lostSales({ leadTime: 0, ...costs });
    const die = (stream: RandomStream) => 1 + stream.below(6);
    const { chance, cover } = outlookOf({ problem, onHand: 1, decided: { order: 3 }, demand: die });
    // A third of the throws are above 4; the standard error of 100 plays is 0.047.
    expect(Math.abs(chance - 1 / 3)).toBeLessThan(0.15);
    expect(Math.abs(cover - 4 / 3.5)).toBeLessThan(0.15);
  });

  it("counts both orders of two suppliers, until the faster could bring another", () => {
    const unit = { regularCost: 1, expeditedCost: 2 };
    const problem = dualSourcing({ regularLeadTime: 3, expeditedLeadTime: 1, ...unit, ...costs });
    const decided = { expedited: 5, regular: 20 };
    const found = outlookOf({ problem, onHand: 5, decided, demand: five });
    expect(found).toMatchObject({ periods: 2, chance: 0 });
    expect(found.cover).toBeCloseTo(6, 6);
  });

  it("counts what expires as leaving", () => {
    const one = { onHand: 0, decided: { order: 10 }, demand: () => 2 };
    const keeps = lostSales({ leadTime: 0, reviewPeriod: 2, ...costs });
    expect(outlookOf({ problem: keeps, ...one }).cover).toBeCloseTo(5, 6);
    const life = { lifetime: 2, issuing: "fifo", unitCost: 1, wasteCost: 1 } as const;
    const spoils = perishable({ leadTime: 0, reviewPeriod: 2, ...life, ...costs });
    // Two are sold in each of two periods, and what is left of the ten is thrown away.
    expect(outlookOf({ problem: spoils, ...one }).cover).toBeCloseTo(2, 6);
  });

  it("never ends without demand, and is none of nothing", () => {
    const problem = lostSales({ leadTime: 1, ...costs });
    const none = outlookOf({ problem, onHand: 3, decided: { order: 0 }, demand: () => 0 });
    expect(none).toMatchObject({ cover: Infinity, chance: 0 });
    const nothing = outlookOf({ problem, onHand: 0, decided: { order: 0 }, demand: () => 0 });
    expect(nothing).toMatchObject({ cover: Infinity, chance: 0 });
    expect(outlookOf({ problem, onHand: 0, decided: { order: 0 }, demand: five }).cover).toBe(0);
    let asked = 0;
    const late = () => (asked++ % 2 === 0 ? 0 : 5);
    expect(outlookOf({ problem, onHand: 0, decided: { order: 0 }, demand: late }).cover).toBe(0);
  });
});
