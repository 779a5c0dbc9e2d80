import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

/** How a command line ended. */
export interface Ended {
  /** Absent where a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly error: string;
}

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const isBuilt = existsSync(main);

/** Tests of the built program; skipped with a message where it has not been built. */
export function describeProgram(title: string, tests: () => void): void {
  describe.skipIf(!isBuilt)(isBuilt ? title : `${title} (skipped: run npm run build first)`, tests);
}

/** Runs the built program as a user would, from the given folder. */
export function deepstock(folder: string, line: string): Ended {
  const done = spawnSync(process.execPath, [main, ...wordsOf(line)], { cwd: folder, encoding: "utf8" });
  return { exitCode: done.status, out: done.stdout, error: done.stderr };
}

/** The same in a shell that first runs another command, like "ulimit -f 1"; `within` starts the shell. */
export function deepstockUnder(
  limit: string,
  folder: string,
  line: string,
  within: readonly string[] = [],
): Ended {
  const words = [process.execPath, main, ...wordsOf(line)].map((word) => `'${word}'`).join(" ");
  const [shell, ...options] = [...within, "bash", "-c", `${limit} && exec ${words}`];
  const done = spawnSync(shell, options, { cwd: folder, encoding: "utf8" });
  return { exitCode: done.status, out: done.stdout, error: done.stderr };
}

/** Starts the built program; `ended` is how it ended. */
export function startDeepstock(
  folder: string,
  line: string,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, ...wordsOf(line)], { cwd: folder });
  let [out, error] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (error += text.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (exitCode) => resolve({ exitCode, out, error })),
  );
  return { child, ended };
}

function wordsOf(line: string): string[] {
  return line.split(" ").filter((word) => word !== "");
}
