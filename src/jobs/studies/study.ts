import type { LineFigure } from "../../store/report/line-figure.js";
import type { JobContext } from "../context.js";
import type { Parts } from "./parts.js";

/** A published experiment that can be run again: its numbers beside the published ones. */
export interface Study {
  /** As the command line writes it, like "zipkin-2008". */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Names of the files that it reads, as the command line asks for them; default: none. */
  readonly files?: readonly StudyFile[];
  /** Configurations of each search, where nobody says how many; default: it searches none. */
  readonly trials?: Readonly<Record<"whole" | "quick", number>>;
  /** Stops at `context.signal` by throwing `Cancelled`; a long study computes by parts. */
  run(options: StudyOptions, context: JobContext): Promise<StudyResult>;
}

export interface StudyResult {
  readonly rows: readonly StudyRow[];
  /** Pictures of what rows say less well. */
  readonly figures?: readonly LineFigure[];
}

export type StudyFile = "config" | "instances" | "trajectories";

/** Paths of the files that a study names; those of others are empty. */
export type StudyFiles = Readonly<Record<StudyFile, string>>;

export interface StudyOptions extends Parts {
  /** There where the study names files. */
  readonly files?: StudyFiles;
  /** Configurations of each search; there where the study searches. */
  readonly trials?: number;
  /** Only a part of the table, in seconds. */
  readonly quick: boolean;
}

/** One number of a published table. */
export interface StudyRow {
  /** What tells this row from the others, in the order of the columns: { leadTime: 4, policy: "myopic" }. */
  readonly keys: Readonly<Record<string, string | number>>;
  /** What we found. */
  readonly value: number;
  /** 95 % interval of the value, where it was simulated. */
  readonly low?: number;
  readonly high?: number;
  /** What was published, with the digits that were printed; null where nothing was. */
  readonly published: number | null;
  /** Why the two differ, where that is known. */
  readonly note?: string;
}
