import { Descriptor } from "./descriptor";
import { writeEluConstants } from "./elu";
import { handOver } from "./gradients";
import {
  ADJOINT, ADJOINT_NEXT, CONSTANT, LANE, PERIOD, RECORD, RESIDUAL, STATE, STATE_NEXT, TEMPORARY, play,
} from "./interpreter";

/**
 * Plays all periods, forwards and then backwards, for the blocks of one chunk, one after the other. `thread`
 * says which scratch memory is used; nothing else depends on it.
 */
export function runChunk(descriptor: usize, chunk: i32, thread: i32): void {
  const session = changetype<Descriptor>(descriptor);
  const scratch = session.scratch + <usize>thread * session.scratchBytes;
  const single = session.single != 0, numbers = session.gradientNumbers;
  const total = session.gradients + <usize>chunk * numbers * (single ? 4 : 8);
  const gradient = single ? total : scratch + session.scratchGradient;
  if (!single) memory.fill(total, 0, numbers * 8);
  // Behind the table of spaces.
  writeEluConstants(scratch + 64);
  let loss: f64 = 0, rounded: i32 = 0;
  const end = firstBlock(session, chunk + 1);
  for (let block = firstBlock(session, chunk); block < end; block++) {
    loss += forwards(session, scratch, block);
    if (session.backward == session.backwardEnd) continue;
    rounded = backwards(session, scratch, block, gradient, total, rounded);
  }
  if (!single && rounded > 0) handOver(gradient, total, numbers);
  store<f64>(session.losses + <usize>chunk * 8, loss);
}

function firstBlock(session: Descriptor, chunk: i32): i32 {
  return <i32>((<i64>chunk * session.blocks) / session.chunks);
}

function forwards(session: Descriptor, table: usize, block: i32): f64 {
  let loss: f64 = 0;
  for (let t = 0; t < session.periods; t++) {
    place(session, table, block, t);
    loss += play(session, table, session.forward, session.forwardEnd, 0, 0, false);
  }
  return loss;
}

/** Takes and returns how many periods were added up in single precision since the last hand-over. */
function backwards(
  session: Descriptor, table: usize, block: i32, gradient: usize, total: usize, rounded: i32,
): i32 {
  memory.fill(table + session.scratchAdjoint, 0, 2 * session.stateBytes);
  for (let t = session.periods - 1; t >= 0; t--) {
    place(session, table, block, t);
    play(session, table, session.backward, session.backwardEnd, gradient, total, rounded == 0);
    if (++rounded < session.roundedPeriods || session.single) continue;
    handOver(gradient, total, session.gradientNumbers);
    rounded = 0;
  }
  return rounded;
}

/** Says where every space begins in period t of a block. The table is the beginning of the scratch memory. */
function place(session: Descriptor, table: usize, block: i32, t: i32): void {
  const time = <usize>block * session.periods + t;
  store<usize>(table + CONSTANT * 4, session.constants);
  store<usize>(table + LANE * 4, session.lane + <usize>block * session.laneBytes);
  store<usize>(table + PERIOD * 4, session.period + time * session.periodBytes);
  store<usize>(table + RECORD * 4, session.record + time * session.recordBytes);
  store<usize>(table + STATE * 4, stateAt(session, table, block, t));
  store<usize>(table + STATE_NEXT * 4, stateAt(session, table, block, t + 1));
  store<usize>(table + TEMPORARY * 4, table + session.scratchTemporary);
  store<usize>(table + RESIDUAL * 4, table + session.scratchResidual + <usize>t * session.residualBytes);
  const adjoint = table + session.scratchAdjoint, odd = <usize>(t & 1) * session.stateBytes;
  store<usize>(table + ADJOINT_NEXT * 4, adjoint + odd);
  store<usize>(table + ADJOINT * 4, adjoint + session.stateBytes - odd);
}

/** Between the first state and the last one, a run that goes forwards only needs two. */
function stateAt(session: Descriptor, scratch: usize, block: i32, t: i32): usize {
  const ofBlock = <usize>block * session.stateBytes;
  if (t == 0) return session.stateFirst + ofBlock;
  if (t == session.periods) return session.stateLast + ofBlock;
  const slot = session.backward == session.backwardEnd ? t & 1 : t;
  return scratch + session.scratchStates + <usize>slot * session.stateBytes;
}
