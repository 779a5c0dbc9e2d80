import { assert } from "../base/errors.js";
import {
  type Operation,
  type Parameter,
  type Value,
  concat,
  constant,
  dense,
  denseTransposed,
  select,
  step,
} from "./value.js";

/** A cotangent that belongs to rows `from`.. of a value. */
interface Contribution {
  readonly from: number;
  readonly value: Value;
}

/**
 * What the gradient of one parameter is made of: sums over lanes of products of columns. `right` is absent
 * where the parameter is added (a bias): the sum of `left` alone.
 */
export interface ParameterTerm {
  readonly parameter: Parameter;
  readonly left: Value;
  readonly right?: Value;
  /** The rows of the parameter that `left` is added to, lane by lane, where only one row each was used. */
  readonly index?: Value;
}

export interface Pullback {
  /** Cotangent of each asked value, in order; zero where nothing depends on it. */
  readonly values: readonly Value[];
  /** Terms of the gradient of every parameter that was reached. */
  readonly parameters: readonly ParameterTerm[];
}

/**
 * Reverse-mode derivative, graph to graph: the result is made of the same operations, so derivatives of
 * derivatives come for free. `outputs` pairs values with their cotangents.
 */
export function pullback(
  outputs: readonly { value: Value; cotangent: Value }[],
  wanted: readonly Value[],
  options: { parameters: boolean },
): Pullback {
  const order = topological(outputs.map((output) => output.value));
  const active = activeValues(order, new Set(wanted), options.parameters);
  const contributions = new Map<Value, Contribution[]>();
  const parameters: ParameterTerm[] = [];
  const give: Give = (to, value, from = 0) => {
    if (!active.has(to)) return;
    const list = contributions.get(to);
    if (list) list.push({ from, value });
    else contributions.set(to, [{ from, value }]);
  };
  for (const { value, cotangent } of outputs) give(value, cotangent);
  for (const value of order.toReversed()) {
    const given = contributions.get(value);
    if (!given || !active.has(value)) continue;
    const cotangent = assemble(given, value.rows);
    contributions.set(value, [{ from: 0, value: cotangent }]);
    propagate(value, cotangent, give, options.parameters ? parameters : undefined);
  }
  const values = wanted.map((value) => {
    const given = contributions.get(value);
    return given ? assemble(given, value.rows) : constant(0).repeat(value.rows);
  });
  return { values, parameters };
}

/**
 * Derivative of the sum of `output`'s rows, lane by lane, with respect to each of `wanted`. Lanes never
 * influence one another, so this is the exact Jacobian where output has one row.
 */
export function gradient(output: Value, wanted: readonly Value[]): readonly Value[] {
  const cotangent = constant(1).repeat(output.rows);
  return pullback([{ value: output, cotangent }], wanted, { parameters: false }).values;
}

/** Every value that the given ones are computed from, operands first, each once. */
export function topological(outputs: readonly Value[]): Value[] {
  const order: Value[] = [];
  const seen = new Set<Value>();
  const stack: { value: Value; next: number }[] = [];
  for (const output of outputs) {
    if (!seen.has(output)) stack.push({ value: output, next: 0 });
    seen.add(output);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next === top.value.inputs.length) {
        order.push(top.value);
        stack.pop();
        continue;
      }
      const input = top.value.inputs[top.next++];
      if (seen.has(input)) continue;
      seen.add(input);
      stack.push({ value: input, next: 0 });
    }
  }
  return order;
}

/** Operations that read a parameter. */
export const HOLDS_PARAMETER: ReadonlySet<Operation["kind"]> = new Set(["spread", "matmul", "gather"]);

type Give = (to: Value, cotangent: Value, from?: number) => void;

/** Values through which something asked for can be reached: nothing else needs a gradient. */
function activeValues(order: readonly Value[], wanted: ReadonlySet<Value>, parameters: boolean): Set<Value> {
  const active = new Set<Value>(wanted);
  for (const value of order) {
    const { kind } = value.operation;
    if (kind === "stopGradient") continue;
    const touches = parameters && HOLDS_PARAMETER.has(kind);
    if (touches || value.inputs.some((input) => active.has(input))) active.add(value);
  }
  return active;
}

/** Adds contributions; pieces that do not overlap are stacked instead of padded and added. */
function assemble(contributions: readonly Contribution[], rows: number): Value {
  const whole = contributions.filter((c) => c.value.rows === rows).map((c) => c.value);
  let pieces = contributions.filter((c) => c.value.rows !== rows).toSorted((a, b) => a.from - b.from);
  while (pieces.length > 0) {
    const parts: Value[] = [];
    const rest: Contribution[] = [];
    let filled = 0;
    for (const piece of pieces) {
      if (piece.from < filled) {
        rest.push(piece);
        continue;
      }
      if (piece.from > filled) parts.push(constant(0).repeat(piece.from - filled));
      parts.push(piece.value);
      filled = piece.from + piece.value.rows;
    }
    if (filled < rows) parts.push(constant(0).repeat(rows - filled));
    whole.push(concat(parts));
    pieces = rest;
  }
  return whole.reduce((sum, value) => sum.add(value));
}

function propagate(y: Value, g: Value, give: Give, parameters: ParameterTerm[] | undefined): void {
  const { operation, inputs } = y;
  switch (operation.kind) {
    case "unary":
      return give(inputs[0], g.mul(unarySlope(y)));
    case "binary":
      return propagateBinary(y, g, give);
    case "select": {
      const [condition, a, b] = inputs;
      give(a, fit(select(condition, g, 0), a));
      return give(b, fit(select(condition, 0, g), b));
    }
    case "slice":
      return give(inputs[0], g, operation.from);
    case "repeat":
      return give(inputs[0], g.sumRows());
    case "sumRows":
      return give(inputs[0], g.repeat(inputs[0].rows));
    case "concat":
      return propagateConcat(inputs, g, give);
    case "spread":
      parameters?.push({ parameter: operation.parameter, left: g });
      return;
    case "gather":
      parameters?.push({ parameter: operation.parameter, left: g, index: inputs[0] });
      return;
    case "matmul": {
      const { parameter, transposed, bias } = operation;
      const [x] = inputs;
      give(x, transposed ? dense(parameter, g) : denseTransposed(parameter, g));
      parameters?.push({ parameter, left: transposed ? x : g, right: transposed ? g : x });
      if (bias) parameters?.push({ parameter: bias, left: g });
      return;
    }
    case "input":
    case "constant":
    case "stopGradient":
      return;
  }
}

function propagateConcat(parts: readonly Value[], g: Value, give: Give): void {
  let from = 0;
  for (const part of parts) {
    give(part, g.slice(from, from + part.rows));
    from += part.rows;
  }
}

/** dy/dx, written with y where that is cheaper, and so differentiable again. */
function unarySlope(y: Value): Value {
  const [x] = y.inputs;
  assert(y.operation.kind === "unary", "a unary value");
  switch (y.operation.name) {
    case "negate":
      return constant(-1);
    case "exp":
      return y;
    case "log":
      return constant(1).div(x);
    case "sqrt":
      return constant(0.5).div(y);
    case "tanh":
      return constant(1).sub(y.mul(y));
    case "sigmoid":
      return y.mul(constant(1).sub(y));
    case "softplus":
      return x.sigmoid();
    case "elu":
      return y.atMost(0).add(1);
    case "floor":
    case "round":
      return constant(0);
  }
}

function propagateBinary(y: Value, g: Value, give: Give): void {
  const [a, b] = y.inputs;
  assert(y.operation.kind === "binary", "a binary value");
  switch (y.operation.name) {
    case "add":
      give(a, fit(g, a));
      return give(b, fit(g, b));
    case "subtract":
      give(a, fit(g, a));
      return give(b, fit(g.negate(), b));
    case "multiply":
      give(a, fit(g.mul(b), a));
      return give(b, fit(g.mul(a), b));
    case "divide":
      give(a, fit(g.div(b), a));
      return give(b, fit(g.mul(y).div(b).negate(), b));
    case "max":
      give(a, fit(g.mul(step(a, b)), a));
      return give(b, fit(g.mul(step(b, a)), b));
    case "min":
      give(a, fit(g.mul(step(b, a)), a));
      return give(b, fit(g.mul(step(a, b)), b));
    case "greater":
    case "equal":
    case "step":
      return;
    case "eluBackward":
      return assert(false, "what was fused is not differentiated again");
  }
}

/** The cotangent of an operand whose one row stood beside many rows is the sum over those. */
function fit(cotangent: Value, operand: Value): Value {
  return operand.rows === 1 ? cotangent.sumRows() : cotangent;
}
