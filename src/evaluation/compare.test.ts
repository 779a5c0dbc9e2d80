import { describe, expect, it } from "vitest";
import { randomStream } from "../base/random.js";
import { comparePolicies, type JudgedPolicy } from "./compare.js";
import { madeLedger } from "../../test/fixtures/made-ledger.js";
import { metrics } from "./metrics/index.js";

const series = Array.from({ length: 40 }, (_, k) => k);
const hardness = series.map((k) => 1 + ((k * 17) % 23));

/** A policy whose cost is `share` of the difficulty of each series, over two periods. */
function judged(name: string, share: number, wobble = 0): JudgedPolicy {
  const cost = series.map((k) => [share * hardness[k] + wobble * (k % 2 ? 1 : -1), share * hardness[k]]);
  const flow = series.map(() => [2, 3]);
  return { name, knows: "history", ledger: madeLedger({ cost, demanded: flow, sold: flow, onHand: flow }) };
}

describe("a comparison of policies", () => {
  it("subtracts every other policy from the learned one", () => {
    const policies = [judged("learned", 0.9), judged("base-stock", 1), judged("another", 2)];
    const { differences } = comparePolicies(policies, { stream: randomStream(1) });
    expect(differences.map((one) => [one.policy, one.against])).toEqual([
      ["learned", "base-stock"],
      ["learned", "another"],
    ]);
    expect(differences[0].percent?.mean).toBeCloseTo(-10, 5);
    expect(differences[0].cost.mean).toBeLessThan(0);
    expect(differences[0].significant).toBe(true);
    expect(differences[1].percent?.mean).toBeCloseTo(-55, 5);
  });

  it("finds the learned policy by name wherever it stands", () => {
    const policies = [judged("base-stock", 1), judged("learned", 0.9)];
    const { differences } = comparePolicies(policies, { learned: "learned", stream: randomStream(1) });
    expect(differences).toHaveLength(1);
    expect(differences[0].against).toBe("base-stock");
    expect(differences[0].percent?.mean).toBeCloseTo(-10, 5);
  });

  it("calls a difference that changes sign from series to series not significant", () => {
    const policies = [judged("learned", 1, 0.5), judged("base-stock", 1)];
    const { differences } = comparePolicies(policies, { stream: randomStream(1) });
    expect(differences[0].significant).toBe(false);
    expect(differences[0].cost.low).toBeLessThan(0);
    expect(differences[0].cost.high).toBeGreaterThan(0);
  });

  it("does not call a difference on five series significant", () => {
    const few = (cost: number): JudgedPolicy => ({
      name: `${cost}`,
      knows: "history",
      ledger: madeLedger({ cost: [[cost], [cost], [cost], [cost], [cost]] }),
    });
    const { differences } = comparePolicies([few(1), few(2)], { stream: randomStream(1) });
    expect(differences[0].cost).toEqual({ mean: -1, low: -1, high: -1 });
    expect(differences[0].significant).toBe(false);
  });

  it("reports every metric once", () => {
    const { policies } = comparePolicies([judged("learned", 1)], { stream: randomStream(1) });
    expect(policies[0]).toMatchObject({ stockoutRate: 0, fillRate: 1, turnoverDays: 1, meanOnHand: 2.5 });
    expect(policies[0].further).toHaveLength(metrics.length - 5);
    expect(JSON.parse(JSON.stringify(policies))).toEqual(policies);
  });

  it("gives a cost without a percentage where the other policy costs nothing", () => {
    const { differences } = comparePolicies([judged("learned", 1), judged("free", 0)], {
      stream: randomStream(1),
    });
    expect(differences[0].percent).toBeNull();
    expect(differences[0].cost.mean).toBeGreaterThan(0);
  });

  it("leaves series that are never scored out of the resamples", () => {
    const cost = [[1], [1], [1], [1], [1], [1], [50]];
    const mask = [[1], [1], [1], [1], [1], [1], [0]];
    const one: JudgedPolicy = { name: "one", knows: "history", ledger: madeLedger({ cost }, { mask }) };
    const { policies } = comparePolicies([one], { stream: randomStream(1) });
    expect(policies[0].cost).toEqual({ mean: 1, low: 1, high: 1 });
  });

  it("refuses policies that met different demand", () => {
    const other = madeLedger({ demanded: series.map(() => [2, 4]) });
    expect(() =>
      comparePolicies([judged("a", 1), { name: "b", knows: "history", ledger: other }], {
        stream: randomStream(1),
      }),
    ).toThrow("b met the demand of a");
  });
});
