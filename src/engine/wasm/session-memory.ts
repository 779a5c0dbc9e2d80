import type { SessionSize } from "../executor.js";
import type { Plan, SpaceName } from "../plan.js";
import type { Arena } from "./arena.js";
import { type Blocks, type Stretches, blocks, stretches } from "./blocks.js";
import { DESCRIPTOR_BYTES, type Descriptor, writeDescriptor } from "./descriptor.js";
import { gradientLayout, gradientParts } from "./gradient-layout.js";
import { packing } from "./packing.js";
import { program } from "./program.js";

/** One session's piece of memory: its descriptor first, then all it points to. */
export interface SessionMemory extends Descriptor {
  readonly at: number;
  readonly bytes: number;
  readonly split: Blocks;
  /** Of packed weights, and of the gradient. */
  readonly packedSplit: Stretches;
  readonly gradientSplit: Stretches;
}

interface Options {
  readonly arena: Arena;
  readonly threads: number;
}

/** Takes memory for a session, and writes what never changes: descriptor, code and constants. */
export function sessionMemory(plan: Plan, size: SessionSize, options: Options): SessionMemory {
  const split = blocks(size);
  const layout = gradientLayout(plan.parameters);
  const packed = packing();
  const forward = program(plan.forward, layout, packed);
  const backward = program(plan.backward, layout, packed);
  const rowBytes = split.width * 4;
  const bytesOf = (space: SpaceName) => plan.rows[space] * rowBytes;
  const gradientNumbers = backward.code.length > 0 ? layout.length : 0;
  const single = !backward.scatters && playedPeriods(split, size) <= ROUNDED_PERIODS;
  const [packedSplit, gradientSplit] = [stretches(packed.length()), stretches(gradientNumbers)];
  const [packings, parts] = [packed.table(), gradientParts(layout)];
  const { outerRows } = backward;
  const ofThread = single ? 0 : gradientNumbers;
  const scratch = scratchPlaces(plan, { ...size, rowBytes, outerRows, gradientNumbers: ofThread });

  const pieces = counter();
  pieces.take(DESCRIPTOR_BYTES);
  const places = {
    forward: pieces.take(forward.code.length * 4),
    backward: pieces.take(backward.code.length * 4),
    constants: pieces.take(bytesOf("constant")),
    parameters: pieces.take(plan.parameters.length * 4),
    packed: pieces.take(packed.length() * 4),
    lane: pieces.take(split.count * bytesOf("lane")),
    period: pieces.take(split.count * size.periods * bytesOf("period")),
    record: pieces.take(split.count * size.periods * bytesOf("record")),
    stateFirst: pieces.take(split.count * bytesOf("state")),
    stateLast: pieces.take(split.count * bytesOf("state")),
    packings: pieces.take(packings.length * 4),
    gradients: pieces.take(split.chunks * gradientNumbers * (single ? 4 : 8)),
    gradientParts: pieces.take(parts.length * 4),
    gradient: pieces.take(plan.parameters.length * 4),
    losses: pieces.take(split.chunks * 8),
    scratch: pieces.take(options.threads * scratch.scratchBytes),
  };
  const bytes = pieces.bytes();
  const at = options.arena.take(bytes);
  const absolute = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, at + place]));
  const descriptor: Descriptor = {
    ...(absolute as typeof places),
    ...scratch,
    forwardEnd: at + places.forward + forward.code.length * 4,
    backwardEnd: at + places.backward + backward.code.length * 4,
    rowBytes,
    periods: size.periods,
    blocks: split.count,
    chunks: split.chunks,
    laneBytes: bytesOf("lane"),
    periodBytes: bytesOf("period"),
    recordBytes: bytesOf("record"),
    stateBytes: bytesOf("state"),
    residualBytes: bytesOf("residual"),
    packingsEnd: at + places.packings + packings.length * 4,
    packedChunk: packedSplit.length,
    gradientChunk: gradientSplit.length,
    gradientNumbers,
    roundedPeriods: ROUNDED_PERIODS,
    single: single ? 1 : 0,
    gradientPartsEnd: at + places.gradientParts + parts.length * 4,
  };
  const { arena } = options;
  writeDescriptor(arena.integers(), at, descriptor);
  const tables = { forward: forward.code, backward: backward.code, packings, gradientParts: parts };
  for (const [name, numbers] of Object.entries(tables))
    arena.integers().set(numbers, descriptor[name as keyof typeof tables] / 4);
  writeConstants(plan, arena.floats(), { from: descriptor.constants / 4, width: split.width });
  return { ...descriptor, at, bytes, split, packedSplit, gradientSplit };
}

function writeConstants(plan: Plan, floats: Float32Array, place: { from: number; width: number }): void {
  plan.constants.forEach((number, row) => {
    const from = place.from + row * place.width;
    floats.fill(number, from, from + place.width);
  });
}

/** Periods that single precision adds up before it hands its sums over to double precision. */
const ROUNDED_PERIODS = 8;

/** The most periods that a chunk plays, block by block. */
function playedPeriods({ count, chunks }: Blocks, { periods }: SessionSize): number {
  return chunks === 0 ? 0 : Math.ceil(count / chunks) * periods;
}

/** One thread's memory, which holds the trajectory of one block at a time. */
function scratchPlaces(
  plan: Plan,
  size: { periods: number; rowBytes: number; outerRows: number; gradientNumbers: number },
) {
  const { periods, rowBytes, outerRows, gradientNumbers } = size;
  const keeps = plan.backward.length > 0;
  const places = counter();
  // The table of spaces, and constants of kernels/elu.ts.
  places.take(64 + 160);
  const scratchStates = places.take((keeps ? periods : 2) * plan.rows.state * rowBytes);
  const scratchResidual = places.take(periods * plan.rows.residual * rowBytes);
  const scratchTemporary = places.take(plan.rows.temporary * rowBytes);
  const scratchAdjoint = places.take(2 * plan.rows.state * rowBytes);
  const scratchOuter = places.take(outerRows * rowBytes);
  const scratchGradient = places.take(gradientNumbers * 4);
  return {
    scratchStates,
    scratchResidual,
    scratchTemporary,
    scratchAdjoint,
    scratchOuter,
    scratchGradient,
    scratchBytes: places.bytes(),
  };
}

/** Places pieces one behind the other, each at the beginning of a cache line. */
function counter() {
  let end = 0;
  return {
    take(bytes: number): number {
      const at = end;
      end += Math.ceil(bytes / 64) * 64;
      return at;
    },
    bytes: () => end,
  };
}
