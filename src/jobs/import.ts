import { InputError } from "../base/errors.js";
import { isGenerated, readConfig } from "../store/config-file.js";
import type { ImportReport } from "../store/import-report.js";
import { writePanel } from "../store/panel-folder.js";
import type { JobContext } from "./context.js";
import { loadData } from "./data.js";

export interface ImportJob {
  readonly config: string;
  /** Folder to write the panel to. */
  readonly out: string;
  readonly seed?: number;
}

/** Reads sales and attributes into a panel folder. */
export async function runImport(
  { config: path, out, seed }: ImportJob,
  context: JobContext,
): Promise<ImportReport> {
  const read = await readConfig(path);
  if (isGenerated(read.data))
    throw new InputError(
      `${path}, data.generate`,
      "generated demand needs no import",
      "Train on it directly.",
    );
  const { panel, report } = await loadData({ ...read, seed: seed ?? read.seed }, undefined, context);
  await writePanel(panel, report, out);
  return report;
}
