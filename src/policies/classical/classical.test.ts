import { describe, expect, it } from "vitest";
import { type Seen, askPolicy } from "../../../test/contracts/ask-policy.js";
import type { Policy } from "../policy.js";
import { baseStock } from "./base-stock.js";
import { cappedBaseStock } from "./capped-base-stock.js";
import { safetyStock } from "./safety-stock.js";

const demandFeatures = ["mean-7", "deviation-28"];
const setting = {
  onOrderRows: 1,
  ageRows: 0,
  demandFeatures,
  plainFeatures: [],
  coverPeriodsMax: 4,
  decisions: ["up" as const],
  historyRows: 0,
  furtherEconomics: [],
};

/** Scale 5, cover periods 4, 12 in stock and 3 on order: a position of 15. */
const seen: Seen = {
  onHand: 12,
  onOrder: [3],
  scale: 5,
  demandFeatures: [6, 2],
  plainFeatures: [],
  coverPeriods: 4,
  economics: { holdingCost: 1, shortageCost: 9, unitCost: 0, price: 0 },
};

interface Numbers {
  readonly parameters?: readonly number[];
  readonly own?: Seen["own"];
}

function checkOrder(policy: Policy, numbers: Numbers, order: number, target: number) {
  const { parameters = [], own = {} } = numbers;
  const [answer] = askPolicy(policy.bind(setting), Float32Array.from(parameters), [{ ...seen, own }]);
  expect(answer).toEqual({ quantity: order, target, position: 15 });
}

describe("base-stock", () => {
  it("orders up to a level of the series", () => {
    const policy = baseStock({ levels: Float64Array.of(40) });
    checkOrder(policy, { own: { level: 40 } }, 25, 40);
    checkOrder(policy, { own: { level: 15 } }, 0, 15);
    checkOrder(policy, { own: { level: 7 } }, 0, 7);
  });

  it("orders up to a multiple of usual demand over the cover periods", () => {
    checkOrder(baseStock(), { parameters: [1.5] }, 15, 30);
    const levels = Float64Array.of(40);
    expect(baseStock({ levels }).bind(setting).perSeries).toEqual({ level: levels });
  });
});

describe("capped base-stock", () => {
  it("orders up to a level, but no more than the cap", () => {
    const policy = cappedBaseStock({ levels: new Float64Array(1), caps: new Float64Array(1) });
    checkOrder(policy, { own: { level: 40, cap: 9 } }, 9, 40);
    checkOrder(policy, { own: { level: 20, cap: 9 } }, 5, 20);
    checkOrder(cappedBaseStock(), { parameters: [1.5, 2] }, 10, 30);
    checkOrder(cappedBaseStock(), { parameters: [1.5, 4] }, 15, 30);
  });

  it("orders nothing where training has taken the cap below nothing", () => {
    checkOrder(cappedBaseStock(), { parameters: [1.5, -2] }, 0, 30);
  });
});

describe("safety stock", () => {
  it("adds deviations of demand over the cover periods to usual demand", () => {
    // 1 · 5 · 4 + 3 · 2 · √4
    checkOrder(safetyStock(), { parameters: [1, 3] }, 32 - 15, 32);
  });
});
