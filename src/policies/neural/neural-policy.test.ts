import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySeen, askPolicy, evaluate, scaledUnits } from "../../../test/contracts/ask-policy.js";
import { SETTINGS } from "../../../test/contracts/policy-contract.js";
import { randomStream } from "../../base/random.js";
import { parameterLayout } from "../../engine/index.js";
import type { Observation } from "../policy.js";
import { heads } from "./heads/index.js";
import { INPUT_FORMS, inputRows, networkInputs } from "./inputs.js";
import { neuralPolicy } from "./neural-policy.js";

const full = SETTINGS[2];
const someSeen = fc.array(anySeen(full), { minLength: 1, maxLength: 4 });
const hidden = [6, 5];
const relative = (seen: Observation) => networkInputs(seen, full);

/** The input rows that change when every quantity of units is so many times as large. */
function rowsThatFeel(factor: number): Set<number> {
  const rows = new Set<number>();
  fc.assert(
    fc.property(anySeen(full), (seen) => {
      const [before, after] = evaluate(relative, [seen, scaledUnits(seen, factor)]);
      before.forEach((value, row) => {
        if (value !== after[row]) rows.add(row);
      });
    }),
    { numRuns: 40 },
  );
  return rows;
}

describe("what a network sees", () => {
  it.each(SETTINGS)("has the rows that its setting says: %#", (setting) => {
    const [seen] = fc.sample(anySeen(setting), 1);
    for (const form of INPUT_FORMS) {
      const [rows] = evaluate((from) => networkInputs(from, setting, form), [seen]);
      expect(rows).toHaveLength(inputRows(setting, form));
    }
  });

  it("in units, is features, what is on hand and what is on order, as they are", () => {
    fc.assert(
      fc.property(anySeen(full), (seen) => {
        const numbers = [...seen.demandFeatures, ...seen.plainFeatures, seen.onHand, ...seen.onOrder];
        const [row] = evaluate((from) => networkInputs(from, full, "units"), [seen]);
        expect(row.slice(0, numbers.length)).toEqual(numbers.map(Math.fround));
      }),
    );
  });

  it("is finite, however odd the stock, the demand and the costs", () => {
    const free = { holdingCost: 0, shortageCost: 5, unitCost: 0, price: 0 };
    fc.assert(
      fc.property(someSeen, (seen) => {
        const odd = seen.flatMap((one) => [one, { ...one, onHand: 1e7 }, { ...one, economics: free }]);
        expect(evaluate(relative, odd).flat().every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it("is free of scale but for one row, the logarithm of the scale", () => {
    const [row, ...others] = rowsThatFeel(8);
    expect(others).toEqual([]);
    const [seen] = fc.sample(anySeen(full), 1);
    const [before, after] = evaluate(relative, [seen, scaledUnits(seen, 8)]);
    expect(after[row] - before[row]).toBeCloseTo(Math.log(8) / 4, 5);
  });
});

describe.each(heads.map((head) => [head.name, head] as const))("a network with the head %s", (_, head) => {
  const policy = neuralPolicy({ hidden, head }).bind(full);

  it("blind to the logarithm of the scale, orders in proportion to the scale", () => {
    const [row] = rowsThatFeel(8);
    const parameters = policy.initial(randomStream(3)).map((value, i) => value + 0.3 * Math.sin(i));
    const layer = parameterLayout(policy.parameters).entries.get("layer1.weights");
    if (!layer) throw new Error("a network has a first layer");
    for (let unit = 0; unit < layer.rows; unit++) parameters[layer.offset + unit * layer.columns + row] = 0;
    fc.assert(
      fc.property(someSeen, (seen) => {
        const large = askPolicy(policy, parameters, seen.map((one) => scaledUnits(one, 8)));
        const small = askPolicy(policy, parameters, seen);
        expect(large.map(({ quantity }) => quantity)).toEqual(small.map(({ quantity }) => 8 * quantity));
      }),
    );
  });

  it("orders what the position lacks of its target, if it has one", () => {
    fc.assert(
      fc.property(someSeen, fc.integer({ min: 0, max: 1e6 }), (seen, seed) => {
        const parameters = policy.initial(randomStream(seed));
        askPolicy(policy, parameters, seen).forEach(({ quantity, target, position }) => {
          expect(target !== undefined).toBe(head.hasTarget);
          if (target !== undefined) expect(quantity).toBe(Math.max(Math.fround(target - position), 0));
        });
      }),
    );
  });

  it("starts elsewhere with another seed", () => {
    expect(policy.initial(randomStream(1))).not.toEqual(policy.initial(randomStream(2)));
  });
});
