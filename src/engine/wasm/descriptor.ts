/** The fields of a session's descriptor in memory, 4 bytes each, in the order of kernels/descriptor.ts. */
export const DESCRIPTOR_FIELDS = [
  "forward",
  "forwardEnd",
  "backward",
  "backwardEnd",
  "rowBytes",
  "periods",
  "blocks",
  "chunks",
  "constants",
  "parameters",
  "packed",
  "lane",
  "laneBytes",
  "period",
  "periodBytes",
  "record",
  "recordBytes",
  "stateFirst",
  "stateLast",
  "stateBytes",
  "residualBytes",
  "packings",
  "packingsEnd",
  "packedChunk",
  "gradientChunk",
  "gradients",
  "gradientNumbers",
  "roundedPeriods",
  "single",
  "gradientParts",
  "gradientPartsEnd",
  "gradient",
  "losses",
  "scratch",
  "scratchBytes",
  "scratchStates",
  "scratchResidual",
  "scratchTemporary",
  "scratchAdjoint",
  "scratchOuter",
  "scratchGradient",
] as const;

/** Pointers and sizes in bytes, counts as they are. */
export type Descriptor = Readonly<Record<(typeof DESCRIPTOR_FIELDS)[number], number>>;

export const DESCRIPTOR_BYTES = DESCRIPTOR_FIELDS.length * 4;

export function writeDescriptor(integers: Int32Array, at: number, descriptor: Descriptor): void {
  for (const field of DESCRIPTOR_FIELDS) writeField(integers, at, field, descriptor[field]);
}

export function writeField(integers: Int32Array, at: number, field: keyof Descriptor, number: number): void {
  integers[at / 4 + DESCRIPTOR_FIELDS.indexOf(field)] = number;
}
