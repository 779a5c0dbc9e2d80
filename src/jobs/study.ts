import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { openStudy } from "../store/study-folder.js";
import type { JobContext } from "./context.js";
import { studies, type Study } from "./studies/index.js";
import { partsOf } from "./studies/parts.js";
import type { StudyRow } from "./studies/study.js";

export interface StudyJob {
  readonly name: string;
  /** Only the part that takes seconds. */
  readonly quick: boolean;
  /** Folder that keeps finished parts and the table. */
  readonly out?: string;
  /** Go on with the study in that folder. */
  readonly resume?: boolean;
}

export interface Studied {
  readonly study: string;
  readonly summary: string;
  readonly quick: boolean;
  readonly rows: readonly StudiedRow[];
}

/** The keys of a row, what was found, what was published, found minus published, and why they differ. */
export type StudiedRow = Readonly<Record<string, string | number | null>> & {
  readonly value: number;
  readonly published: number | null;
  readonly difference: number | null;
};

/** Runs a published experiment again. */
export async function runStudy(job: StudyJob, context: JobContext): Promise<Studied> {
  const { name, quick, out, resume = false } = job;
  const study = studyNamed(name);
  if (resume && out === undefined)
    throw new InputError("--resume", "says nothing of where", "Name the folder of the study: --out FOLDER");
  const folder = out === undefined ? undefined : await openStudy(out, { study: name, quick }, { resume });
  const goOn = `deepstock study ${name}${quick ? " --quick" : ""} --out ${out ?? "FOLDER"}`;
  const hint = folder ? `Go on with: ${goOn} --resume` : `Nothing was written. To keep what is done: ${goOn}`;
  const { part } = partsOf(folder, context.signal, hint);
  const { rows } = await study.run({ quick, part }, context);
  const studied = { study: study.name, summary: study.summary, quick, rows: rows.map(studiedRow) };
  await folder?.finish(studied);
  return studied;
}

function studiedRow({ keys, value, low, high, published, note }: StudyRow): StudiedRow {
  return {
    ...keys,
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    published,
    difference: published === null ? null : value - published,
    ...(note === undefined ? {} : { note }),
  };
}

function studyNamed(name: string): Study {
  const study = studies.find((candidate) => candidate.name === name);
  if (study) return study;
  const known = studies.map((candidate) => candidate.name);
  throw new InputError("study", `"${name}" is no known study`, suggestion(name, known));
}
