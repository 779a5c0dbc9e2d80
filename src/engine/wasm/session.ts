import { assert } from "../../base/errors.js";
import type { Session, SessionSize } from "../executor.js";
import type { Layout, Plan } from "../plan.js";
import { WEIGHT } from "../rollout.js";
import type { Team } from "../threads.js";
import type { Arena } from "./arena.js";
import { writeParameters } from "./descriptor.js";
import type { Kernels } from "./kernel-module.js";
import { type SessionMemory, sessionMemory } from "./session-memory.js";

/** What the sessions of one executor share. */
export interface Machine {
  readonly arena: Arena;
  readonly kernels: Kernels;
  readonly team: Team;
}

export function openSession(plan: Plan, size: SessionSize, machine: Machine): Session {
  const { lanes, periods } = size;
  const memory = sessionMemory(plan, size, { arena: machine.arena, threads: machine.team.threads });
  const { width } = memory.split;
  const lanesOf = laneAccess(memory, lanes);
  const gradient = machine.arena.view(memory.gradient, plan.parameters.length);
  let open = true;
  const held = (numbers: () => Float32Array) => {
    assert(open, "a session is not used after it was disposed of");
    return numbers();
  };
  const floats = () => held(machine.arena.floats);
  const session: Session = {
    ...size,
    get gradient() {
      return held(gradient);
    },
    setWeights: (weights) => session.setLane(WEIGHT, 0, weights),
    setLane(name, row, values) {
      const from = memory.lane / 4 + rowOf(plan.lane, name, row) * width;
      lanesOf.write(floats(), from, memory.laneBytes / 4, values);
      if (name === WEIGHT) lanesOf.clearCopies(floats(), from, memory.laneBytes / 4);
    },
    setPeriods(name, row, lane, values, from) {
      const step = memory.periodBytes / 4;
      const numbers = floats();
      const rowAt = memory.period / 4 + rowOf(plan.period, name, row) * width;
      let at = rowAt + lanesOf.place(lane, step * periods);
      for (let left = lanesOf.copies(lane); left >= 0; left--, at++)
        for (let t = 0, to = at; t < periods; t++, to += step) numbers[to] = values[from + t];
    },
    setState(name, row, values) {
      const from = memory.stateFirst / 4 + rowOf(plan.state, name, row) * width;
      lanesOf.write(floats(), from, memory.stateBytes / 4, values);
    },
    run(parameters) {
      assert(parameters.length === plan.parameters.length, `${parameters.length} parameters fit the plan`);
      const numbers = floats();
      const place = machine.arena.placeOf(parameters);
      if (place === undefined) numbers.set(parameters, memory.parameters / 4);
      writeParameters(machine.arena.integers(), memory.at, place ?? memory.parameters);
      return runChunks(memory, machine);
    },
    readRecord(name, row, lane, target, at) {
      const step = memory.recordBytes / 4;
      const numbers = floats();
      const rowAt = memory.record / 4 + rowOf(plan.record, name, row) * width;
      let from = rowAt + lanesOf.place(lane, step * periods);
      for (let t = 0; t < periods; t++, from += step) target[at + t] = numbers[from];
    },
    readState(name, row) {
      const last = periods === 0 ? memory.stateFirst : memory.stateLast;
      const from = last / 4 + rowOf(plan.state, name, row) * width;
      return lanesOf.read(floats(), from, memory.stateBytes / 4);
    },
    dispose() {
      if (open) machine.arena.free(memory.at, memory.bytes);
      open = false;
    },
  };
  session.setWeights(new Float32Array(lanes).fill(1));
  return session;
}

/** Plays all chunks and adds up what they found, in the order of the chunks. */
function runChunks(memory: SessionMemory, { arena, team }: Machine): number {
  const { chunks } = memory.split;
  team.run("packWeights", memory.at, memory.packedSplit.chunks);
  team.run("runChunk", memory.at, chunks);
  team.run("addGradients", memory.at, memory.gradientSplit.chunks);
  const losses = arena.doubles();
  let loss = 0;
  for (let chunk = 0, at = memory.losses / 8; chunk < chunks; chunk++, at++) loss += losses[at];
  return loss;
}

/** Where lanes are: block by block, `width` beside each other, the last one repeated to fill its block. */
function laneAccess({ split }: SessionMemory, lanes: number) {
  const { width, count } = split;
  const fillers = count * width - lanes;
  return {
    /** Writes the copies of a row in all blocks; `step` numbers lie between them. */
    write(numbers: Float32Array, from: number, step: number, values: ArrayLike<number>): void {
      for (let lane = 0, at = from; lane < lanes; at += step) {
        const end = Math.min(lane + width, lanes);
        for (let to = at; lane < end; lane++, to++) numbers[to] = values[lane];
      }
      if (fillers > 0) fillLast(numbers, from, step, values[lanes - 1]);
    },
    /** The copies that fill the last block count nothing. */
    clearCopies: (numbers: Float32Array, from: number, step: number) => fillLast(numbers, from, step, 0),
    read(numbers: Float32Array, from: number, step: number): Float32Array {
      const values = new Float32Array(lanes);
      for (let lane = 0, at = from; lane < lanes; lane += width, at += step)
        values.set(numbers.subarray(at, at + Math.min(width, lanes - lane)), lane);
      return values;
    },
    /** How many numbers a lane is behind the first one, where a block has `ofBlock` numbers. */
    place(lane: number, ofBlock: number): number {
      if (!(lane >= 0 && lane < lanes)) assert(false, `lane ${lane} is one of ${lanes}`);
      const block = Math.floor(lane / width);
      return block * ofBlock + lane - block * width;
    },
    /** So many copies of a lane follow it. */
    copies: (lane: number) => (lane === lanes - 1 ? fillers : 0),
  };

  function fillLast(numbers: Float32Array, from: number, step: number, value: number): void {
    const end = from + (count - 1) * step + width;
    if (count > 0) numbers.fill(value, end - fillers, end);
  }
}

/** The messages are only made where they are needed: this is called for every lane. */
function rowOf(layout: Layout, name: string, row: number): number {
  const entry = layout.get(name);
  if (!entry || !(row >= 0 && row < entry.rows)) assert(false, `row ${row} of "${name}" exists`);
  return entry.row + row;
}
