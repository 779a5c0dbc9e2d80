import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import type { JobContext } from "./context.js";
import { studies, type Study } from "./studies/index.js";

export interface StudyJob {
  readonly name: string;
  /** Only the part that takes seconds. */
  readonly quick: boolean;
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
export async function runStudy({ name, quick }: StudyJob, context: JobContext): Promise<Studied> {
  const study = studyNamed(name);
  const { rows } = await study.run({ quick }, context);
  return {
    study: study.name,
    summary: study.summary,
    quick,
    rows: rows.map(({ keys, value, low, high, published, note }) => ({
      ...keys,
      value,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      published,
      difference: published === null ? null : value - published,
      ...(note === undefined ? {} : { note }),
    })),
  };
}

function studyNamed(name: string): Study {
  const study = studies.find((candidate) => candidate.name === name);
  if (study) return study;
  const known = studies.map((candidate) => candidate.name);
  throw new InputError("study", `"${name}" is no known study`, suggestion(name, known));
}
