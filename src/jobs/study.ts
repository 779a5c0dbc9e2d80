import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import type { LineFigure } from "../store/report/line-figure.js";
import { openStudy } from "../store/study-folder.js";
import type { JobContext } from "./context.js";
import { studies, type Study, type StudyFile, type StudyFiles } from "./studies/index.js";
import { partsOf } from "./studies/parts.js";
import type { StudyRow } from "./studies/study.js";

export interface StudyJob {
  readonly name: string;
  /** Only the part that takes seconds. */
  readonly quick: boolean;
  /** Folder that keeps finished parts and the table. */
  readonly out?: string;
  /** The files that the study reads. */
  readonly files?: Partial<StudyFiles>;
  /** Configurations of each search, where the study searches; a whole number of at least 1. */
  readonly trials?: number;
  /** Go on with the study in that folder. */
  readonly resume?: boolean;
}

export interface Studied {
  readonly study: string;
  readonly summary: string;
  readonly quick: boolean;
  readonly rows: readonly StudiedRow[];
  readonly figures?: readonly LineFigure[];
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
  const files = filesOf(study, job.files ?? {});
  const trials = trialsOf(study, job);
  const read = Object.fromEntries((study.files ?? []).map((file) => [file, files[file]]));
  const named = Object.entries(read)
    .map(([file, path]) => ` --${file} ${path}`)
    .join("");
  if (resume && out === undefined)
    throw new InputError("--resume", "says nothing of where", "Name the folder of the study: --out FOLDER");
  const identity = { study: name, quick, ...(trials === undefined ? {} : { trials }), ...read };
  const folder = out === undefined ? undefined : await openStudy(out, identity, { resume });
  const searching = job.trials === undefined ? "" : ` --trials ${trials}`;
  const options = `${named}${quick ? " --quick" : ""}${searching} --out ${out ?? "FOLDER"}`;
  const goOn = `deepstock study ${name}${options}`;
  const hint = folder ? `Go on with: ${goOn} --resume` : `Nothing was written. To keep what is done: ${goOn}`;
  const parts = partsOf(folder, context.signal, hint);
  const { rows, figures = [] } = await study.run({ quick, trials, files, ...parts }, context);
  const { summary } = study;
  const drawn = figures.length > 0 ? { figures } : {};
  const studied = { study: study.name, summary, quick, rows: rows.map(studiedRow), ...drawn };
  await folder?.finish(studied);
  return studied;
}

/** @throws InputError for a file that the study reads and was not given, or does not read and was. */
function filesOf({ name, files: read = [] }: Study, given: Partial<StudyFiles>): StudyFiles {
  for (const file of read)
    if (given[file] === undefined)
      throw new InputError(`--${file}`, `is not given, and ${name} reads it`, `Add --${file} FILE.`);
  for (const file of Object.keys(given) as StudyFile[])
    if (given[file] !== undefined && !read.includes(file))
      throw new InputError(`--${file}`, `is nothing that ${name} reads`, "Leave it out.");
  return { config: "", instances: "", trajectories: "", ...given };
}

function trialsOf({ name, trials }: Study, { quick, trials: given }: StudyJob): number | undefined {
  if (given !== undefined && trials === undefined)
    throw new InputError("--trials", `asks ${name} to search, and it searches nothing`, "Leave it out.");
  if (given !== undefined && !(Number.isSafeInteger(given) && given > 0))
    throw new InputError("--trials", `is ${given}`, "Write a whole number of at least 1.");
  return given ?? trials?.[quick ? "quick" : "whole"];
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
