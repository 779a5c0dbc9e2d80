import { type RandomStream, randomStream } from "../base/random.js";
import type { Executor, Session, SessionSize } from "./executor.js";
import { gradient, topological } from "./gradient.js";
import { type Rollout, compileRollout } from "./rollout.js";
import {
  type InputSpace,
  type Parameter,
  type Value,
  column,
  concat,
  dense,
  gather,
  input,
  select,
  spread,
} from "./value.js";

/** A rollout made of randomly chosen operations, and numbers to play it with. */
export interface RandomRollout {
  readonly rollout: Rollout;
  readonly size: SessionSize;
  readonly parameters: Float32Array;
  /** Numbers of one row of an input: per lane, or per lane and period. Multiples of 1/4. */
  lane(name: string, row: number): Float32Array;
  period(name: string, row: number, lane: number): Float32Array;
  state(name: string, row: number): Float32Array;
  weights(): Float32Array;
}

export interface RandomRolloutOptions {
  readonly operations: number;
  readonly size: SessionSize;
  /** Whether derivatives may be stopped: finite differences cannot know that. */
  readonly stops?: boolean;
}

const STATE = { stock: 1, pipeline: 3, memory: 5 };
const LANE = { cost: 1, traits: 2 };
const PERIOD = { demand: 1, features: 4 };

/** The same seed gives the same rollout. */
export function randomRollout(seed: number, options: RandomRolloutOptions): RandomRollout {
  const { size } = options;
  const chance = randomStream(seed);
  const { rollout, length } = traced(chance.child("program"), options);
  const quarters = (name: string, length_: number, spreadOf = 12) => {
    const stream = chance.child(name);
    return Float32Array.from({ length: length_ }, () => (stream.below(spreadOf) - spreadOf / 3) / 4);
  };
  const parameterChance = chance.child("parameters");
  return {
    rollout,
    size,
    parameters: Float32Array.from({ length }, () => parameterChance.uniform() * 1.2 - 0.6),
    lane: (name, row) => quarters(`lane ${name} ${row}`, size.lanes),
    period: (name, row, lane) => quarters(`period ${name} ${row} ${lane}`, size.periods),
    state: (name, row) => quarters(`state ${name} ${row}`, size.lanes),
    weights: () => quarters("weights", size.lanes).map(Math.abs),
  };
}

/** Gives a session all inputs of a random rollout; lanes may be taken from `first` on. */
export function fill(session: Session, random: RandomRollout, first = 0): void {
  const some = (numbers: Float32Array) => numbers.subarray(first, first + session.lanes);
  session.setWeights(some(random.weights()));
  const rows = (of: Readonly<Record<string, number>>, visit: (name: string, row: number) => void) => {
    for (const [name, count] of Object.entries(of)) for (let row = 0; row < count; row++) visit(name, row);
  };
  rows(random.rollout.lane, (name, row) => session.setLane(name, row, some(random.lane(name, row))));
  rows(random.rollout.state, (name, row) => session.setState(name, row, some(random.state(name, row))));
  rows(random.rollout.period, (name, row) => {
    for (let lane = 0; lane < session.lanes; lane++)
      session.setPeriods(name, row, lane, random.period(name, row, first + lane), 0);
  });
}

export interface PlayOptions {
  readonly gradient?: boolean;
  /** Some of the lanes only. */
  readonly first?: number;
  readonly lanes?: number;
}

/** All that a run of a random rollout tells. */
export function play(executor: Executor, random: RandomRollout, options: PlayOptions = {}) {
  const { gradient = true, first = 0, lanes = random.size.lanes } = options;
  const { periods } = random.size;
  const session = executor.open(compileRollout(random.rollout, { gradient }), { lanes, periods });
  fill(session, random, first);
  const loss = session.run(random.parameters);
  const record = new Float32Array(periods);
  const records = Array.from({ length: lanes }, (_, lane) => {
    session.readRecord("last", 2, lane, record, 0);
    return [...record];
  }).flat();
  const state = [...session.readState("memory", 4), ...session.readState("stock", 0)];
  const result = { loss, gradient: [...session.gradient], records, state };
  session.dispose();
  return result;
}

/** The step is traced anew at every call, with the same choices. */
function traced(stream: RandomStream, options: RandomRolloutOptions) {
  const parameters: Parameter[] = [];
  const step: Rollout["step"] = ({ state, lane, period }) => {
    const fresh = stream.child("step");
    const known: Parameter[] = [];
    const builder = builderOf(fresh, { raw: [...Object.values(period), ...Object.values(lane)], known });
    const pool = [...Object.values(state), ...Object.values(lane), ...Object.values(period)];
    for (let i = 0; i < options.operations; i++) pool.push(builder.next(pool, options.stops ?? false));
    if (parameters.length === 0) parameters.push(...known);
    const late = (rows: number) => builder.shaped(pool[pool.length - 1 - fresh.below(6)], rows);
    const next = Object.entries(STATE).map(([name, rows]) => [name, late(rows).tanh().mul(2)] as const);
    const loss = concat(pool.slice(-4).map((value) => value.tanh())).sumRows();
    return { state: Object.fromEntries(next), loss, records: { last: late(3), cost: loss } };
  };
  const inputs = (space: InputSpace, rows: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(rows).map(([name, count]) => [name, input(space, name, count)]));
  // compileRollout hands the weight in as well.
  const lane = inputs("lane", { weight: 1, ...LANE });
  step({ state: inputs("state", STATE), lane, period: inputs("period", PERIOD) });
  const rollout: Rollout = { state: STATE, lane: LANE, period: PERIOD, parameters, step };
  return { rollout, length: parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0) };
}

function builderOf(stream: RandomStream, given: { raw: readonly Value[]; known: Parameter[] }) {
  const { raw, known } = given;
  const pick = <T>(from: readonly T[]): T => from[stream.below(from.length)];
  const parameter = (rows: number, columns: number): Parameter => {
    const made = { name: `p${known.length}`, rows, columns };
    known.push(made);
    return made;
  };
  const shaped = (value: Value, rows: number): Value => {
    if (value.rows === rows) return value;
    if (value.rows > rows) return value.slice(value.rows - rows, value.rows);
    return value.rows === 1 ? value.repeat(rows) : concat([value, value.row(0).repeat(rows - value.rows)]);
  };
  /** As many rows as the other, or one. */
  const beside = (value: Value, pool: readonly Value[]) => {
    const other = pick(pool);
    if (other.rows === 1 || other.rows === value.rows) return other;
    return stream.below(2) === 0 ? other.row(stream.below(other.rows)) : shaped(other, value.rows);
  };
  /** Numbers that are exact in both precisions, so that a comparison has one answer. */
  const exact = (rows: number) => shaped(pick(raw), stream.below(2) === 0 ? rows : 1);
  const makers: ((x: Value, pool: readonly Value[]) => Value)[] = [
    (x) => pick([x.negate(), x.tanh(), x.sigmoid(), x.softplus(), x.elu(), x.relu()]),
    (x) => pick([x.atMost(1).exp(), x.mul(x).add(0.5).log(), x.mul(x).add(0.3).sqrt()]),
    (x, pool) => pick([x.add(beside(x, pool)), x.sub(beside(x, pool)), beside(x, pool).sub(x)]),
    (x, pool) => x.tanh().mul(beside(x, pool)),
    (x, pool) => beside(x, pool).div(x.mul(x).add(0.7)),
    (x, pool) => pick([x.atLeast(beside(x, pool)), x.atMost(beside(x, pool)), x.atLeast(0.1)]),
    (x) => dense(parameter(1 + stream.below(9), x.rows), x.tanh(), undefined),
    (x) => withBias(x, 1 + stream.below(20)),
    (x) => x.mul(spread(parameter(x.rows, 1))),
    (x, pool) => concat([x, pick(pool)]).slice(0, Math.min(11, x.rows + 1)),
    (x) => x.row(stream.below(x.rows)).repeat(2 + stream.below(4)),
    (x) => x.tanh().sumRows(),
    (x) => x.mul(column(Array.from({ length: x.rows }, () => stream.below(9) / 4 - 1))),
    (x, pool) => select(exact(x.rows).greater(0.25), x, beside(x, pool)),
    (x) => select(exact(x.rows).equal(exact(x.rows)), x, 0.5),
    (x) => x.add(pick([exact(x.rows).floor(), exact(x.rows).mul(0.5).round(), exact(x.rows).greater(0)])),
    (x) => x.tanh().add(gather(parameter(1 + stream.below(6), x.rows), exact(1).floor())),
    (x, pool) => slope(x, pool),
  ];
  const withBias = (x: Value, rows: number) =>
    dense(parameter(rows, x.rows), x.tanh(), parameter(rows, 1)).elu();
  /** A derivative inside the step, so that the gradient is one of second order. */
  const slope = (x: Value, pool: readonly Value[]) => {
    const inputs = topological([x]).filter((value) => value.operation.kind === "input");
    if (inputs.length === 0) return x.add(pick(pool).row(0));
    return gradient(x.tanh().sumRows(), [pick(inputs)])[0].tanh();
  };
  return {
    shaped,
    next(pool: readonly Value[], stops: boolean): Value {
      const x = stream.below(3) === 0 ? pick(pool) : pick(pool.slice(-5));
      const made = pick(makers)(x, pool);
      return stops && stream.below(8) === 0 ? made.stopGradient().add(made) : made;
    },
  };
}
