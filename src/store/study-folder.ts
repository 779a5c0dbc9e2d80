import { join } from "node:path";
import { type PartsFolder, type PartsKind, openParts } from "./parts-folder.js";
import type { LineFigure } from "./report/line-figure.js";
import { writeWhole } from "./whole-files.js";

const [TABLE, FIGURES] = ["study.json", "figures.html"];
const kind: PartsKind = {
  work: "a study",
  format: "deepstock study",
  parts: "parts.jsonl",
  results: [TABLE, FIGURES],
};

/** What tells one run of a study from another. */
export type StudyIdentity = Readonly<Record<string, string | number | boolean | null>>;

/** What a whole study leaves: everything in it goes into `study.json`, and its figures onto a page. */
export interface StudyTable {
  readonly summary: string;
  readonly figures?: readonly LineFigure[];
}

/** A study on disk: its finished parts and, once it is whole, `study.json` and `figures.html`. */
export interface StudyFolder extends PartsFolder {
  finish(table: StudyTable): Promise<void>;
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
    async finish(table) {
      const { summary, figures = [] } = table;
      if (figures.length > 0) {
        const { renderFigures } = await import("./report/render-figures.js");
        await writeWhole(join(path, FIGURES), await renderFigures(summary, figures));
      }
      await writeWhole(join(path, TABLE), `${JSON.stringify(table, null, 2)}\n`);
    },
  };
}
