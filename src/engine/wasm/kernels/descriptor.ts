/**
 * One session, in memory. The order of the fields is that of `DESCRIPTOR_FIELDS` in
 * src/engine/wasm/descriptor.ts; a test compares the two. Pointers and sizes are in bytes.
 */
@unmanaged
export class Descriptor {
  forward: usize;
  forwardEnd: usize;
  backward: usize;
  backwardEnd: usize;
  rowBytes: usize;
  periods: i32;
  blocks: i32;
  chunks: i32;
  constants: usize;
  parameters: usize;
  packed: usize;
  lane: usize;
  laneBytes: usize;
  period: usize;
  periodBytes: usize;
  record: usize;
  recordBytes: usize;
  stateFirst: usize;
  stateLast: usize;
  stateBytes: usize;
  residualBytes: usize;
  packings: usize;
  packingsEnd: usize;
  /** Numbers of a chunk where weights are packed, and where gradients are added up: a multiple of four. */
  packedChunk: i32;
  gradientChunk: i32;
  gradients: usize;
  gradientNumbers: usize;
  /** Periods after which single precision hands its sums over to double precision. */
  roundedPeriods: i32;
  /** 1 where single precision alone holds the sums of a chunk, 0 where it hands them over. */
  single: i32;
  gradientParts: usize;
  gradientPartsEnd: usize;
  gradient: usize;
  losses: usize;
  scratch: usize;
  scratchBytes: usize;
  scratchStates: usize;
  scratchResidual: usize;
  scratchTemporary: usize;
  scratchAdjoint: usize;
  scratchOuter: usize;
  scratchGradient: usize;
}
