import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { writeWhole } from "./whole-files.js";
import { makeFolder, refuseForeign } from "./whole-folder.js";

const FORMAT = "deepstock study";
const [PARTS, TABLE] = ["parts.jsonl", "study.json"];

/** What tells one run of a study from another. */
export type StudyIdentity = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A study on disk: `parts.jsonl` (a first line that says which study, then one finished part per line) and,
 * once it is whole, `study.json`.
 */
export interface StudyFolder {
  readonly known: ReadonlyMap<string, unknown>;
  keep(name: string, result: unknown): Promise<void>;
  finish(table: object): Promise<void>;
}

interface Line {
  readonly part: string;
  readonly result: unknown;
}

/**
 * Begins a study in a folder, or goes on with it.
 * @throws InputError where the folder holds a study and `resume` is false, another study, or other files.
 */
export async function openStudy(
  path: string,
  identity: StudyIdentity,
  { resume }: { resume: boolean },
): Promise<StudyFolder> {
  await refuseForeign(path, [PARTS, TABLE]);
  const file = join(path, PARTS);
  const head = { format: FORMAT, version: 1, ...identity };
  const lines: Line[] = existsSync(file) ? await readParts(file, { head, resume }) : [];
  await makeFolder(path);
  const known = new Map(lines.map(({ part, result }) => [part, result]));
  return {
    known,
    async keep(part, result) {
      lines.push({ part, result });
      known.set(part, result);
      await writeWhole(file, [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""));
    },
    finish: (table) => writeWhole(join(path, TABLE), `${JSON.stringify(table, null, 2)}\n`),
  };
}

async function readParts(
  file: string,
  { head, resume }: { head: object; resume: boolean },
): Promise<Line[]> {
  if (!resume)
    throw new InputError(
      file,
      "already holds parts of a study",
      "Add --resume to go on with it, or give another folder.",
    );
  const text = await readFile(file, "utf8");
  const [first, ...lines] = text.split("\n").filter((line) => line !== "");
  if (first !== JSON.stringify(head))
    throw new InputError(
      `${file} line 1`,
      `holds ${first ?? "nothing"}`,
      `Only ${JSON.stringify(head)} can go on here: give the folder of that study, or another folder.`,
    );
  return lines.map((line, index) => parsed(line, `${file} line ${index + 2}`));
}

function parsed(line: string, place: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    throw new InputError(place, "is not JSON", "Delete the line: its part is then computed anew.");
  }
}
