#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { commands } from "./commands/index.js";
import { failureOf } from "./failure.js";
import { abortOnInterrupt } from "./interrupt.js";
import { runShell, type Terminal } from "./shell.js";

const { stdout, stderr, env } = process;
const debug = env.DEEPSTOCK_DEBUG === "1";

// The reader of a pipe may leave early (`deepstock list | head -1`); a log that is gone stops no work.
stdout.on("error", () => process.exit(0));
stderr.on("error", () => undefined);
process.on("uncaughtException", (error) => {
  stderr.write(`${failureOf(error, debug).message}\n`);
  process.exit(1);
});

const terminal: Terminal = {
  writeOut: (text) => stdout.write(text),
  writeError: (text) => stderr.write(text),
  isInteractive: stderr.isTTY === true,
  columns: () => stderr.columns ?? 80,
  now: () => performance.now(),
  cores: availableParallelism(),
  debug,
  interrupted: abortOnInterrupt({
    onInterrupt: (listener) => {
      process.on("SIGINT", listener);
      process.on("SIGTERM", listener);
    },
    tell: (text) => stderr.write(text),
    exit: (code) => process.exit(code),
  }),
};

const exitCode = await runShell(process.argv.slice(2), { commands, version: version(), terminal });
// Threads that are still warm would keep the process alive; both streams are flushed before it ends.
stdout.write("", () => stderr.write("", () => process.exit(exitCode)));

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version: found }: { version: string } = JSON.parse(text);
  return found;
}
