import { join } from "node:path";
import { type PartsFolder, type PartsKind, openParts } from "./parts-folder.js";
import { writeWhole } from "./whole-files.js";

const TABLE = "study.json";
const kind: PartsKind = {
  work: "a study",
  format: "deepstock study",
  parts: "parts.jsonl",
  results: [TABLE],
};

/** What tells one run of a study from another. */
export type StudyIdentity = Readonly<Record<string, string | number | boolean | null>>;

/** A study on disk: its finished parts and, once it is whole, `study.json`. */
export interface StudyFolder extends PartsFolder {
  finish(table: object): Promise<void>;
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
  const parts = await openParts(path, { kind, identity, resume });
  return {
    ...parts,
    finish: (table) => writeWhole(join(path, TABLE), `${JSON.stringify(table, null, 2)}\n`),
  };
}
