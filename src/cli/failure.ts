import { CommanderError } from "commander";
import { Cancelled, InputError } from "../base/errors.js";

/** How a command ended that did not end well. */
export interface Failure {
  readonly exitCode: 1 | 2;
  /** For people, on standard error. */
  readonly message: string;
  /** For programs, on standard output with `--json`. */
  readonly document: { readonly error: Readonly<Record<string, string>> };
}

/** Exit code 2 for refused input, 1 for anything else. `debug` adds the stack where DeepStock broke down. */
export function failureOf(error: unknown, debug: boolean): Failure {
  if (error instanceof CommanderError) return refusedWords(error);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InputError) {
    const { place, found, wayOut } = error;
    return { exitCode: 2, message, document: { error: { kind: "input", message, place, found, wayOut } } };
  }
  if (error instanceof Cancelled) {
    const { resume } = error;
    return { exitCode: 1, message, document: { error: { kind: "cancelled", message, resume } } };
  }
  const stack = error instanceof Error && debug ? error.stack : undefined;
  const hint = "Run it again with DEEPSTOCK_DEBUG=1 to see where this happened.";
  return {
    exitCode: 1,
    message: stack ?? `${message}\n${hint}`,
    document: { error: { kind: "failure", message, ...(stack === undefined ? {} : { stack }) } },
  };
}

function refusedWords(error: CommanderError): Failure {
  const message =
    error.code === "commander.help"
      ? "A command is missing. Run deepstock --help to see them."
      : `${sentence(error.message)} Run deepstock --help to see what there is.`;
  return { exitCode: 2, message, document: { error: { kind: "input", message } } };
}

/** From "error: unknown option '--x'\n(Did you mean --y?)" to "Unknown option '--x'. Did you mean --y?" */
function sentence(message: string): string {
  const [what, ...more] = message.replace(/^error: /, "").split("\n");
  const capital = what[0].toUpperCase() + what.slice(1);
  const first = /[.?!]$/.test(capital) ? capital : `${capital}.`;
  return [first, ...more.map((line) => line.replace(/^\((.*)\)$/, "$1"))].join(" ");
}
