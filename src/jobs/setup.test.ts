import { describe, expect, it } from "vitest";
import { executor } from "../../test/contracts/executor.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "../demand/distributions.js";
import type { Panel } from "../demand/panel.js";
import { generatePanel } from "../demand/stationary.js";
import { problems } from "../problems/index.js";
import { type Setup, setup } from "./setup.js";

const stream = randomStream(1);
const panel = generatePanel({ distribution: parseDistribution("poisson:4"), series: 2, periods: 40, stream });
const costs = { holdingCost: 1, shortageCost: 9 };

/** What problems ask for beyond the usual costs. */
const further: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  perishable: { lifetime: 3 },
  "dual-sourcing": { regularLeadTime: 3, expeditedCost: 2 },
  "procurement-removal": { salvageValue: 1, unitCost: 2 },
  "fixed-cost": { orderCost: 20 },
};

function made(
  type: string,
  more: Readonly<Record<string, unknown>> = {},
  given: Panel = panel,
  policy: Readonly<Record<string, unknown>> = {},
): Setup {
  const data = { generate: "poisson:4", series: 2, periods: 40 };
  const problem = { type, ...costs, ...further[type], ...more };
  const split = { validateFrom: 20, testFrom: 30 };
  const config = { data, split, problem, policy, trainer: {}, seed: 1 };
  return setup({ config, panel: given, executor });
}

describe("setting up a run", () => {
  const names = problems.map(({ name }) => name);

  it.each(names.filter((name) => name !== "fixed-cost"))("takes %s with the default trainer", (name) => {
    const { world, trainer } = made(name);
    expect(world.problem.name).toBe(name);
    expect([world.problem.gradient, "none"]).toContain(trainer.requires.gradient);
  });

  it("refuses a location whose items say different capacities", () => {
    const room = { kind: "number", values: Float64Array.of(50, 70) } as const;
    const withRoom = { ...panel, attributes: new Map([["room", room]]) };
    expect(() => made("lost-sales", { storageCapacity: "room" }, withRoom)).toThrow(
      "problem.storageCapacity: series-1 has 50, but series-2 has 70. Give all series of a location the same",
    );
    expect(made("lost-sales", { storageCapacity: 50 }).world.problem.sharedLimits?.storage).toBe(50);
  });

  it("gives the policy the features that are named, each once, and refuses others by name", () => {
    const price = new Float32Array(panel.units.length).fill(3);
    const priced = { ...panel, perPeriod: new Map([["price", price]]) };
    const rowsOf = (features: unknown, given: Panel = priced) =>
      made("lost-sales", {}, given, { features }).setting.plainFeatures;
    expect(rowsOf(["price", "days-to-easter", "holidays"]).slice(0, 3)).toEqual([
      "price-change",
      "days-to-easter",
      "days-to-new-year",
    ]);
    expect(rowsOf("default")).toEqual([...rowsOf("default", panel), "price-change"]);
    expect(rowsOf("none")).toEqual([]);
    expect(() => rowsOf(["default", "pirce"])).toThrow(
      'config, policy.features: "pirce" is no feature of this data. Did you mean price?',
    );
  });

  it("refuses supply below demand where demand waits, and only there", () => {
    // Two series of about 4 units a period; every second period they may order.
    const slow = { reviewPeriod: 2, volume: 3 };
    const room = (transportCapacity: number) => ({ ...slow, transportCapacity });
    expect(() => made("backlog", room(40))).toThrow(
      /^problem.transportCapacity: the one location has 40 but needs a volume of 4\d(\.\d+)? from one order/,
    );
    expect(made("backlog", room(60)).world.problem.sharedLimits?.transport).toBe(60);
    expect(made("lost-sales", room(40)).world.problem.sharedLimits?.transport).toBe(40);
    expect(() => made("backlog", { ...slow, storageCapacity: 40 })).toThrow(/^problem.storageCapacity: /);

    expect(() => made("backlog", { maximumOrder: 3 })).toThrow(
      /^problem.maximumOrder: series-1 may order 3 at a time but sells 3\.\d+ from one order to the next/,
    );
    expect(made("backlog", { maximumOrder: 6 }).world.problem.allowsBacklog).toBe(true);
    expect(made("lost-sales", { maximumOrder: 3 }).world.problem.allowsBacklog).toBe(false);
  });

  it("refuses a problem without gradients to a trainer that needs them, with a way out", () => {
    expect(() => made("fixed-cost")).toThrow(
      "config, trainer.type: differentiable-simulation needs a gradient through time, and fixed-cost has " +
        "none. Train with ppo or ddpg or dsac, or find its exact answer with deepstock solve fixed-cost, " +
        "or choose another problem.",
    );
  });
});
