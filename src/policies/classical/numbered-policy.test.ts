import { describe, expect, it } from "vitest";
import { type Seen, askPolicy, evaluate } from "../../../test/contracts/ask-policy.js";
import { policyContract } from "../../../test/contracts/policy-contract.js";
import { constant } from "../../engine/index.js";
import type { DecisionSeen, PolicySetting } from "../policy.js";
import { constantOrder } from "./constant-order.js";
import { cappedDualIndex, dualIndex } from "./dual-index.js";
import { fixedQuantity } from "./fixed-quantity.js";
import { intervalStock } from "./interval-stock.js";
import { minMax } from "./min-max.js";
import type { NumberedPolicy } from "./numbered-policy.js";
import { singleIndex } from "./single-index.js";
import { tailoredBaseSurge } from "./tailored-base-surge.js";
import { vectorBaseStock } from "./vector-base-stock.js";
import { lowStockWasteCorrected, wasteCorrectedBaseStock } from "./waste-corrected-base-stock.js";

const policies: readonly NumberedPolicy[] = [
  singleIndex,
  dualIndex,
  cappedDualIndex,
  tailoredBaseSurge,
  intervalStock,
  minMax,
  fixedQuantity,
  constantOrder,
  wasteCorrectedBaseStock({ issuing: "fifo" }),
  lowStockWasteCorrected({ issuing: "lifo" }),
];

for (const policy of policies) {
  policyContract(policy.shared);
  const levels = Object.keys(policy.numbers).map((name) => [name, new Float64Array(1)]);
  policyContract(policy.ofSeries(Object.fromEntries(levels)));
}
policyContract(vectorBaseStock());

const setting: PolicySetting = {
  onOrderRows: 2,
  demandFeatures: [],
  plainFeatures: [],
  coverPeriodsMax: 3,
  ageRows: 2,
  decisions: ["up", "up"],
  historyRows: 0,
  furtherEconomics: [],
};

/** Usual demand 4 over 3 periods to cover; 5 on hand, 2 and 1 on order. */
const seen: Seen = {
  onHand: 5,
  onOrder: [2, 1],
  scale: 4,
  demandFeatures: [],
  plainFeatures: [],
  coverPeriods: 3,
  economics: { holdingCost: 1, shortageCost: 9, unitCost: 0, price: 0 },
};

interface Asked extends Partial<Pick<Seen, "onHand" | "coverPeriods">> {
  readonly decision?: Partial<Pick<DecisionSeen, "index" | "direction">> & { readonly position: number };
  /** Units on hand by age, the oldest first. */
  readonly byAge?: readonly number[];
}

/** What a policy with numbers of its own, in units, orders. */
function ordered(policy: NumberedPolicy, own: Record<string, number>, asked: Asked = {}): number {
  const { decision, byAge = [], ...changed } = asked;
  const levels = Object.entries(own).map(([name, units]) => [name, Float64Array.of(units)]);
  const bound = policy.ofSeries(Object.fromEntries(levels)).bind(setting);
  const [[quantity]] = evaluate(
    (from, more) => {
      const position = decision ? constant(decision.position) : from.decision.position;
      const decisionSeen = { ...from.decision, ...decision, position };
      const ages = byAge.length > 0 ? more : undefined;
      return bound.order({ ...from, byAge: ages, decision: decisionSeen }).quantity;
    },
    [{ ...seen, ...changed, own }],
    [byAge],
  );
  return quantity;
}

describe("two orders, an expedited one first", () => {
  // 5 on hand is all that arrives no later than an expedited order; 8 are on hand and on order.
  const expedited = { decision: { index: 0, position: 5 } };
  const regular = (position: number) => ({ decision: { index: 1, position } });

  it("single index compares both levels with everything on hand and on order", () => {
    const levels = { regularLevel: 12, difference: 2 };
    expect(ordered(singleIndex, levels, expedited)).toBe(2);
    expect(ordered(singleIndex, levels, regular(10))).toBe(2);
    expect(ordered(singleIndex, { regularLevel: 12, difference: -3 }, expedited)).toBe(4);
  });

  it("dual index compares the expedited level with what is there in time", () => {
    const levels = { regularLevel: 14, expeditedLevel: 9 };
    expect(ordered(dualIndex, levels, expedited)).toBe(4);
    expect(ordered(dualIndex, levels, regular(12))).toBe(2);
    expect(ordered(dualIndex, levels, regular(15))).toBe(0);
  });

  it("capped dual index caps the regular order only", () => {
    const levels = { regularLevel: 14, expeditedLevel: 9, cap: 3 };
    expect(ordered(cappedDualIndex, levels, expedited)).toBe(4);
    expect(ordered(cappedDualIndex, levels, regular(9))).toBe(3);
    expect(ordered(cappedDualIndex, levels, regular(12))).toBe(2);
  });

  it("tailored base-surge orders the same regularly, whatever the stock", () => {
    const levels = { expeditedLevel: 9, constantOrder: 3 };
    expect(ordered(tailoredBaseSurge, levels, expedited)).toBe(4);
    expect(ordered(tailoredBaseSurge, levels, regular(2))).toBe(3);
    expect(ordered(tailoredBaseSurge, levels, regular(200))).toBe(3);
  });
});

describe("interval-stock", () => {
  const levels = { lowLevel: 10, upLevel: 20 };
  it.each([
    [8, 2, 0],
    [15, 0, 0],
    [26, 0, 6],
  ])("from %d orders %d and removes %d", (position, order, removal) => {
    expect(ordered(intervalStock, levels, { decision: { position, direction: "up" } })).toBe(order);
    expect(ordered(intervalStock, levels, { decision: { position, direction: "down" } })).toBe(removal);
  });

  it("never removes what it has just ordered, with levels in the wrong order", () => {
    const wrong = { lowLevel: 10, upLevel: 6 };
    expect(ordered(intervalStock, wrong, { decision: { position: 9, direction: "down" } })).toBe(0);
  });
});

it("only policies made for it take stock away", () => {
  const down = { decision: { position: 5, direction: "down" as const } };
  expect(ordered(constantOrder, { quantity: 4 }, down)).toBe(0);
  expect(ordered(minMax, { reorderPoint: 8, orderUpToLevel: 30 }, down)).toBe(0);
  const asked = vectorBaseStock().bind(setting);
  const removed = evaluate((from) => {
    const decision = { ...from.decision, direction: "down" as const };
    return asked.order({ ...from, decision }).quantity;
  }, [seen]);
  expect(removed).toEqual([[0]]);
});

describe("orders once the position is low", () => {
  it("(s, S) waits above s and orders up to S from s on", () => {
    const levels = { reorderPoint: 8, orderUpToLevel: 30 };
    expect(ordered(minMax, levels, { decision: { position: 9 } })).toBe(0);
    expect(ordered(minMax, levels, { decision: { position: 8 } })).toBe(22);
    expect(ordered(minMax, levels, { decision: { position: -2 } })).toBe(32);
  });

  it("(r, Q) orders one quantity, or as many as lift the position above r", () => {
    const numbers = { reorderPoint: 8, orderQuantity: 10 };
    expect(ordered(fixedQuantity, numbers, { decision: { position: 9 } })).toBe(0);
    expect(ordered(fixedQuantity, numbers, { decision: { position: 8 } })).toBe(10);
    expect(ordered(fixedQuantity, numbers, { decision: { position: -1 } })).toBe(10);
    expect(ordered(fixedQuantity, numbers, { decision: { position: -2 } })).toBe(20);
    const late = { reorderPoint: -3, orderQuantity: 10 };
    expect(ordered(fixedQuantity, late, { decision: { position: -2 } })).toBe(0);
  });

  it("a constant order does not look", () => {
    expect(ordered(constantOrder, { quantity: 4 }, { decision: { position: 500 } })).toBe(4);
  });
});

describe("estimated waste", () => {
  // Two periods ahead, demand 4 in each. Oldest first: 6 − 4 = 2 expire, then the 3 fresh ones and nothing
  // of the 2 that have arrived meet demand 4, so none expires.
  const asked = { byAge: [6, 3], decision: { position: 12 } };

  it("raises the base-stock level by what expires before the order can serve, oldest units first", () => {
    expect(ordered(wasteCorrectedBaseStock({ issuing: "fifo" }), { level: 15 }, asked)).toBe(5);
  });

  it("is larger where the freshest units are sold first", () => {
    // 3 fresh and 1 old unit are sold, 5 expire; then nothing is left but the 2 that arrive.
    expect(ordered(wasteCorrectedBaseStock({ issuing: "lifo" }), { level: 15 }, asked)).toBe(8);
  });

  it("looks only as far as the series' own periods to cover", () => {
    const fresh = { byAge: [0, 9], decision: { position: 12 } };
    const fifo = wasteCorrectedBaseStock({ issuing: "fifo" });
    // Of 9 fresh units, 9 − 4 − 4 = 1 expires at the end of the second period.
    expect(ordered(fifo, { level: 15 }, fresh)).toBe(4);
    expect(ordered(fifo, { level: 15 }, { ...fresh, coverPeriods: 2 })).toBe(3);
    expect(ordered(fifo, { level: 15 }, { ...asked, coverPeriods: 1 })).toBe(3);
  });

  it("has another slope below the threshold: S1 + (S2 − S1) x / b − x + w", () => {
    const low = lowStockWasteCorrected({ issuing: "fifo" });
    const levels = { lowLevel: 10, level: 15, threshold: 10 };
    expect(ordered(low, levels, asked)).toBe(5);
    const at = (position: number) => ({ byAge: [0, 0], decision: { position } });
    expect(ordered(low, levels, at(0))).toBe(10);
    expect(ordered(low, levels, at(4))).toBe(8);
    expect(ordered(low, levels, at(10))).toBe(5);
  });
});

describe("numbers that all series share", () => {
  it("are multiples of usual demand of a period, or of the periods to cover", () => {
    const bound = cappedDualIndex.shared.bind(setting);
    const [first] = askPolicy(bound, Float32Array.of(2, 1.5, 1), [seen]);
    // 1.5 · 4 · 3 − 8, all that the test's only decision sees.
    expect(first.quantity).toBe(10);
  });
});

describe("vector base-stock", () => {
  it("orders the least that any part of the pipeline lacks", () => {
    // Levels are covers · 4 · 3, · 4 · 2, · 4 · 1 and · 4 · 1 for 8, 3, 1 and nothing held.
    const order = (...covers: number[]) =>
      askPolicy(vectorBaseStock().bind(setting), Float32Array.from(covers), [seen])[0].quantity;
    expect(order(1, 1, 1, 1)).toBe(3);
    expect(order(1, 1, 1, 0.5)).toBe(2);
    expect(order(1, 0.5, 1, 1)).toBe(1);
    expect(order(0.5, 1, 1, 1)).toBe(0);
    expect(order(2, 2, 2, 2)).toBe(7);
  });

  it("has levels of each series in units, where they are given", () => {
    const order = (...levels: number[]) => {
      const bound = vectorBaseStock({ levels: levels.map((units) => Float64Array.of(units)) }).bind(setting);
      const own = Object.fromEntries(levels.map((units, l) => [`level ${l}`, units]));
      expect(Object.keys(bound.perSeries ?? {})).toEqual(Object.keys(own));
      return askPolicy(bound, new Float32Array(), [{ ...seen, own }])[0].quantity;
    };
    expect(order(12, 8, 4, 4)).toBe(3);
    expect(order(12, 8, 4, 2)).toBe(2);
    expect(order(12, 4, 4, 4)).toBe(1);
    expect(order(20, 20, 4.5, 20)).toBe(3.5);
  });
});
