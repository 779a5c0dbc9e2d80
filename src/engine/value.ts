import { assert } from "../base/errors.js";

/** Elementwise operations of one operand. */
export type Unary =
  | "negate"
  | "exp"
  | "log"
  | "sqrt"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "elu"
  | "floor"
  | "round";
/**
 * Elementwise operations of two operands. `step` is 1 where a > b, 0 where a < b and 1/2 where they are
 * equal.
 */
export type Binary =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "min"
  | "max"
  | "greater"
  | "equal"
  | "step";

/** a · (min(b, 0) + 1). Only made by fusion, after differentiation. */
export type FusedBinary = "eluBackward";

/** What a value is computed by. Values are immutable, so an expression is a graph without cycles. */
export type Operation =
  | { readonly kind: "input"; readonly space: InputSpace; readonly name: string }
  | { readonly kind: "constant"; readonly column: readonly number[] }
  | { readonly kind: "unary"; readonly name: Unary }
  | { readonly kind: "binary"; readonly name: Binary | FusedBinary }
  | { readonly kind: "select" }
  | { readonly kind: "slice"; readonly from: number }
  | { readonly kind: "repeat" }
  | { readonly kind: "concat" }
  | { readonly kind: "sumRows" }
  | { readonly kind: "stopGradient" }
  | { readonly kind: "spread"; readonly parameter: Parameter }
  | { readonly kind: "gather"; readonly parameter: Parameter }
  | {
      readonly kind: "matmul";
      readonly parameter: Parameter;
      readonly transposed: boolean;
      readonly bias?: Parameter;
      /** The first row that is computed, 0 where absent. Only set by narrowing, after differentiation. */
      readonly from?: number;
    };

/** Where an input comes from: constant over the run, one value per period, or carried between periods. */
export type InputSpace = "lane" | "period" | "state" | "cotangent";

/** A matrix shared by all lanes, `[rows × columns]`, row by row; what training changes. */
export interface Parameter {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A value of shape `[rows × lanes]`: one column per inventory, all lanes computed at once. A value of one
 * row may stand beside one of many rows in every elementwise operation. Numbers stand for constants.
 */
export class Value {
  constructor(
    readonly operation: Operation,
    readonly inputs: readonly Value[],
    readonly rows: number,
  ) {}

  add(other: Operand): Value {
    return binary("add", this, other);
  }
  sub(other: Operand): Value {
    return binary("subtract", this, other);
  }
  mul(other: Operand): Value {
    return binary("multiply", this, other);
  }
  div(other: Operand): Value {
    return binary("divide", this, other);
  }
  atLeast(other: Operand): Value {
    return binary("max", this, other);
  }
  atMost(other: Operand): Value {
    return binary("min", this, other);
  }
  /** 1 where this > other, else 0. No gradient. */
  greater(other: Operand): Value {
    return binary("greater", this, other);
  }
  /** 1 where both are equal, else 0. No gradient. */
  equal(other: Operand): Value {
    return binary("equal", this, other);
  }
  negate(): Value {
    return unary("negate", this);
  }
  exp(): Value {
    return unary("exp", this);
  }
  log(): Value {
    return unary("log", this);
  }
  sqrt(): Value {
    return unary("sqrt", this);
  }
  tanh(): Value {
    return unary("tanh", this);
  }
  sigmoid(): Value {
    return unary("sigmoid", this);
  }
  /** log(1 + exp(x)), a smooth max(x, 0). */
  softplus(): Value {
    return unary("softplus", this);
  }
  /** x for x > 0, exp(x) - 1 below. */
  elu(): Value {
    return unary("elu", this);
  }
  /** max(x, 0). */
  relu(): Value {
    return this.atLeast(0);
  }
  floor(): Value {
    return unary("floor", this);
  }
  /** Nearest whole number, ties to even. No gradient: see `roundStraightThrough`. */
  round(): Value {
    return unary("round", this);
  }
  /** Rounds, but lets gradients pass as if it did not (straight-through estimator, Bengio et al. 2013). */
  roundStraightThrough(): Value {
    return this.add(this.round().sub(this).stopGradient());
  }
  /** The same values, seen as constants by every derivative. */
  stopGradient(): Value {
    return new Value({ kind: "stopGradient" }, [this], this.rows);
  }
  /** Rows `from` to `to` (exclusive), a view. */
  slice(from: number, to: number): Value {
    assert(0 <= from && from < to && to <= this.rows, `rows ${from} to ${to} of ${this.rows}`);
    if (from === 0 && to === this.rows) return this;
    const { kind } = this.operation;
    if (this.operation.kind === "slice") {
      const start = this.operation.from;
      return this.inputs[0].slice(start + from, start + to);
    }
    if (kind === "repeat") return this.inputs[0].repeat(to - from);
    if (kind === "concat") {
      const part = partHolding(this.inputs, from, to);
      if (part) return part.value.slice(from - part.start, to - part.start);
    }
    return new Value({ kind: "slice", from }, [this], to - from);
  }
  row(index: number): Value {
    return this.slice(index, index + 1);
  }
  /** One row seen as many equal rows, a view. */
  repeat(rows: number): Value {
    assert(this.rows === 1, `only one row repeats, not ${this.rows}`);
    return rows === 1 ? this : new Value({ kind: "repeat" }, [this], rows);
  }
  /** Sum over rows, one row. */
  sumRows(): Value {
    return this.rows === 1 ? this : new Value({ kind: "sumRows" }, [this], 1);
  }
}

export type Operand = Value | number;

/** A constant column, the same for every lane. */
export function column(numbers: readonly number[]): Value {
  return new Value({ kind: "constant", column: numbers }, [], numbers.length);
}

export function constant(number: number): Value {
  return column([number]);
}

export function input(space: InputSpace, name: string, rows: number): Value {
  return new Value({ kind: "input", space, name }, [], rows);
}

/** Stacks rows. */
export function concat(parts: readonly Value[]): Value {
  assert(parts.length > 0, "concat has parts");
  if (parts.length === 1) return parts[0];
  return new Value({ kind: "concat" }, parts, parts.reduce((rows, part) => rows + part.rows, 0));
}

/** `a` where the condition is not 0, else `b`. */
export function select(condition: Value, a: Operand, b: Operand): Value {
  const [left, right] = [lift(a), lift(b)];
  const rows = Math.max(condition.rows, left.rows, right.rows);
  for (const value of [condition, left, right])
    assert(value.rows === rows || value.rows === 1, `select of ${value.rows} rows among ${rows}`);
  return new Value({ kind: "select" }, [condition, left, right], rows);
}

/** A parameter column `[rows × 1]`, the same for every lane. */
export function spread(parameter: Parameter): Value {
  assert(parameter.columns === 1, `${parameter.name} has ${parameter.columns} columns, not 1`);
  return new Value({ kind: "spread", parameter }, [], parameter.rows);
}

/**
 * The row of a table that each lane's index names, as a column `[columns × lanes]`. An index is rounded to
 * the nearest whole number (ties to even) and kept within the table; NaN counts as 0. It has no gradient.
 */
export function gather(table: Parameter, index: Value): Value {
  assert(index.rows === 1, `an index has one row, not ${index.rows}`);
  return new Value({ kind: "gather", parameter: table }, [index], table.columns);
}

/** A dense layer: weights · x + bias. */
export function dense(weights: Parameter, x: Value, bias?: Parameter): Value {
  assert(x.rows === weights.columns, `${weights.name} takes ${weights.columns} rows, not ${x.rows}`);
  assert(!bias || (bias.rows === weights.rows && bias.columns === 1), "a bias has one number per output");
  return new Value({ kind: "matmul", parameter: weights, transposed: false, bias }, [x], weights.rows);
}

/** Transposed weights · x: what the derivative of a dense layer is made of. */
export function denseTransposed(weights: Parameter, x: Value): Value {
  assert(x.rows === weights.rows, `transposed ${weights.name} takes ${weights.rows} rows, not ${x.rows}`);
  return new Value({ kind: "matmul", parameter: weights, transposed: true }, [x], weights.columns);
}

export function step(a: Operand, b: Operand): Value {
  return binary("step", lift(a), b);
}

export function isConstant(value: Value, number: number): boolean {
  if (value.operation.kind === "repeat") return isConstant(value.inputs[0], number);
  return value.operation.kind === "constant" && value.operation.column.every((entry) => entry === number);
}

function partHolding(parts: readonly Value[], from: number, to: number) {
  let start = 0;
  for (const value of parts) {
    if (start <= from && to <= start + value.rows) return { value, start };
    start += value.rows;
  }
  return undefined;
}

function lift(operand: Operand): Value {
  return typeof operand === "number" ? constant(operand) : operand;
}

function unary(name: Unary, x: Value): Value {
  return new Value({ kind: "unary", name }, [x], x.rows);
}

function binary(name: Binary, left: Value, other: Operand): Value {
  const right = lift(other);
  const rows = Math.max(left.rows, right.rows);
  assert(left.rows === rows || left.rows === 1, `${name} of ${left.rows} and ${right.rows} rows`);
  assert(right.rows === rows || right.rows === 1, `${name} of ${left.rows} and ${right.rows} rows`);
  return simplified(name, left, right, rows) ?? new Value({ kind: "binary", name }, [left, right], rows);
}

/** Derivatives are full of zeros and ones; dropping them here keeps every later graph small. */
function simplified(name: Binary, left: Value, right: Value, rows: number): Value | undefined {
  const full = (value: Value) => (value.rows === rows ? value : value.repeat(rows));
  if (name === "add" && isConstant(right, 0)) return full(left);
  if (name === "add" && isConstant(left, 0)) return full(right);
  if (name === "subtract" && isConstant(right, 0)) return full(left);
  if (name === "multiply" && isConstant(right, 1)) return full(left);
  if (name === "multiply" && isConstant(left, 1)) return full(right);
  if (name === "divide" && isConstant(right, 1)) return full(left);
  if (name === "multiply" && (isConstant(left, 0) || isConstant(right, 0))) return constant(0).repeat(rows);
  return undefined;
}
