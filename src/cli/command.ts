import { assert } from "../base/errors.js";
import type { JobContext } from "../jobs/context.js";

/** One command: its words, and what to do with them. It decides nothing; a job does the work. */
export interface Command {
  readonly name: string;
  /** One sentence for the help. */
  readonly summary: string;
  /** As in the help: "<CONFIG.yaml>" is needed, "[kind]" may be left out. */
  readonly argument?: string;
  readonly options: readonly CommandOption[];
  /** Where the options depend on the argument: what they are, for the help. The command reads `loose`. */
  readonly looseOptions?: string;
  run(words: Words, context: JobContext): Promise<Printed>;
}

export interface CommandOption {
  /** As in the help: "--out DATA" takes a value, "--resume" is a switch. */
  readonly flag: string;
  readonly meaning: string;
  readonly required?: boolean;
  /** Whether the value is a whole number of at least 1, to be found in `counts`. */
  readonly isCount?: boolean;
}

/** What the user wrote. Names of options are in camel case: "--on-order" is `onOrder`. */
export interface Words {
  readonly argument: string | undefined;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly switches: Readonly<Record<string, boolean | undefined>>;
  readonly counts: Readonly<Record<string, number | undefined>>;
  /** `--seed`, where it was given. */
  readonly seed: number | undefined;
  /** Every word after a command with loose options, but the global options; else empty. */
  readonly loose: readonly string[];
}

/** What a command prints: `result` with `--json`, else `text` and the hint what to do next. */
export interface Printed {
  readonly result: unknown;
  readonly text: string;
  readonly next?: string;
}

/** A word that the grammar promises: a needed argument or option has been checked before the command runs. */
export function promised(word: string | undefined): string {
  assert(word !== undefined, "the grammar let a needed word be left out");
  return word;
}
