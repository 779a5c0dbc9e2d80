import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "../base/errors.js";
import { isTemporaryName, removeAbandoned } from "./abandoned-files.js";
import { errorCode, flushFolder, temporaryBeside, writingRefused } from "./whole-files.js";

/**
 * Writes a folder whole or not at all: `write` fills a temporary folder beside it, which then takes the
 * place of the old one. Only an empty folder, or one with nothing but files of the same names, is
 * replaced, so that a mistyped path never deletes anything else.
 * @throws InputError where the folder holds other files, or the place may not be written.
 */
export async function writeWholeFolder(
  folder: string,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  const target = resolve(folder);
  const temporary = temporaryBeside(target);
  const replaced = temporaryBeside(target);
  try {
    await mkdir(dirname(target), { recursive: true });
    await mkdir(temporary);
    await write(temporary);
    await flushFolder(temporary);
    await refuseForeign(folder, await readdir(temporary));
    await moveAside(target, replaced);
    await rename(temporary, target).catch(async (error: unknown) => {
      await rename(replaced, target).catch(() => undefined);
      throw error;
    });
    await flushFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw writingRefused(folder, error);
  }
  await rm(replaced, { recursive: true, force: true });
  await removeAbandoned(target);
}

/** Makes a folder and those above it, where they are not there yet. @throws InputError where it may not. */
export async function makeFolder(folder: string): Promise<void> {
  const target = resolve(folder);
  try {
    await mkdir(dirname(target), { recursive: true });
    // Not recursive: that would report a read-only disk as a folder that is missing.
    await mkdir(target);
  } catch (error) {
    const isThere = await stat(target)
      .then((found) => found.isDirectory())
      .catch(() => false);
    if (!isThere) throw writingRefused(folder, error);
  }
}

/**
 * Refuses a folder that holds anything but files of these names; one that does not exist holds nothing.
 * @throws InputError naming the first of the others.
 */
export async function refuseForeign(folder: string, own: readonly string[]): Promise<void> {
  const present = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return [];
    throw errorCode(error) === "ENOTDIR"
      ? new InputError(folder, "is a file", "Give another folder.")
      : error;
  });
  const foreign = present.filter((name) => !own.includes(name) && !isTemporaryName(name));
  if (foreign.length === 0) return;
  const names = foreign
    .slice(0, 3)
    .map((name) => JSON.stringify(name))
    .join(", ");
  const rest = foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
  throw new InputError(folder, `holds other files (${names}${rest})`, "Give a new or empty folder.");
}

async function moveAside(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (errorCode(error) !== "ENOENT") throw error;
  });
}
