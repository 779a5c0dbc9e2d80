import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDistribution } from "../../demand/distributions.js";
import { perishableInstance } from "./instance.js";
import { type Outcomes, outcomesOf } from "./outcomes.js";

const costs = { unitCost: 0, holdingCost: 1, shortageCost: 0, wasteCost: 0, maxOrder: 9, discount: 0.9 };

type Issuing = "fifo" | "lifo";

function periodOf(issuing: Issuing, demand: string, stock: number, changes: Partial<typeof costs> = {}) {
  const given = { ...costs, ...changes, lifetime: 3, leadTime: 1, issuing };
  const outcomes = outcomesOf(perishableInstance({ ...given, demand: parseDistribution(demand) }));
  outcomes.of(stock);
  return outcomes;
}

/** Stocks that may be left, two digits for three ages: none is fresh yet. */
function likelyAfter({ after, probability, count }: Outcomes): number[] {
  return Array.from(after.slice(0, count)).filter((_, i) => probability[i] > 0);
}

describe("a period of three ages", () => {
  // 2 units expire after this period, 4 after the next, 3 after that; three units are asked for.
  it("sells the oldest first: 3 left of the middle age and 3 fresh ones", () => {
    const outcomes = periodOf("fifo", "pmf:0,0,0,1", 243);
    expect(likelyAfter(outcomes)).toEqual([33]);
    expect(outcomes.cost).toBe(6);
  });

  it("sells the freshest first: the two oldest expire", () => {
    const outcomes = periodOf("lifo", "pmf:0,0,0,1", 243, { holdingCost: 0, wasteCost: 10 });
    expect(likelyAfter(outcomes)).toEqual([40]);
    expect(outcomes.cost).toBe(20);
  });

  it("has probabilities that sum to 1, and conserves units", () => {
    const stock = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(stock, fc.constantFrom<Issuing>("fifo", "lifo"), (units, issuing) => {
        const held = periodOf(issuing, "poisson:3", units);
        const wasted = periodOf(issuing, "poisson:3", units, { holdingCost: 0, wasteCost: 1 });
        const lost = periodOf(issuing, "poisson:3", units, { holdingCost: 0, shortageCost: 1 });
        const total = held.probability.slice(0, held.count).reduce((sum, chance) => sum + chance, 0);
        expect(total).toBeCloseTo(1, 10);
        const onHand = Math.floor(units / 100) + (Math.floor(units / 10) % 10) + (units % 10);
        expect(held.cost + wasted.cost + (3 - lost.cost)).toBeCloseTo(onHand, 8);
      }),
    );
  });
});
