import { describe, expect, it } from "vitest";
import { type Parameter, compileRollout, dense, gradient, referenceExecutor, spread } from "./index.js";

const level: Parameter = { name: "level", rows: 1, columns: 1 };

/** Backlog with lead time 1 under an order-up-to level; the cost is quadratic, so its derivative is known. */
function quadratic(parameters: readonly Parameter[], fixed: readonly Parameter[] = []) {
  return compileRollout(
    {
      state: { stock: 1, due: 1 },
      lane: {},
      period: { demand: 1 },
      parameters,
      fixed,
      step({ state, period }) {
        const order = spread(level).sub(state.stock).sub(state.due);
        const stock = state.stock.add(state.due).sub(period.demand);
        return { state: { stock, due: order }, loss: stock.mul(stock), records: { order, stock } };
      },
    },
    { gradient: true },
  );
}

describe("a rollout", () => {
  it("plays the recursion period by period and differentiates through the lead time", () => {
    const session = referenceExecutor.open(quadratic([level]), { lanes: 1, periods: 3 });
    session.setPeriods("demand", 0, 0, [4, 2, 5], 0);
    const loss = session.run(Float32Array.of(10));
    // stock: -4, then -4 + 10 - 2 = 4, then 4 + (10 - (-4) - 10) - 5 = 3
    expect(loss).toBe(16 + 16 + 9);
    // d stock / d level: 0, 1, 1
    expect(session.gradient[0]).toBe(2 * 4 + 2 * 3);
    const orders = new Float32Array(3);
    session.readRecord("order", 0, 0, orders, 0);
    expect([...orders]).toEqual([10, 4, 2]);
  });

  it("has no gradient of what is fixed, and the same loss", () => {
    const session = referenceExecutor.open(quadratic([level], [level]), { lanes: 1, periods: 3 });
    session.setPeriods("demand", 0, 0, [4, 2, 5], 0);
    expect(session.run(Float32Array.of(10))).toBe(16 + 16 + 9);
    expect([...session.gradient]).toEqual([0]);
  });

  it("sums over lanes with their weights", () => {
    const session = referenceExecutor.open(quadratic([level]), { lanes: 2, periods: 1 });
    session.setPeriods("demand", 0, 0, [3], 0);
    session.setPeriods("demand", 0, 1, [5], 0);
    session.setWeights([1, 0]);
    expect(session.run(Float32Array.of(10))).toBe(9);
  });

  it("trains on derivatives of derivatives", () => {
    const weights: Parameter = { name: "weights", rows: 1, columns: 2 };
    const plan = compileRollout(
      {
        state: {},
        lane: { x: 2 },
        period: {},
        parameters: [weights],
        step({ lane }) {
          const y = dense(weights, lane.x).tanh();
          const [slope] = gradient(y, [lane.x]);
          return { state: {}, loss: slope.row(0), records: { slope } };
        },
      },
      { gradient: true },
    );
    const session = referenceExecutor.open(plan, { lanes: 1, periods: 1 });
    session.setLane("x", 0, [0.3]);
    session.setLane("x", 1, [-0.8]);
    const [w0, w1] = [0.5, 0.25];
    const y = Math.tanh(w0 * 0.3 - w1 * 0.8);
    expect(session.run(Float32Array.of(w0, w1))).toBeCloseTo((1 - y * y) * w0, 12);
    expect(session.gradient[0]).toBeCloseTo(1 - y * y - 2 * y * (1 - y * y) * 0.3 * w0, 6);
    expect(session.gradient[1]).toBeCloseTo(-2 * y * (1 - y * y) * -0.8 * w0, 6);
  });
});
