import { describe, expect, it } from "vitest";
import { type ContractOptions, problemContract } from "../../test/contracts/problem-contract.js";
import { problems } from "./index.js";
import type { Problem } from "./problem.js";

const noAttributes = (column: string): Float64Array => {
  throw new Error(`no attribute ${column}`);
};

for (const { name, make } of problems)
  problemContract(name, (options) => make(written(name, options), noAttributes), { gradient: "pathwise" });

describe("the registry of problems", () => {
  const entries = problems.map((entry) => [entry.name, entry] as const);
  const costs = { holdingCost: 1, shortageCost: 9 };

  it.each(entries)("reads %s from its options", (name, entry) => {
    const made = entry.make({ type: name, leadTime: 2, ...costs }, noAttributes);
    expect(made.name).toBe(entry.name);
    expect(made.summary).toBe(entry.summary);
    const accepts = (options: object) => entry.options.safeParse({ type: name, ...options }).success;
    expect(accepts(costs)).toBe(true);
    expect(accepts({ holdingCost: 1 })).toBe(false);
    expect(accepts({ ...costs, holdingCost: -1 })).toBe(false);
    expect(accepts({ ...costs, leadtime: 2 })).toBe(false);
    expect(accepts({ ...costs, leadTime: { probabilities: [0.9, 0.2] } })).toBe(false);
  });

  it("reads numbers per series from attribute columns, by their names", () => {
    const columns = new Map([
      ["lead", Float64Array.of(1, 4)],
      ["holding", Float64Array.of(0.5, 2)],
    ]);
    const [{ name, make }] = problems;
    const options = { type: name, leadTime: "lead", holdingCost: "holding", shortageCost: 9 };
    const made: Problem = make(options, (column) => columns.get(column) ?? noAttributes(column));
    expect(made.leadTime).toEqual({ kind: "fixed", periods: Float64Array.of(1, 4) });
    expect(made.economics.holdingCost).toEqual(Float64Array.of(0.5, 2));
    expect(made.state.due).toBe(4);
  });
});

/** The options as CONFIG.yaml writes them. */
function written(type: string, { leadTime, ...options }: ContractOptions): unknown {
  if (typeof leadTime === "number") return { type, ...options, leadTime };
  return leadTime.kind === "random"
    ? { type, ...options, leadTime: { probabilities: leadTime.probabilities } }
    : { type, ...options, leadTime: leadTime.periods };
}
