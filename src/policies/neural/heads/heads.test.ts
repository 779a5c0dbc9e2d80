import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Seen, anySeen, evaluate, number, scaledUnits } from "../../../../test/contracts/ask-policy.js";
import { SETTINGS } from "../../../../test/contracts/policy-contract.js";
import type { PolicySetting } from "../../policy.js";
import { type Head, baseHead, bothHead, coeffHead, heads, noneHead } from "./index.js";

const full = SETTINGS[2];
const outputs = (count: number) => fc.array(number(-3, 8), { minLength: count, maxLength: count });

/** What a head orders for one output of the network. */
function ordered(head: Head, output: readonly number[], seen: Seen): number {
  const [[quantity]] = evaluate((from, rows) => head.order(rows, from).quantity, [seen], [output]);
  return quantity;
}

function check(head: Head, setting: PolicySetting, property: (output: number[], seen: Seen) => void): void {
  fc.assert(fc.property(outputs(head.outputs(setting)), anySeen(setting), property), { numRuns: 40 });
}

describe.each(heads.map((head) => [head.name, head] as const))("the head %s", (_, head) => {
  it.each(SETTINGS)("starts with an output for each row that it takes: %#", (setting) => {
    expect(head.initialOutput(setting, "up")).toHaveLength(head.outputs(setting));
  });

  it("orders in proportion, where everything measured in units is so many times as large", () => {
    check(head, full, (output, seen) => {
      for (const factor of [0.25, 8])
        expect(ordered(head, output, scaledUnits(seen, factor))).toBe(factor * ordered(head, output, seen));
    });
  });

  it("orders something at first, where nothing is in stock", () => {
    check(head, full, (_, seen) => {
      const bare = { ...seen, onHand: 0, onOrder: seen.onOrder.map(() => 0) };
      expect(ordered(head, head.initialOutput(full, "up"), bare)).toBeGreaterThan(0);
    });
  });

  it("with a target, orders a unit less for every unit of position, down to nothing", () => {
    if (!head.hasTarget) return;
    const seen = { ...emptySeen, scale: 8, demandFeatures: [8, 2] };
    const output = head.initialOutput(full, "up").map(() => 0.5);
    const lacking = ordered(head, output, seen);
    expect(lacking).toBeGreaterThan(4);
    expect(ordered(head, output, { ...seen, onHand: 3 })).toBe(lacking - 3);
    expect(ordered(head, output, { ...seen, onHand: -3 })).toBe(lacking + 3);
    expect(ordered(head, output, { ...seen, onOrder: [1, 3] })).toBe(lacking - 4);
    expect(ordered(head, output, { ...seen, onHand: lacking + 1 })).toBe(0);
  });

  it("without a target, does not look at stock", () => {
    if (head.hasTarget) return;
    check(head, full, (output, seen) => {
      const rich = { ...seen, onHand: seen.onHand + 50, onOrder: seen.onOrder.map((units) => units + 50) };
      expect(ordered(head, output, rich)).toBe(ordered(head, output, seen));
    });
  });
});

describe("a head that speaks units", () => {
  const plain = { initial: 20, most: 80 };

  it("starts with the units that it is told, within its bounds or without", () => {
    for (const units of [{ initial: 20 }, plain])
      for (const head of [noneHead(units), baseHead(units)])
        expect(ordered(head, head.initialOutput(full, "up"), emptySeen)).toBeCloseTo(20, 4);
  });

  it("stays within its bounds, and goes as far as they allow", () => {
    const most = (output: number) => ordered(noneHead(plain), [output], emptySeen);
    fc.assert(fc.property(number(-30, 30), (output) => most(output) >= 0 && most(output) <= 80));
    expect([most(-30), most(30)]).toEqual([0, 80]);
  });

  it("fills the position up to them, whatever the scale", () => {
    const seen = { ...emptySeen, scale: 7, onHand: 3, onOrder: [1, 2] };
    expect(ordered(baseHead({ initial: 20 }), [15], seen)).toBe(15 - 6);
    expect(ordered(noneHead({ initial: 20 }), [15], seen)).toBe(15);
  });
});

describe("coefficients", () => {
  const seen = { ...emptySeenWith([6, 2]), scale: 5 };

  it("multiply the demand features in their order, and the scale last", () => {
    expect(ordered(coeffHead(), [0.5, 2, 3], seen)).toBe(0.5 * 6 + 2 * 2 + 3 * 5);
    expect(ordered(bothHead(), [0.5, 2, 3], seen)).toBe((0.5 * 6 + 2 * 2 + 3 * 5) * 2);
  });

  it.each([
    [coeffHead(), noneHead()],
    [bothHead(), baseHead()],
  ])("of nothing but the scale leave no regularisation of features: pair %#", (coefficients, plain) => {
    check(plain, full, (output, other) => {
      expect(ordered(coefficients, [0, 0, ...output], other)).toBe(ordered(plain, output, other));
    });
  });
});

const emptySeen: Seen = emptySeenWith([0, 0]);

function emptySeenWith(demandFeatures: readonly number[]): Seen {
  return {
    onHand: 0,
    onOrder: [0, 0],
    scale: 1,
    demandFeatures,
    plainFeatures: [0, 0],
    coverPeriods: 2,
    economics: { holdingCost: 1, shortageCost: 9, unitCost: 0, price: 0 },
    own: {},
  };
}
