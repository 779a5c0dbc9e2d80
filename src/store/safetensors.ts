import { readFile } from "node:fs/promises";
import { InputError } from "../base/errors.js";
import { readingRefused } from "./csv-text.js";
import { writeWhole } from "./whole-files.js";

/** Named arrays of 32-bit floats with their shapes, and texts: the safetensors format, readable anywhere. */
export interface TensorFile {
  readonly tensors: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
  >;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The largest header that is believed: it lists names and shapes, so a larger one is no such file. */
const LARGEST_HEADER = 16 * 1024 * 1024;

/** 8 bytes of header length (little-endian), a JSON header, then the arrays one after another. */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end).fill(0x20, 8, 8 + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  let at = 8 + padded;
  for (const { values } of Object.values(tensors)) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

export function decodeTensors(bytes: Uint8Array, place: string): TensorFile {
  const refuse = (found: string) =>
    new InputError(place, found, "The file is damaged or of another kind; train again.");
  if (bytes.length < 8) throw refuse(`has only ${bytes.length} bytes`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > LARGEST_HEADER || 8 + length > bytes.length)
    throw refuse("has no header of a safetensors file");
  const header = parseHeader(bytes.subarray(8, 8 + length), refuse);
  const { __metadata__: metadata = {}, ...entries } = header;
  // A copy of its own, aligned for floats: a Buffer's own slice would share the pool it came from.
  const data = Uint8Array.from(bytes.subarray(8 + length));
  let expected = 0;
  const tensors = Object.entries(entries as Record<string, HeaderEntry>).map(([name, entry]) => {
    const [from, to] = entry.data_offsets ?? [-1, -1];
    const size = (entry.shape ?? []).reduce((product, side) => product * side, 4);
    if (entry.dtype !== "F32") throw refuse(`holds "${name}" as ${entry.dtype}, not F32`);
    if (from !== expected || to - from !== size || to > data.length) throw refuse(`places "${name}" wrongly`);
    expected = to;
    return [name, { shape: entry.shape, values: new Float32Array(data.buffer, from, size / 4) }] as const;
  });
  if (expected !== data.length) throw refuse(`has ${data.length - expected} bytes too many`);
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Record<string, string> };
}

export async function writeTensors(path: string, file: TensorFile): Promise<void> {
  await writeWhole(path, encodeTensors(file));
}

export async function readTensors(path: string): Promise<TensorFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw readingRefused(path, error);
  });
  return decodeTensors(bytes, path);
}

function parseHeader(bytes: Uint8Array, refuse: (found: string) => InputError): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header))
      return header as Record<string, unknown>;
  } catch {
    throw refuse("has a header that is not JSON");
  }
  throw refuse("has a header that is not an object");
}
