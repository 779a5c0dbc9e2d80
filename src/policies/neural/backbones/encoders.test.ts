import { describe, expect, it } from "vitest";
import { randomStream } from "../../../base/random.js";
import { compileRollout, parameterLayout, referenceExecutor } from "../../../engine/index.js";
import { causalConvolution } from "./convolution.js";
import type { Encoder } from "./encoded.js";
import { gatedRecurrence } from "./recurrent.js";

type Matrix = readonly (readonly number[])[];

/** What an encoder makes of one history, in double precision; the sum of its squares, and the slope. */
function encode(encoder: Encoder, parameters: Float64Array, history: readonly number[]) {
  const plan = compileRollout(
    {
      state: {},
      lane: { history: history.length },
      period: {},
      parameters: encoder.parameters,
      step({ lane }) {
        const made = encoder.apply(lane.history);
        return { state: {}, loss: made.mul(made).sumRows(), records: { made } };
      },
    },
    { gradient: true },
  );
  const session = referenceExecutor.open(plan, { lanes: 1, periods: 1 });
  history.forEach((units, row) => session.setLane("history", row, [units]));
  const loss = session.run(parameters);
  const made = Array.from({ length: encoder.outputs }, (_, row) => {
    const value = new Float32Array(1);
    session.readRecord("made", row, 0, value, 0);
    return value[0];
  });
  return { loss, made, gradient: Float64Array.from(session.gradient) };
}

function parametersOf(encoder: Encoder): Float64Array {
  const drawn = encoder.initial(randomStream(5));
  return Float64Array.from(drawn, (value, i) => value + 0.3 * Math.sin(3 * i));
}

/** A parameter as a matrix. */
function matrixOf(encoder: Encoder, parameters: Float64Array, name: string): Matrix {
  const entry = parameterLayout(encoder.parameters).entries.get(name);
  if (!entry) throw new Error(`there is no ${name}`);
  const { offset, rows, columns } = entry;
  return Array.from({ length: rows }, (_, row) => [
    ...parameters.subarray(offset + row * columns, offset + (row + 1) * columns),
  ]);
}

const times = (matrix: Matrix, x: readonly number[]) =>
  matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * x[i], 0));

/** Every layer at every period that it can be known in, by the definition. */
function convolved(encoder: Encoder, parameters: Float64Array, history: readonly number[]): number[] {
  const of = (name: string) => matrixOf(encoder, parameters, name);
  const known = [1, 2, 4, 8, 16].reduce<(number[] | undefined)[]>((before, dilation) => {
    const weights = of(`convolution${dilation}.weights`);
    const bias = of(`convolution${dilation}.bias`).map(([b]) => b);
    return before.map((now, t) => {
      const earlier = before[t - dilation];
      if (!now || !earlier) return undefined;
      return times(weights, [...earlier, ...now]).map((sum, row) => {
        const x = sum + bias[row];
        return x > 0 ? x : Math.expm1(x);
      });
    });
  }, history.map((units) => [units]));
  return known[history.length - 1] ?? [];
}

/** The state after the last period, a number at a time. */
function recurred(encoder: Encoder, parameters: Float64Array, history: readonly number[]): number[] {
  const of = (name: string) => matrixOf(encoder, parameters, name);
  const names = ["input.weights", "input.bias", "state.weights"].map((name) => `recurrent.${name}`);
  const [input, bias, state] = names.map(of);
  const units = encoder.outputs;
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  return history.reduce<number[]>((h, x) => {
    const kept = times(state, h);
    const given = input.map(([weight], row) => weight * x + bias[row][0]);
    return h.map((old, unit) => {
      const [z, r] = [unit, units + unit].map((row) => sigmoid(given[row] + kept[row]));
      const n = Math.tanh(given[2 * units + unit] + r * kept[2 * units + unit]);
      return (1 - z) * n + z * old;
    });
  }, Array.from({ length: units }, () => 0));
}

const kinds = [
  { name: "convolution", encoder: causalConvolution(3), naive: convolved },
  { name: "recurrence", encoder: gatedRecurrence(5, 3), naive: recurred },
];

describe.each(kinds)("the encoder by $name", ({ encoder, naive }) => {
  const history = Array.from({ length: encoder.history }, (_, t) => Math.cos(t * t));
  const parameters = parametersOf(encoder);

  it("makes what its formula says", () => {
    const expected = naive(encoder, parameters, history);
    expect(expected).toHaveLength(encoder.outputs);
    expect(encode(encoder, parameters, history).made).toEqual(expected.map(Math.fround));
  });

  it("has the gradient of finite differences, in every parameter", () => {
    const { gradient } = encode(encoder, parameters, history);
    const step = 1e-5;
    parameters.forEach((_, index) => {
      const [up, down] = [step, -step].map(
        (by) => encode(encoder, parameters.map((x, i) => (i === index ? x + by : x)), history).loss,
      );
      const slope = (up - down) / (2 * step);
      expect(Math.abs(gradient[index] - slope)).toBeLessThan(1e-7 * (1 + Math.abs(slope)));
    });
  });

  it("feels every period of the history", () => {
    const { made } = encode(encoder, parameters, history);
    history.forEach((_, period) => {
      const other = history.map((units, t) => (t === period ? units + 1 : units));
      expect(encode(encoder, parameters, other).made).not.toEqual(made);
    });
  });
});
