import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "../base/errors.js";
import { errorCode } from "./whole-files.js";

/**
 * The text of a file, plain or gzipped, in portions. The file must be UTF-8.
 * @throws InputError for a file that is absent, empty, binary, damaged or in another encoding.
 */
export async function* csvText(path: string): AsyncGenerator<string> {
  const start = await firstBytes(path);
  const zipped = start[0] === 0x1f && start[1] === 0x8b;
  if (!zipped) refuseBinary(path, start);
  const raw = createReadStream(path, { highWaterMark: 262_144 });
  const bytes: Readable = zipped ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => bytes.destroy(error));
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let first = true;
  try {
    for await (const portion of bytes as AsyncIterable<Uint8Array>) {
      if (first && zipped) refuseBinary(path, portion);
      first = false;
      yield decoder.decode(portion, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw textRefused(path, error);
  } finally {
    raw.destroy();
    bytes.destroy();
  }
}

/** The beginning of a file's text, enough for a header and some rows. */
export async function csvHead(path: string): Promise<string> {
  let head = "";
  for await (const portion of csvText(path)) {
    head += portion;
    if (head.length >= 65_536 && /[\r\n]/.test(head)) break;
  }
  if (head.trim() === "") throw new InputError(path, "is empty", "Give a file with a line of column names.");
  return head;
}

/** The first 512 bytes of a file. */
export async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw readingRefused(path, error);
  });
  try {
    const buffer = new Uint8Array(512);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0).catch((error: unknown) => {
      throw readingRefused(path, error);
    });
    if (bytesRead === 0) throw new InputError(path, "is empty", "Give a file with a line of column names.");
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whether something stands at the path. */
export async function fileExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The failures of reading that a user can mend, as an InputError; others as they were. */
export function readingRefused(path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === "ENOENT") return new InputError(path, "no such file", "Check the name and the folder.");
  if (code === "EISDIR")
    return new InputError(path, "is a folder", "Name a file, or a pattern like sales/*.csv.");
  if (code === "EACCES")
    return new InputError(path, "may not be read by this user", "Change its permissions.");
  return error;
}

function refuseBinary(path: string, bytes: Uint8Array): void {
  const starts = (...signature: number[]) => signature.every((byte, i) => bytes[i] === byte);
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff))
    throw new InputError(path, "is in the encoding UTF-16", "Save it as UTF-8.");
  if (starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0))
    throw new InputError(path, "is a workbook or a zip archive, not text", "Save the sheet as CSV (UTF-8).");
  if (bytes.includes(0))
    throw new InputError(path, "is a binary file", "Give CSV (plain or .gz) or Parquet.");
}

function textRefused(path: string, error: unknown): unknown {
  if (error instanceof InputError) return error;
  if (errorCode(error) === "ERR_ENCODING_INVALID_ENCODED_DATA")
    return new InputError(path, "holds bytes that are not UTF-8", "Save the file as UTF-8.");
  if (errorCode(error).startsWith("Z_"))
    return new InputError(path, "is a damaged or cut .gz file", "Make or copy the file again.");
  return readingRefused(path, error);
}
