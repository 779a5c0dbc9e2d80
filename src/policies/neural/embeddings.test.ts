import { describe, expect, it } from "vitest";
import { SETTINGS } from "../../../test/contracts/policy-contract.js";
import { askPolicy, type Seen } from "../../../test/contracts/ask-policy.js";
import { randomStream } from "../../base/random.js";
import { type Parameter, compileRollout, parameterLayout, referenceExecutor } from "../../engine/index.js";
import type { BoundPolicy } from "../policy.js";
import { embeddings } from "./embeddings.js";
import { baseHead } from "./heads/index.js";
import { neuralPolicy } from "./neural-policy.js";

const embedding = { name: "family", categories: ["food", "toys", "tools"], dimensions: 2 };
const setting = { ...SETTINGS[2], embeddings: [embedding] };
const policy = neuralPolicy({ hidden: [5], head: baseHead() });

const seen: Seen = {
  onHand: 3,
  onOrder: [1, 2],
  scale: 4,
  demandFeatures: [4, 1],
  plainFeatures: [0.5, -1],
  coverPeriods: 3,
  economics: { holdingCost: 1, shortageCost: 9, unitCost: 0, price: 0 },
};
const ofCategory = (row: number): Seen => ({ ...seen, categories: [row] });

/** Parameters by name, to be read and written. */
function named({ parameters: shapes }: BoundPolicy, numbers: Float32Array) {
  const { entries } = parameterLayout(shapes);
  return (name: string, row: number, column: number) => {
    const entry = entries.get(name);
    if (!entry) throw new Error(`there is no ${name}`);
    const at = entry.offset + row * entry.columns + column;
    return { get: () => numbers[at], set: (value: number) => void (numbers[at] = value) };
  };
}

describe("an embedding", () => {
  it("orders as a one in a row for each category does, whose weights are W E", () => {
    const hot = embedding.categories.map((name) => `family=${name}`);
    const embedded = policy.bind(setting);
    const oneHot = policy.bind({
      ...SETTINGS[2],
      plainFeatures: [...SETTINGS[2].plainFeatures, ...hot],
    });
    const from = embedded.initial(randomStream(1)).map((value, i) => value + 0.2 * Math.sin(i));
    const to = oneHot.initial(randomStream(1));
    const [read, write] = [named(embedded, from), named(oneHot, to)];
    // Features, what is learned of categories, and the rest of what a network sees stand in this order.
    const before = 1 + 2 + 1 + SETTINGS[2].demandFeatures.length + SETTINGS[2].plainFeatures.length;
    // Row 0 is that of no category.
    for (const column of [0, 1]) read("family.embedding", 0, column).set(0);
    for (const { name, rows, columns } of embedded.parameters)
      for (let row = 0; row < rows && name !== "family.embedding"; row++)
        for (let column = 0; column < columns; column++) {
          const isWide = name === "layer1.weights";
          if (isWide && column >= before && column < before + 2) continue;
          const shift = isWide && column >= before ? hot.length - 2 : 0;
          write(name, row, column + shift).set(read(name, row, column).get());
        }
    for (let unit = 0; unit < 5; unit++)
      hot.forEach((_, category) => {
        const weight = [0, 1].map(
          (k) =>
            read("layer1.weights", unit, before + k).get() * read("family.embedding", category + 1, k).get(),
        );
        write("layer1.weights", unit, before + category).set(weight[0] + weight[1]);
      });
    const learned = [0, 1, 2, 3].map((row) => askPolicy(embedded, from, [ofCategory(row)])[0].target!);
    const ones = [0, 1, 2, 3].map((row) => {
      const features = [...seen.plainFeatures, ...hot.map((_, k) => (k + 1 === row ? 1 : 0))];
      return askPolicy(oneHot, to, [{ ...seen, plainFeatures: features }])[0].target!;
    });
    learned.forEach((target, row) => expect(target).toBeCloseTo(ones[row], 4));
    expect(new Set(ones).size).toBe(4);
  });

  it("begins with nothing for categories without a row, and orders as a policy without it there", () => {
    const plain = policy.bind(SETTINGS[2]);
    const bound = policy.bind(setting);
    const parameters = bound.initial(randomStream(2));
    const table = parameters.slice(0, 8);
    expect(table.slice(0, 2)).toEqual(Float32Array.of(0, 0));
    expect(new Set(table).size).toBe(7);
    const unknown = [-1, 0, NaN].map((row) => askPolicy(bound, parameters, [ofCategory(row)])[0]);
    for (const answer of unknown) expect(answer).toEqual(unknown[0]);
    const names = ({ parameters: all }: BoundPolicy) => all.map(({ name }) => name);
    expect(names(plain)).toEqual(names(bound).slice(1));
  });

  it("has the gradient that finite differences have, in rows that occur only", () => {
    const made = embeddings(setting, "a.");
    const [table] = made.parameters;
    expect(table).toEqual({ name: "a.family.embedding", rows: 4, columns: 2 } satisfies Parameter);
    const plan = compileRollout(
      {
        state: {},
        lane: { categories: 1, plainFeatures: 2 },
        period: {},
        parameters: [table],
        step({ lane }) {
          const { categories, plainFeatures } = lane;
          const bent = made.of({ categories, plainFeatures }).plainFeatures.tanh();
          return { state: {}, loss: bent.mul(bent).sumRows().exp() };
        },
      },
      { gradient: true },
    );
    const session = referenceExecutor.open(plan, { lanes: 3, periods: 1 });
    session.setLane("categories", 0, [1, 3, 1]);
    for (const row of [0, 1]) session.setLane("plainFeatures", row, [0.1, 0.2, 0.3]);
    const numbers = Float64Array.from({ length: 8 }, (_, i) => Math.sin(1 + i));
    session.run(numbers);
    const gradient = [...session.gradient];
    const loss = (at: number, by: number) =>
      session.run(numbers.map((value, i) => (i === at ? value + by : value)));
    gradient.forEach((slope, at) => {
      const isUsed = [1, 3].includes(Math.floor(at / 2));
      const difference = (loss(at, 1e-5) - loss(at, -1e-5)) / 2e-5;
      expect(slope).toBeCloseTo(difference, 5);
      expect(slope === 0).toBe(!isUsed);
    });
  });

  it("is learned by each member of an average apart", () => {
    const bound = neuralPolicy({ hidden: [5], head: baseHead(), members: 2 }).bind(setting);
    const names = bound.parameters.map(({ name }) => name).filter((name) => name.endsWith("embedding"));
    expect(names).toEqual(["member1.family.embedding", "member2.family.embedding"]);
  });
});
