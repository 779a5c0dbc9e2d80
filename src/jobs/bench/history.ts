import { readFile } from "node:fs/promises";
import { InputError } from "../../base/errors.js";
import { writeWhole } from "../../store/whole-files.js";
import type { BenchReport } from "./report.js";

/**
 * The reports that a file keeps; none where there is no such file.
 * @throws InputError where it is no list of reports.
 */
export async function readHistory(path: string): Promise<readonly unknown[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "[]";
    const wayOut = "Name a file, or one that does not exist yet.";
    throw new InputError(path, `cannot be read (${error.code})`, wayOut);
  });
  const parsed = parse(text);
  if (!Array.isArray(parsed))
    throw new InputError(path, "is no JSON list of reports", "Name another file; this one stays as it is.");
  return parsed;
}

export async function appendToHistory(path: string, report: BenchReport): Promise<void> {
  const reports = [...(await readHistory(path)), report];
  await writeWhole(path, `${JSON.stringify(reports, undefined, 1)}\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
