/**
 * A plan is data: what one period of a rollout computes, forwards and backwards, as numbers that an
 * executor interprets. Executors differ in speed and precision, never in what a plan means.
 */
export interface Plan {
  /** Instructions of `INSTRUCTION_LENGTH` integers each. */
  readonly forward: Int32Array;
  /** Empty where no gradient was asked for. Executed for the periods in reverse order. */
  readonly backward: Int32Array;
  /** Rows of each space per block of lanes (of one period where the space has a time). */
  readonly rows: Readonly<Record<SpaceName, number>>;
  /** One number per row of the constant space. */
  readonly constants: readonly number[];
  readonly lane: Layout;
  readonly period: Layout;
  readonly state: Layout;
  readonly record: Layout;
  readonly parameters: ParameterLayout;
}

/** Rows that belong to a name. */
export type Layout = ReadonlyMap<string, { readonly row: number; readonly rows: number }>;

export interface ParameterLayout {
  /** Numbers of all parameters together. */
  readonly length: number;
  readonly entries: ReadonlyMap<
    string,
    { readonly offset: number; readonly rows: number; readonly columns: number }
  >;
}

/**
 * Where rows live. `state` is at the start of the period, `stateNext` at its end; `residual` is what the
 * backward pass of the same period needs; `adjoint` is the gradient with respect to `stateNext`,
 * `adjointNext` with respect to `state`. An address is `space << SPACE_SHIFT | row`.
 */
export const SPACES = [
  "constant",
  "lane",
  "period",
  "state",
  "stateNext",
  "residual",
  "temporary",
  "record",
  "adjoint",
  "adjointNext",
] as const;
export type SpaceName = (typeof SPACES)[number];
export const SPACE_SHIFT = 24;

export function address(space: SpaceName, row: number): number {
  return (SPACES.indexOf(space) << SPACE_SHIFT) | row;
}

export const INSTRUCTION_LENGTH = 10;

/**
 * Instructions, all of `INSTRUCTION_LENGTH` integers. Strides are 1, or 0 where one row stands for many.
 *
 *     elementwise  [opcode, rows, target, a, strideA, b, strideB, c, strideC]
 *     sumRows      [opcode, rows of a, target, a, strideA]
 *     spread       [opcode, rows, target, parameter offset]
 *     matmul       [opcode, rows out, target, x, strideX, weight offset, step per row out, step per row in,
 *                   bias offset or -1, rows in]
 *     outer        [opcode, rows left, gradient offset, left, strideLeft, right, strideRight, rows right]
 *     sumLanes     [opcode, rows, gradient offset, a, strideA]
 *     loss         [opcode, 1, 0, a]
 *     gather       [opcode, rows, target, index, table offset, rows of the table]
 *     scatter      [opcode, rows, gradient offset, a, strideA, index, rows of the table, rows]
 *
 * matmul: target[o] = bias[o] + Σ_i weights[offset + o·stepOut + i·stepIn] · x[i].
 * outer: gradient[offset + l·(rows right) + r] += Σ_lanes left[l]·right[r]; sumLanes: gradient[offset + r]
 * += Σ_lanes a[r]; loss: the run's loss += Σ_lanes a.
 * gather: target[r] = table[offset + i·rows + r], where i is the nearest whole number to the lane's index
 * (ties to even), at least 0 and below the rows of the table; scatter: gradient[offset + i·rows + r] += a[r].
 */
export const OPCODES = {
  copy: 0,
  negate: 1,
  exp: 2,
  log: 3,
  sqrt: 4,
  tanh: 5,
  sigmoid: 6,
  softplus: 7,
  elu: 8,
  floor: 9,
  round: 10,
  add: 11,
  subtract: 12,
  multiply: 13,
  divide: 14,
  min: 15,
  max: 16,
  greater: 17,
  equal: 18,
  step: 19,
  eluBackward: 20,
  select: 21,
  sumRows: 22,
  spread: 23,
  matmul: 24,
  outer: 25,
  sumLanes: 26,
  loss: 27,
  gather: 28,
  scatter: 29,
} as const;
export type OpcodeName = keyof typeof OPCODES;
