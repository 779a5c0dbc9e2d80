import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InputError } from "../base/errors.js";
import { removeAbandoned } from "./abandoned-files.js";

/**
 * Writes a file whole or not at all: into a temporary file beside it, flushed to the disk, then renamed
 * over the old one. After a failure the old file is untouched and the temporary file is gone; what a killed
 * process left is gone after the next success.
 * @throws InputError where the folder is missing or may not be written, or the disk is full.
 */
export async function writeWhole(path: string, data: string | Uint8Array | Iterable<string>): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await writeFlushed(temporary, data);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writingRefused(path, error);
  }
  await flushFolder(dirname(path));
  await removeAbandoned(path);
}

/** Writes a file and waits until it is on the disk. */
export async function writeFlushed(
  path: string,
  data: string | Uint8Array | Iterable<string>,
): Promise<void> {
  const file = await open(path, "wx");
  try {
    if (typeof data === "string" || data instanceof Uint8Array) await file.writeFile(data);
    // appendFile writes until all is written; a single write may stop short on a disk that runs full.
    else for (const text of inPortions(data)) await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename survive a power cut, where the system can flush folders. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** A hidden name in the same folder, so that the rename stays within one file system. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`);
}

/** The failures a user can mend, as an InputError; others as they were. */
export function writingRefused(path: string, error: unknown): unknown {
  const mend: Readonly<Record<string, readonly [string, string]>> = {
    ENOENT: ["its folder does not exist", "Create the folder first, or write elsewhere."],
    ENOTDIR: ["a part of this path is a file, not a folder", "Choose another place."],
    EEXIST: ["a part of this path is a file, not a folder", "Choose another place."],
    EISDIR: ["is a folder", "Give the name of a file."],
    EACCES: ["may not be written by this user", "Change its permissions, or write elsewhere."],
    EPERM: ["may not be written by this user", "Change its permissions, or write elsewhere."],
    EROFS: ["lies on a disk that is read-only", "Write elsewhere."],
    ENOSPC: ["the disk is full; what was there before is unchanged", "Free some space, or write elsewhere."],
    EFBIG: ["is larger than a file may be; what was there before is unchanged", "Raise ulimit -f."],
    EDQUOT: ["the disk quota is used up; what was there before is unchanged", "Free some space."],
    ENAMETOOLONG: ["the name is too long", "Choose a shorter one."],
  };
  const known = mend[errorCode(error)];
  return known ? new InputError(path, known[0], known[1]) : error;
}

/** The code of a failure of the system, like "ENOENT"; "" for other errors. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

/** Joins many short texts into portions of about a quarter megabyte, to make few calls of the system. */
function* inPortions(texts: Iterable<string>): Generator<string> {
  let portion: string[] = [];
  let length = 0;
  for (const text of texts) {
    portion.push(text);
    length += text.length;
    if (length < 262_144) continue;
    yield portion.join("");
    [portion, length] = [[], 0];
  }
  if (length > 0) yield portion.join("");
}
