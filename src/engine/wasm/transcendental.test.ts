import { describe, expect, it } from "vitest";
import type { Executor } from "../executor.js";
import { referenceExecutor } from "../executors/reference.js";
import { createWasmExecutor } from "../executors/wasm.js";
import { type Rollout, compileRollout } from "../rollout.js";
import { type Value, select, step } from "../value.js";

const wasm = createWasmExecutor();
const LANES = 32;

type Function = (x: Value) => Value;

/** The function of every number, laid out over lanes and periods. */
function computed(f: Function, numbers: Float32Array, executor: Executor = wasm): Float32Array {
  const play: Rollout["step"] = ({ period }) => ({ state: {}, records: { y: f(period.x) } });
  const rollout = { state: {}, lane: {}, period: { x: 1 }, parameters: [], step: play };
  const plan = compileRollout(rollout, { gradient: false });
  const periods = Math.ceil(numbers.length / LANES);
  const padded = new Float32Array(periods * LANES);
  padded.set(numbers);
  const session = executor.open(plan, { lanes: LANES, periods });
  for (let lane = 0; lane < LANES; lane++) session.setPeriods("x", 0, lane, padded, lane * periods);
  session.run(new Float32Array());
  const result = new Float32Array(periods * LANES);
  for (let lane = 0; lane < LANES; lane++) session.readRecord("y", 0, lane, result, lane * periods);
  session.dispose();
  return result.subarray(0, numbers.length);
}

/** Numbers of every size and sign, down to the smallest, and many of everyday size. */
function grid(): Float32Array {
  const numbers: number[] = [0, -0];
  for (let exponent = -149; exponent <= 127; exponent++)
    for (let i = 0; i < 40; i++) {
      const size = 2 ** exponent * (1 + ((i * 0.61803398875) % 1));
      numbers.push(size, -size);
    }
  for (let i = 0; i <= 40_000; i++) numbers.push(-110 + i * 0.0055);
  for (let i = 0; i <= 20_000; i++) numbers.push(-1.26 + i * 1e-6);
  return Float32Array.from(numbers);
}

const SMALLEST_NORMAL = 2 ** -126;

/** The largest relative error; below the normal numbers, in units of the smallest one. */
function largestError(f: Function, exact: (x: number) => number, numbers: Float32Array): number {
  const found = computed(f, numbers);
  let largest = 0;
  numbers.forEach((x, i) => {
    const expected = exact(x);
    if (Math.fround(expected) === found[i] || (Number.isNaN(expected) && Number.isNaN(found[i]))) return;
    const error = Math.abs(found[i] - expected) / Math.max(Math.abs(expected), SMALLEST_NORMAL);
    largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
  });
  return largest;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const FUNCTIONS: readonly [string, Function, (x: number) => number][] = [
  ["exp", (x) => x.exp(), Math.exp],
  ["log", (x) => x.log(), Math.log],
  ["tanh", (x) => x.tanh(), Math.tanh],
  ["sigmoid", (x) => x.sigmoid(), (x) => 1 / (1 + Math.exp(-x))],
  ["softplus", (x) => x.softplus(), softplus],
  ["elu", (x) => x.elu(), (x) => (x > 0 ? x : Math.expm1(x))],
];
/** The largest error known is that of softplus near -1.249, 2.09e-7. */
const ERROR_BOUND = 2.2e-7;

describe("the kernels' own functions", () => {
  it.each(FUNCTIONS)("%s is right within 2.2e-7, from the smallest number to the largest", (_, f, exact) => {
    expect(largestError(f, exact, grid())).toBeLessThan(ERROR_BOUND);
  });

  it.each<[string, Function, number[]]>([
    ["exp", (x) => x.exp(), [Infinity, 0, Infinity, 0, 1, 1]],
    ["log", (x) => x.log(), [Infinity, NaN, Math.fround(Math.log(1e30)), NaN, -Infinity, -Infinity]],
    ["tanh", (x) => x.tanh(), [1, -1, 1, -1, 0, -0]],
    ["sigmoid", (x) => x.sigmoid(), [1, 0, 1, 0, 0.5, 0.5]],
    ["softplus", (x) => x.softplus(), [Infinity, 0, Math.fround(1e30), 0, Math.LN2, Math.LN2]],
    ["elu", (x) => x.elu(), [Infinity, -1, Math.fround(1e30), -1, 0, 0]],
  ])("%s saturates", (_, f, expected) => {
    const found = computed(f, Float32Array.of(Infinity, -Infinity, 1e30, -1e30, 0, -0));
    found.forEach((y, i) => {
      if (Number.isNaN(expected[i])) expect(y).toBeNaN();
      else if (Number.isFinite(expected[i])) expect(y).toBeCloseTo(expected[i], 6);
      else expect(y).toBe(expected[i]);
    });
  });

  it.each(FUNCTIONS)("%s of NaN is NaN, and only there", (_, f, exact) => {
    const numbers = Float32Array.from({ length: LANES * 4 }, (__, i) => (i % 5 === 3 ? NaN : 0.25 + i / 50));
    computed(f, numbers).forEach((y, i) => {
      if (i % 5 === 3) expect(y).toBeNaN();
      else expect(y).toBeCloseTo(exact(numbers[i]), 4);
    });
  });
});

describe("the kernels' exact operations", () => {
  const around = [0.5, -0.5, 1.5, 2.5, -2.5, 3, -3.2];
  const odd = Float32Array.of(0, -0, 1e30, -1e30, 1e-42, Infinity, -Infinity, NaN, ...around);
  const operations: readonly [string, Function][] = [
    ["negate", (x) => x.negate()],
    ["floor", (x) => x.floor()],
    ["round", (x) => x.round()],
    ["sqrt", (x) => x.sqrt()],
    ["max", (x) => x.atLeast(0)],
    ["min", (x) => x.atMost(0)],
    ["max with NaN", (x) => x.mul(0.5).atLeast(x)],
    ["greater", (x) => x.greater(0.5)],
    ["equal", (x) => x.equal(0)],
    ["step", (x) => step(x, 0)],
    ["select", (x) => select(x, 7, x)],
    ["divide", (x) => x.sub(0.5).div(x)],
  ];
  it.each(operations)("%s has the reference's bits for odd numbers", (_, f) => {
    const [found, expected] = [computed(f, odd), computed(f, odd, referenceExecutor)];
    found.forEach((y, i) => expect(y, `of ${odd[i]}`).toBe(expected[i]));
  });
});
