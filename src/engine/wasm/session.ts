import { assert } from "../../base/errors.js";
import type { Session, SessionSize } from "../executor.js";
import type { Layout, Plan } from "../plan.js";
import { WEIGHT } from "../rollout.js";
import type { Team } from "../threads.js";
import type { Arena } from "./arena.js";
import { unpad } from "./gradient-layout.js";
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
  const gradient = new Float32Array(plan.parameters.length);
  let open = true;
  const floats = () => {
    assert(open, "a session is not used after it was disposed of");
    return machine.arena.floats();
  };
  const session: Session = {
    ...size,
    gradient,
    setWeights: (weights) => session.setLane(WEIGHT, 0, weights),
    setLane(name, row, values) {
      const from = memory.lane / 4 + rowOf(plan.lane, name, row) * width;
      lanesOf.write(floats(), from, memory.laneBytes / 4, values);
      if (name === WEIGHT) lanesOf.clearCopies(floats(), from, memory.laneBytes / 4);
    },
    setPeriods(name, row, lane, values, from) {
      const { index, copies } = lanesOf.place(lane, memory.periodBytes / 4, periods);
      const step = memory.periodBytes / 4;
      const numbers = floats();
      let at = memory.period / 4 + index + rowOf(plan.period, name, row) * width;
      for (let copy = 0; copy <= copies; copy++, at++)
        for (let t = 0; t < periods; t++) numbers[at + t * step] = values[from + t];
    },
    setState(name, row, values) {
      const from = memory.stateFirst / 4 + rowOf(plan.state, name, row) * width;
      lanesOf.write(floats(), from, memory.stateBytes / 4, values);
    },
    run(parameters) {
      assert(parameters.length === plan.parameters.length, `${parameters.length} parameters fit the plan`);
      const numbers = floats();
      numbers.set(parameters, memory.parameters / 4);
      memory.packing.write(parameters, numbers, memory.packed / 4);
      return runChunks(memory, machine, gradient);
    },
    readRecord(name, row, lane, target, at) {
      let from = memory.record / 4 + rowOf(plan.record, name, row) * width;
      from += lanesOf.place(lane, memory.recordBytes / 4, periods).index;
      const numbers = floats();
      for (let t = 0; t < periods; t++) target[at + t] = numbers[from + (t * memory.recordBytes) / 4];
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
function runChunks(memory: SessionMemory, { arena, kernels, team }: Machine, gradient: Float32Array): number {
  const { chunks } = memory.split;
  team.run(memory.at, chunks);
  if (memory.gradientNumbers > 0 && chunks > 0) {
    kernels.addGradients(memory.at);
    unpad(memory.gradientLayout, arena.doubles(), memory.gradients / 8, gradient);
  }
  const losses = arena.doubles().subarray(memory.losses / 8, memory.losses / 8 + chunks);
  return losses.reduce((sum, loss) => sum + loss, 0);
}

/** Where lanes are: block by block, `width` beside each other, the last one repeated to fill its block. */
function laneAccess({ split }: SessionMemory, lanes: number) {
  const { width, count } = split;
  return {
    /** Writes the copies of a row in all blocks; `step` numbers lie between them. */
    write(numbers: Float32Array, from: number, step: number, values: ArrayLike<number>): void {
      for (let lane = 0; lane < count * width; lane++) {
        const block = Math.floor(lane / width);
        numbers[from + block * step + lane - block * width] = values[Math.min(lane, lanes - 1)];
      }
    },
    /** The copies that fill the last block count nothing. */
    clearCopies(numbers: Float32Array, from: number, step: number): void {
      const end = from + (count - 1) * step + width;
      if (count > 0) numbers.fill(0, end - (count * width - lanes), end);
    },
    read: (numbers: Float32Array, from: number, step: number): Float32Array =>
      Float32Array.from({ length: lanes }, (_, lane) => {
        const block = Math.floor(lane / width);
        return numbers[from + block * step + lane - block * width];
      }),
    /** One lane of a row that each block has `times` times; the lane has `copies` to its right. */
    place(lane: number, step: number, times: number) {
      assert(0 <= lane && lane < lanes, `lane ${lane} is one of ${lanes}`);
      const block = Math.floor(lane / width);
      const copies = lane === lanes - 1 ? count * width - lanes : 0;
      return { index: block * times * step + lane - block * width, copies };
    },
  };
}

function rowOf(layout: Layout, name: string, row: number): number {
  const entry = layout.get(name);
  assert(entry !== undefined && 0 <= row && row < entry.rows, `row ${row} of "${name}" exists`);
  return entry.row + row;
}
