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
  DESCRIPTOR_FIELDS.forEach((field, place) => (integers[at / 4 + place] = descriptor[field]));
}

/** Where a run finds its parameters: they may lie elsewhere each time. */
export function writeParameters(integers: Int32Array, at: number, parameters: number): void {
  integers[at / 4 + PARAMETERS] = parameters;
}

const PARAMETERS = DESCRIPTOR_FIELDS.indexOf("parameters");
