import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generalisedAdvantages, orderCosts } from "./returns.js";

describe("what an order is answerable for", () => {
  const costs = [1, 2, 4, 8, 16, 32, 64];

  it("are the periods from its arrival to that of the next order", () => {
    const found = orderCosts({ costs, moments: [0, 2, 4, 6], leadTime: 1 }, "goes on");
    expect(found).toEqual([
      { moment: 0, cost: 2 + 4, goesOn: true },
      { moment: 2, cost: 8 + 16, goesOn: true },
      { moment: 4, cost: 32 + 64, goesOn: true },
    ]);
  });

  it("is what is left of a horizon that ends, and nothing comes after", () => {
    const found = orderCosts({ costs, moments: [0, 3, 5, 6], leadTime: 1 }, "ends");
    expect(found.map(({ cost, goesOn }) => [cost, goesOn])).toEqual([
      [2 + 4 + 8, true],
      [16 + 32, true],
      [64, false],
    ]);
  });

  it("is every cost after the first arrival, once", () => {
    const play = fc.record({
      costs: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }),
      leadTime: fc.nat(4),
      chosen: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
    });
    fc.assert(
      fc.property(play, ({ costs: money, leadTime, chosen }) => {
        const moments = money.map((_, t) => t).filter((t) => chosen[t]);
        const found = orderCosts({ costs: money, moments, leadTime }, "ends");
        const total = found.reduce((sum, { cost }) => sum + cost, 0);
        const first = (moments[0] ?? Infinity) + leadTime;
        expect(total).toBe(money.reduce((sum, cost, t) => (t >= first ? sum + cost : sum), 0));
      }),
    );
  });
});

describe("generalised advantages", () => {
  const play = { rewards: [1, 2, 3], goesOn: [true, true, true], values: [10, 20, 30, 40] };

  it("look one decision ahead with trace 0, and to the end with trace 1", () => {
    const one = generalisedAdvantages({ ...play, discount: 0.5, trace: 0 });
    expect([...one.advantages]).toEqual([1 + 10 - 10, 2 + 15 - 20, 3 + 20 - 30]);
    const all = generalisedAdvantages({ ...play, discount: 0.5, trace: 1 });
    expect(all.returns[0]).toBeCloseTo(1 + 0.5 * 2 + 0.25 * 3 + 0.125 * 40, 12);
    expect(all.returns[2]).toBeCloseTo(3 + 0.5 * 40, 12);
  });

  it("see nothing beyond the end of a horizon", () => {
    const ended = generalisedAdvantages({ ...play, goesOn: [true, false, true], discount: 0.5, trace: 1 });
    expect(ended.returns[0]).toBeCloseTo(1 + 0.5 * 2, 12);
    expect(ended.returns[1]).toBe(2);
  });

  it("are nothing where values say what will come", () => {
    // With γ = 1 and rewards of 1, the value of k decisions before the end is k.
    const exact = { rewards: [1, 1, 1], goesOn: [true, true, false], values: [3, 2, 1, 77] };
    const { advantages } = generalisedAdvantages({ ...exact, discount: 1, trace: 0.7 });
    expect([...advantages]).toEqual([0, 0, 0]);
  });
});
