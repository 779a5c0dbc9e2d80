import { describe, expect, it } from "vitest";
import { INSTRUCTION_LENGTH, OPCODES, type Plan } from "./plan.js";
import { compileRollout } from "./rollout.js";
import { type Parameter, type Value, dense } from "./value.js";

const weights: Parameter = { name: "weights", rows: 8, columns: 8 };

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

  it("joins the derivative of elu with its product, unless the derivative is wanted elsewhere", () => {
    const joined = opcodes(planOf((x) => x.elu()).backward);
    expect(joined).toContain("eluBackward");
    expect(joined).not.toContain("min");
    const shared = opcodes(planOf((x) => x.elu().add(x.elu().atMost(0).add(1))).backward);
    expect(shared).not.toContain("eluBackward");
  });
});
