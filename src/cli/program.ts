import { Command as CommanderCommand, InvalidArgumentError, Option } from "commander";
import type { Command, Words } from "./command.js";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly threads: number | undefined;
}

export interface ProgramOptions {
  readonly commands: readonly Command[];
  readonly version: string;
  readonly run: (command: Command, words: Words, globals: GlobalOptions) => Promise<void>;
  readonly writeHelp: (text: string) => void;
}

/** The grammar of the command line. Errors are thrown as CommanderError and written nowhere. */
export function buildProgram({ commands, version, run, writeHelp }: ProgramOptions): CommanderCommand {
  const program = new CommanderCommand("deepstock")
    .description("Learns how much to order: one neural policy for all products, from their demand history.")
    .version(version, "--version", "print the version")
    .helpOption("--help", "show the words of a command")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: writeHelp, writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .addOption(new Option("--json", "print one JSON document, and nothing else, on standard output"))
    .addOption(new Option("--seed <N>", "seed of all randomness").argParser(wholeNumber))
    .addOption(new Option("--threads <N>", "threads to use; they change no result").argParser(positiveNumber))
    .addOption(new Option("--quiet", "show no progress and no hints"))
    .addHelpText("after", "\nStart with: deepstock quickstart\n");
  for (const command of commands) addCommand(program, command, run);
  return program;
}

function addCommand(program: CommanderCommand, command: Command, run: ProgramOptions["run"]): void {
  const added = program.command(command.name).description(command.summary).copyInheritedSettings(program);
  if (command.argument !== undefined) added.argument(command.argument);
  for (const { flag, meaning, required, isCount } of command.options) {
    const option = new Option(flag.replace(/ (.+)$/, " <$1>"), meaning);
    if (isCount === true) option.argParser(positiveNumber);
    added.addOption(option.makeOptionMandatory(required ?? false));
  }
  if (command.looseOptions !== undefined) {
    added.allowUnknownOption().allowExcessArguments().usage(`${command.argument ?? ""} [options]`);
    added.addHelpText("after", `\nOther options: ${command.looseOptions}\n`);
  }
  added.action(async (...given: unknown[]) => {
    const argument = typeof given[0] === "string" ? given[0] : undefined;
    const written: Record<string, unknown> = added.optsWithGlobals();
    await run(command, { ...wordsOf(argument, written), loose: looseOf(command, added) }, globalsOf(written));
  });
}

function wordsOf(argument: string | undefined, written: Record<string, unknown>): Omit<Words, "loose"> {
  const { seed, ...others } = written;
  const entries = Object.entries(others).filter(([name]) => name !== "threads");
  const isValue = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === "string";
  const isSwitch = (entry: [string, unknown]): entry is [string, boolean] => entry[1] === true;
  const isCount = (entry: [string, unknown]): entry is [string, number] => typeof entry[1] === "number";
  return {
    argument,
    values: Object.fromEntries(entries.filter(isValue)),
    switches: Object.fromEntries(entries.filter(isSwitch)),
    counts: Object.fromEntries(entries.filter(isCount)),
    seed: typeof seed === "number" ? seed : undefined,
  };
}

function looseOf(command: Command, { args }: CommanderCommand): readonly string[] {
  return command.looseOptions === undefined ? [] : args;
}

function globalsOf(written: Record<string, unknown>): GlobalOptions {
  return {
    json: written.json === true,
    quiet: written.quiet === true,
    threads: typeof written.threads === "number" ? written.threads : undefined,
  };
}

function wholeNumber(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text);
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("Write a whole number.");
  return number;
}

function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError("Write a whole number of at least 1.");
  return number;
}
