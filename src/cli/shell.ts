import { CommanderError } from "commander";
import { silentProgress, type Progress } from "../base/progress.js";
import type { Command } from "./command.js";
import { failureOf } from "./failure.js";
import { buildProgram, type GlobalOptions } from "./program.js";
import { plainLines } from "./progress/plain-lines.js";
import { updatingLine } from "./progress/updating-line.js";

/** The machine as the shell sees it; tests hand in one of their own. */
export interface Terminal {
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** True where standard error is a terminal, so that a line can be drawn again. */
  readonly isInteractive: boolean;
  readonly columns: () => number;
  readonly now: () => number;
  readonly cores: number;
  readonly debug: boolean;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

export interface Shell {
  readonly commands: readonly Command[];
  readonly version: string;
  readonly terminal: Terminal;
}

/** Runs one command line and gives its exit code: 0 done, 2 refused input, 1 anything else. */
export async function runShell(words: readonly string[], shell: Shell): Promise<number> {
  const { terminal } = shell;
  const program = buildProgram({
    commands: shell.commands,
    version: shell.version,
    writeHelp: terminal.writeOut,
    run: async (command, given, globals) => {
      const printed = await command.run(given, {
        progress: progressFor(terminal, globals),
        signal: terminal.interrupted,
        threads: globals.threads ?? terminal.cores,
      });
      if (globals.json) return terminal.writeOut(`${JSON.stringify(printed.result, undefined, 2)}\n`);
      terminal.writeOut(`${printable(printed.text).trimEnd()}\n`);
      if (printed.next !== undefined && !globals.quiet) terminal.writeOut(`\nNext: ${printed.next}\n`);
    },
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { exitCode, message, document } = failureOf(error, terminal.debug);
    terminal.writeError(`${printable(message)}\n`);
    if (wantsJson(words)) terminal.writeOut(`${JSON.stringify(document, undefined, 2)}\n`);
    return exitCode;
  }
}

function progressFor(terminal: Terminal, globals: GlobalOptions): Progress {
  if (globals.quiet) return silentProgress;
  const output = { write: terminal.writeError, now: terminal.now, columns: terminal.columns };
  return terminal.isInteractive ? updatingLine(output) : plainLines(output);
}

/** Names come from the user's files; a terminal code in one must not reach the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (/[\n\t]/.test(character) ? character : " "));
}

/** Asked of the words themselves, because a line that cannot be parsed deserves its JSON document too. */
function wantsJson(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return words.slice(0, end < 0 ? words.length : end).includes("--json");
}
