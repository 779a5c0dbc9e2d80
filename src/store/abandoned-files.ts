import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** Whether a name is one that DeepStock gives to what is still being written; see `temporaryBeside`. */
export function isTemporaryName(name: string): boolean {
  return temporaryName.test(name);
}

/**
 * Removes what killed processes left half-written beside a path: temporary files and folders with its name.
 * Those of a process that still runs stay.
 */
export async function removeAbandoned(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, of, owner] = temporaryName.exec(name) ?? [];
    if (of !== basename(path) || isRunning(Number(owner))) continue;
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** How the name of a scratch folder of this process begins. */
export function scratchPrefix(): string {
  return `deepstock-${process.pid}-`;
}

/** Removes the scratch folders that killed processes left. */
export async function removeAbandonedScratch(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [, owner] = /^deepstock-(\d+)-\w{6}$/.exec(name) ?? [];
    if (owner === undefined || isRunning(Number(owner))) continue;
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

const temporaryName = /^\.(.+)\.(\d+)-[0-9a-f]{8}\.tmp$/;

function isRunning(processNumber: number): boolean {
  try {
    process.kill(processNumber, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
