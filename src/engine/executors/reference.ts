import { assert } from "../../base/errors.js";
import type { Executor, Session, SessionSize } from "../executor.js";
import { INSTRUCTION_LENGTH, type Layout, OPCODES, type Plan, SPACES, type SpaceName } from "../plan.js";
import { WEIGHT } from "../rollout.js";
import { referenceOptimizer } from "./reference-optimizer.js";

/**
 * The slow, obvious executor: one loop per instruction, in double precision. It says what a plan means; the
 * fast executors are tested against it.
 */
export const referenceExecutor: Executor = {
  name: "reference",
  open,
  optimizer: referenceOptimizer,
};

function open(plan: Plan, size: SessionSize): Session {
  const { lanes, periods } = size;
  const buffer = (rows: number, times = 1) =>
    Array.from({ length: times }, () => new Float64Array(rows * lanes));
  const { rows } = plan;
  const state = buffer(rows.state, periods + 1);
  const residual = buffer(rows.residual, periods);
  const period = buffer(rows.period, periods);
  const record = buffer(rows.record, periods);
  const adjoint = buffer(rows.adjoint, 2);
  const fixed = { lane: buffer(rows.lane)[0], temporary: buffer(rows.temporary)[0] };
  const constant = buffer(rows.constant)[0];
  plan.constants.forEach((number, row) => constant.fill(number, row * lanes, (row + 1) * lanes));
  const gradient = new Float64Array(plan.parameters.length);
  const rounded = new Float32Array(plan.parameters.length);

  const memoryAt = (t: number): Memory => ({
    ...fixed,
    constant,
    period: period[t],
    state: state[t],
    stateNext: state[t + 1],
    residual: residual[t],
    record: record[t],
    adjoint: adjoint[(t + 1) % 2],
    adjointNext: adjoint[t % 2],
  });
  const rowOf = (layout: Layout, name: string, row: number) => {
    const entry = layout.get(name);
    assert(entry !== undefined && row < entry.rows, `row ${row} of "${name}" exists`);
    return entry.row + row;
  };
  const session: Session = {
    ...size,
    gradient: rounded,
    setWeights: (weights) => session.setLane(WEIGHT, 0, weights),
    setLane: (name, row, values) => fixed.lane.set(values, rowOf(plan.lane, name, row) * lanes),
    setPeriods(name, row, lane, values, from) {
      const at = rowOf(plan.period, name, row) * lanes + lane;
      for (let t = 0; t < periods; t++) period[t][at] = values[from + t];
    },
    setState: (name, row, values) => state[0].set(values, rowOf(plan.state, name, row) * lanes),
    run(parameters) {
      gradient.fill(0);
      let loss = 0;
      const run = { lanes, parameters, gradient };
      for (let t = 0; t < periods; t++) loss += play(plan.forward, memoryAt(t), run);
      adjoint.forEach((rows) => rows.fill(0));
      if (plan.backward.length > 0)
        for (let t = periods - 1; t >= 0; t--) play(plan.backward, memoryAt(t), run);
      rounded.set(gradient);
      return loss;
    },
    readRecord(name, row, lane, target, at) {
      const from = rowOf(plan.record, name, row) * lanes + lane;
      for (let t = 0; t < periods; t++) target[at + t] = record[t][from];
    },
    readState(name, row) {
      const from = rowOf(plan.state, name, row) * lanes;
      return Float32Array.from(state[periods].subarray(from, from + lanes));
    },
    dispose() {},
  };
  session.setWeights(new Float64Array(lanes).fill(1));
  return session;
}

type Memory = Readonly<Record<SpaceName, Float64Array>>;
interface Run {
  readonly lanes: number;
  readonly parameters: Float32Array | Float64Array;
  readonly gradient: Float64Array;
}

/** Plays all instructions of one period; the result is what they added to the loss. */
function play(code: Int32Array, memory: Memory, run: Run): number {
  let loss = 0;
  for (let at = 0; at < code.length; at += INSTRUCTION_LENGTH) {
    const instruction = code.subarray(at, at + INSTRUCTION_LENGTH);
    loss += execute(instruction, memory, run);
  }
  return loss;
}

function execute(instruction: Int32Array, memory: Memory, run: Run): number {
  const [opcode, rows, target, ...rest] = instruction;
  const { view, write, each, sum } = accessTo(memory, run.lanes, target);
  const elementwise = ELEMENTWISE[opcode];
  if (elementwise) {
    const [a, b, c] = [view(rest[0], rest[1]), view(rest[2], rest[3]), view(rest[4], rest[5])];
    each(rows, (row, lane) => write(row, lane, elementwise(a(row, lane), b(row, lane), c(row, lane))));
    return 0;
  }
  const { parameters } = run;
  switch (opcode) {
    case OPCODES.sumRows: {
      const a = view(rest[0], rest[1]);
      each(1, (_, lane) => {
        let total = 0;
        for (let row = 0; row < rows; row++) total += a(row, lane);
        write(0, lane, total);
      });
      return 0;
    }
    case OPCODES.spread:
      each(rows, (row, lane) => write(row, lane, parameters[rest[0] + row]));
      return 0;
    case OPCODES.matmul: {
      const [at, stride, weights, stepOut, stepIn, bias, rowsIn] = rest;
      const x = view(at, stride);
      each(rows, (out, lane) => {
        let total = bias < 0 ? 0 : parameters[bias + out];
        const from = weights + out * stepOut;
        for (let i = 0; i < rowsIn; i++) total += parameters[from + i * stepIn] * x(i, lane);
        write(out, lane, total);
      });
      return 0;
    }
    case OPCODES.gather: {
      const [index, table, entries] = rest;
      const entry = entryOf(view(index, 0), entries);
      each(rows, (row, lane) => write(row, lane, parameters[table + entry(lane) * rows + row]));
      return 0;
    }
    case OPCODES.loss: {
      const a = view(rest[0], 0);
      return sum((lane) => a(0, lane));
    }
    default:
      accumulate(instruction, memory, run);
      return 0;
  }
}

/** Instructions that add to the gradient. */
function accumulate(instruction: Int32Array, memory: Memory, { lanes, gradient }: Run): void {
  const [opcode, rows, target, ...rest] = instruction;
  const { view, each, sum } = accessTo(memory, lanes, 0);
  const left = view(rest[0], rest[1]);
  switch (opcode) {
    case OPCODES.outer: {
      const right = view(rest[2], rest[3]);
      const columns = rest[4];
      for (let l = 0; l < rows; l++)
        for (let r = 0; r < columns; r++)
          gradient[target + l * columns + r] += sum((lane) => left(l, lane) * right(r, lane));
      return;
    }
    case OPCODES.sumLanes:
      for (let row = 0; row < rows; row++) gradient[target + row] += sum((lane) => left(row, lane));
      return;
    case OPCODES.scatter: {
      const entry = entryOf(view(rest[2], 0), rest[3]);
      each(rows, (row, lane) => {
        gradient[target + entry(lane) * rows + row] += left(row, lane);
      });
      return;
    }
    default:
      throw new Error(`no instruction has the opcode ${opcode}`);
  }
}

function accessTo(memory: Memory, lanes: number, target: number) {
  return {
    view(address: number, stride: number) {
      const space = memory[SPACES[address >> 24]];
      const first = address & 0xffffff;
      return (row: number, lane: number) => space[(first + row * stride) * lanes + lane];
    },
    write(row: number, lane: number, value: number): void {
      memory[SPACES[target >> 24]][((target & 0xffffff) + row) * lanes + lane] = value;
    },
    each(count: number, visit: (row: number, lane: number) => void): void {
      for (let row = 0; row < count; row++) for (let lane = 0; lane < lanes; lane++) visit(row, lane);
    },
    sum(term: (lane: number) => number): number {
      let total = 0;
      for (let lane = 0; lane < lanes; lane++) total += term(lane);
      return total;
    },
  };
}

/** Which row of a table each lane takes. */
function entryOf(index: (row: number, lane: number) => number, entries: number): (lane: number) => number {
  return (lane) => Math.min(Math.max(roundToEven(index(0, lane)) || 0, 0), entries - 1);
}

type Elementwise = (a: number, b: number, c: number) => number;

const ELEMENTWISE: Readonly<Record<number, Elementwise | undefined>> = {
  [OPCODES.copy]: (a) => a,
  [OPCODES.negate]: (a) => -a,
  [OPCODES.exp]: Math.exp,
  [OPCODES.log]: Math.log,
  [OPCODES.sqrt]: Math.sqrt,
  [OPCODES.tanh]: Math.tanh,
  [OPCODES.sigmoid]: (a) => 1 / (1 + Math.exp(-a)),
  [OPCODES.softplus]: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  [OPCODES.elu]: (a) => (a > 0 ? a : Math.expm1(a)),
  [OPCODES.floor]: Math.floor,
  [OPCODES.round]: roundToEven,
  [OPCODES.add]: (a, b) => a + b,
  [OPCODES.subtract]: (a, b) => a - b,
  [OPCODES.multiply]: (a, b) => a * b,
  [OPCODES.divide]: (a, b) => a / b,
  [OPCODES.min]: (a, b) => Math.min(a, b),
  [OPCODES.max]: (a, b) => Math.max(a, b),
  [OPCODES.greater]: (a, b) => (a > b ? 1 : 0),
  [OPCODES.equal]: (a, b) => (a === b ? 1 : 0),
  [OPCODES.step]: (a, b) => (a > b ? 1 : a < b ? 0 : 0.5),
  [OPCODES.eluBackward]: (a, b) => a * (Math.min(b, 0) + 1),
  [OPCODES.select]: (a, b, c) => (a !== 0 ? b : c),
};

/** As WebAssembly's `nearest`: ties go to the even neighbour. */
function roundToEven(x: number): number {
  const nearest = Math.round(x);
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}
