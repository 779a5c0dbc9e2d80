import { grad, init, lax, nn, numpy as np } from "@jax-js/jax";
import type { Array as JaxArray } from "@jax-js/jax";
import { beforeAll, describe, expect, it } from "vitest";
import { createWasmExecutor } from "./executors/wasm.js";
import { topological } from "./gradient.js";
import { type RandomRollout, fill, randomRollout } from "./random-rollout-fixture.js";
import { WEIGHT, compileRollout } from "./rollout.js";
import { type Operation, type Value, input } from "./value.js";

/** jax-js consumes what it computes with; `ref` keeps an array for another use. */
type Columns = ReadonlyMap<Value, JaxArray>;

/** A rollout of all periods written out in jax-js, which then differentiates it by its own rules. */
function gradientOfJax(random: RandomRollout): number[] {
  const { rollout, size, parameters } = random;
  const inputs = (space: "state" | "lane" | "period", rows: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(rows).map(([name, count]) => [name, input(space, name, count)]));
  const state = inputs("state", rollout.state);
  const lane = inputs("lane", { [WEIGHT]: 1, ...rollout.lane });
  const period = inputs("period", rollout.period);
  const traced = rollout.step({ state, lane, period });
  const outputs = Object.entries(traced.state);
  const order = topological([...outputs.map(([, value]) => value), traced.loss!]);

  const rowsOf = (count: number, row: (row: number) => ArrayLike<number>) =>
    np.array(Array.from({ length: count }, (_, i) => Array.from(row(i))));
  const lanes = Array.from({ length: size.lanes }, (_, i) => i);
  const loss = (weights: JaxArray[]): JaxArray => {
    let now = new Map<Value, JaxArray>();
    for (const [name, value] of Object.entries(state))
      now.set(value, rowsOf(value.rows, (r) => random.state(name, r)));
    let total = np.array(0);
    for (let t = 0; t < size.periods; t++) {
      const known = new Map(now);
      known.set(lane[WEIGHT], rowsOf(1, () => random.weights()));
      for (const [name, count] of Object.entries(rollout.lane))
        known.set(lane[name], rowsOf(count, (r) => random.lane(name, r)));
      for (const [name, count] of Object.entries(rollout.period))
        known.set(period[name], rowsOf(count, (r) => lanes.map((l) => random.period(name, r, l)[t])));
      for (const value of order)
        if (!known.has(value)) known.set(value, evaluate(value, known, parameterOf(weights)));
      const cost = known.get(traced.loss!)!.ref.mul(known.get(lane[WEIGHT])!.ref);
      total = total.add(np.sum(cost));
      now = new Map(outputs.map(([name, value]) => [state[name], known.get(value)!]));
    }
    return total;
  };
  const parameterOf = (weights: JaxArray[]) => (name: string) =>
    weights[rollout.parameters.findIndex((parameter) => parameter.name === name)].ref;
  let offset = 0;
  const start = rollout.parameters.map(({ rows, columns }) => {
    const from = offset;
    offset += rows * columns;
    return rowsOf(rows, (row) => parameters.subarray(from + row * columns, from + (row + 1) * columns));
  });
  const gradients = grad(loss)(start) as JaxArray[];
  return gradients.flatMap((array) => Array.from(array.dataSync() as Float32Array));
}

function evaluate(value: Value, known: Columns, parameter: (name: string) => JaxArray): JaxArray {
  const { operation, inputs, rows } = value;
  const [a, b, c] = inputs.map((one) => known.get(one)!.ref);
  const lanes = known.values().next().value!.shape[1];
  const all = (x: JaxArray) => np.broadcastTo(x, [rows, lanes]);
  switch (operation.kind) {
    case "constant":
      return all(np.array(operation.column.map((number) => [number])));
    case "unary":
      return unary(operation.name, a);
    case "binary":
      return binary(operation.name, all(a), all(b));
    case "select":
      return np.where(np.notEqual(all(a), 0), all(b), all(c));
    case "slice":
      return a.slice([operation.from, operation.from + rows]);
    case "repeat":
      return all(a);
    case "concat":
      return np.concatenate(inputs.map((one) => known.get(one)!.ref), 0);
    case "sumRows":
      return np.sum(a, 0, { keepdims: true });
    case "stopGradient":
      return lax.stopGradient(a);
    case "spread":
      return all(parameter(operation.parameter.name));
    case "gather": {
      const { parameter: table } = operation;
      const entries = np.array(Array.from({ length: table.rows }, (_, i) => [i]));
      const shape = [table.rows, lanes];
      const index = np.clip(a, 0, table.rows - 1);
      const chosen = np.equal(np.broadcastTo(index, shape), np.broadcastTo(entries, shape));
      return np.matmul(parameter(table.name).transpose(), np.where(chosen, 1, 0));
    }
    case "matmul": {
      const weights = parameter(operation.parameter.name);
      const product = np.matmul(operation.transposed ? weights.transpose() : weights, a);
      return operation.bias ? product.add(all(parameter(operation.bias.name))) : product;
    }
    default:
      throw new Error(`${operation.kind} is given`);
  }
}

type NameOf<Kind extends "unary" | "binary"> = Extract<Operation, { kind: Kind }>["name"];

function unary(name: NameOf<"unary">, x: JaxArray): JaxArray {
  switch (name) {
    case "negate":
      return x.neg();
    case "sigmoid":
      return nn.sigmoid(x);
    case "softplus":
      return nn.softplus(x);
    case "elu":
      return nn.elu(x);
    case "floor":
      return np.floor(x);
    default:
      return np[name](x);
  }
}

function binary(name: NameOf<"binary">, a: JaxArray, b: JaxArray): JaxArray {
  switch (name) {
    case "min":
      return np.minimum(a, b);
    case "max":
      return np.maximum(a, b);
    case "greater":
      return np.where(np.greater(a, b), 1, 0);
    case "equal":
      return np.where(np.equal(a, b), 1, 0);
    case "step":
      return np.where(np.greater(a.ref, b.ref), 1, np.where(np.less(a, b), 0, 0.5));
    case "divide":
      return a.div(b);
    case "eluBackward":
      throw new Error("only lowering fuses");
    default:
      return np[name](a, b);
  }
}

describe("jax-js, a second opinion on gradients", () => {
  const wasm = createWasmExecutor();

  beforeAll(async () => {
    await init("wasm");
  });

  it.each(Array.from({ length: 25 }, (_, seed) => seed))("agrees on random rollout %i", (seed) => {
    const size = { lanes: 5, periods: 1 + (seed % 3) };
    const random = randomRollout(seed, { operations: 8 + seed, size, stops: true });
    const session = wasm.open(compileRollout(random.rollout, { gradient: true }), size);
    fill(session, random);
    session.run(random.parameters);
    const expected = gradientOfJax(random);
    const scale = Math.max(1, ...expected.map(Math.abs));
    expect(expected).toHaveLength(session.gradient.length);
    expected.forEach((number, i) => {
      const difference = Math.abs(session.gradient[i] - number) / scale;
      expect(difference, `derivative ${i}: ${session.gradient[i]} and ${number}`).toBeLessThan(2e-4);
    });
    session.dispose();
  });
});
