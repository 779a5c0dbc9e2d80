import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Absent, Contender, Turn } from "./contender.js";
import type { Peer } from "./peers.js";

export interface PeerOptions {
  readonly workload: string;
  readonly threads: number;
  /** The file that says what to compute; see `writeTask`. */
  readonly taskFile: string;
  readonly signal: AbortSignal;
}

/** A program that says nothing for so long is given up. */
const SILENCE_MS = 300_000;

/**
 * Starts a peer and waits until it is ready. It speaks in lines of JSON: first `{ "ready": "its version" }`
 * or `{ "absent": "reason" }`, then for each number of steps that it is sent a `Turn`.
 */
export async function startPeer(peer: Peer, options: PeerOptions): Promise<Contender | Absent> {
  let reason = "no way to start it is known";
  for (const command of peer.commands) {
    const started = await startCommand(peer, command, options);
    if (!("reason" in started)) return started;
    reason = started.reason;
  }
  return { workload: options.workload, engine: peer.engine, threads: options.threads, reason };
}

async function startCommand(peer: Peer, command: readonly string[], options: PeerOptions) {
  const { workload, threads, taskFile, signal } = options;
  const [file, program, ...rest] = command;
  if (!existsSync(program)) return { reason: "its program comes with the repository, not with the package" };
  const child = spawn(file, [program, ...rest, taskFile, `${threads}`], { signal, killSignal: "SIGKILL" });
  const lines = lineReader(child);
  try {
    const first = await lines.next();
    if ("absent" in first) return { reason: String(first.absent) };
    return contender();
  } catch (error) {
    child.kill("SIGKILL");
    return { reason: error instanceof Error ? error.message : String(error) };
  }

  function contender(): Contender {
    return {
      workload,
      engine: peer.engine,
      threads,
      async run(steps) {
        child.stdin.write(`${steps}\n`);
        return turn(await lines.next());
      },
      close: () => child.kill("SIGKILL"),
    };
  }
}

function turn(message: Readonly<Record<string, unknown>>): Turn {
  const number = (name: string) => {
    const value = message[name];
    if (typeof value !== "number") throw new Error(`it did not say "${name}"`);
    return value;
  };
  return { seconds: number("seconds"), loss: number("loss"), probe: number("probe") };
}

/** The messages of a child, one at a time. */
function lineReader(child: ChildProcessWithoutNullStreams) {
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  child.stdin.on("error", () => undefined);
  const failed = new Promise<never>((_, refuse) => child.on("error", refuse));
  failed.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next(): Promise<Readonly<Record<string, unknown>>> {
      const { promise: silent, stop } = silence();
      const result = await Promise.race([lines.next(), failed, silent]).finally(stop);
      if (result.done === true) throw new Error(`it ended: ${lastLine(complaints)}`);
      return JSON.parse(result.value) as Readonly<Record<string, unknown>>;
    },
  };
}

function silence() {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error("it said nothing for 5 minutes")), SILENCE_MS);
  });
  return { promise, stop: () => clearTimeout(timer) };
}

function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "without a word";
}
