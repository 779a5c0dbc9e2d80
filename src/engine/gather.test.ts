import { describe, expect, it } from "vitest";
import { type Executor, compileRollout, createWasmExecutor, gather, referenceExecutor } from "./index.js";

const table = { name: "table", rows: 3, columns: 2 };
const executors: readonly Executor[] = [referenceExecutor, createWasmExecutor()];

describe.each(executors)("gather with the executor $name", (executor) => {
  const indices = [0, 2, 1.4, 1.6, 0.5, 1.5, -7, 99, NaN];
  const chosen = [0, 2, 1, 2, 0, 2, 0, 2, 0];
  const plan = compileRollout(
    {
      state: {},
      lane: { index: 1 },
      period: {},
      parameters: [table],
      step({ lane }) {
        const entry = gather(table, lane.index);
        return { state: {}, loss: entry.row(0).add(entry.row(1).mul(10)), records: { entry } };
      },
    },
    { gradient: true },
  );
  const session = executor.open(plan, { lanes: indices.length, periods: 2 });
  session.setLane("index", 0, indices);
  session.run(Float32Array.of(1, 2, 3, 4, 5, 6));

  it("takes the nearest row of the table, the first or last one where the index is outside", () => {
    const found = indices.map((_, lane) => {
      const entry = [0, 1].map((row) => {
        const read = new Float32Array(2);
        session.readRecord("entry", row, lane, read, 0);
        return read[1];
      });
      return entry;
    });
    expect(found).toEqual(chosen.map((row) => [1 + 2 * row, 2 + 2 * row]));
  });

  it("hands the gradient to the rows that were taken", () => {
    const uses = [0, 1, 2].map((row) => 2 * chosen.filter((entry) => entry === row).length);
    expect([...session.gradient]).toEqual(uses.flatMap((count) => [count, 10 * count]));
  });
});
