import { describe, expect, it } from "vitest";
import { INSTRUCTION_LENGTH, OPCODES, type Plan } from "./plan.js";
import { compileRollout } from "./rollout.js";
import { type Parameter, type Value, concat, dense } from "./value.js";

const weights: Parameter = { name: "weights", rows: 8, columns: 8 };
const wide: Parameter = { name: "wide", rows: 3, columns: 6 };

function planOf(f: (x: Value) => Value, gradient = true): Plan {
  return compileRollout(
    {
      state: { x: 8 },
      lane: {},
      period: {},
      parameters: [weights],
      step({ state }) {
        const y = f(dense(weights, state.x));
        return { state: { x: y }, loss: y.sumRows() };
      },
    },
    { gradient },
  );
}

function instructions(code: Int32Array): Int32Array[] {
  const count = code.length / INSTRUCTION_LENGTH;
  return Array.from({ length: count }, (_, i) => code.subarray(i * INSTRUCTION_LENGTH));
}

function opcodes(code: Int32Array): string[] {
  const names = Object.fromEntries(Object.entries(OPCODES).map(([name, opcode]) => [opcode, name]));
  return [...code].filter((_, i) => i % INSTRUCTION_LENGTH === 0).map((opcode) => names[opcode]);
}

describe("a lowered plan", () => {
  it("keeps nothing for a backward pass that it does not have", () => {
    expect(planOf((x) => x.elu().mul(x), false).rows.residual).toBe(0);
    expect(planOf((x) => x.elu().mul(x), false).backward).toHaveLength(0);
  });

  it("keeps what the derivative needs, and no more", () => {
    // elu's derivative is written with its result, which is the next state already.
    expect(planOf((x) => x.elu()).rows.residual).toBe(0);
    expect(planOf((x) => x.softplus()).rows.residual).toBe(8);
  });

  it("computes equal expressions once", () => {
    const once = opcodes(planOf((x) => x.tanh().add(x.tanh()), false).forward);
    expect(once.filter((name) => name === "tanh")).toHaveLength(1);
  });

  it("computes only the rows of a product that are used", () => {
    const { backward, parameters } = compileRollout(
      {
        state: { x: 2 },
        lane: { fixed: 4 },
        period: {},
        parameters: [wide],
        step({ state, lane }) {
          const y = dense(wide, concat([lane.fixed.row(0), state.x, lane.fixed.slice(1, 4)]));
          return { state: { x: y.slice(0, 2) }, loss: y.sumRows() };
        },
      },
      { gradient: true },
    );
    const products = instructions(backward).filter(([opcode]) => opcode === OPCODES.matmul);
    // Rows 1 and 2 of the six belong to the state.
    expect(products.map(([, rows]) => rows)).toEqual([2]);
    expect(products[0][5]).toBe(parameters.entries.get("wide")!.offset + 1);
  });

  it("joins the derivative of elu with its product, unless the derivative is wanted elsewhere", () => {
    const joined = opcodes(planOf((x) => x.elu()).backward);
    expect(joined).toContain("eluBackward");
    expect(joined).not.toContain("min");
    const shared = opcodes(planOf((x) => x.elu().add(x.elu().atMost(0).add(1))).backward);
    expect(shared).not.toContain("eluBackward");
  });
});
