import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as files from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A folder for a server. Servers refuse to run as root, who lends it and the programs to nobody. */
export interface ServerFolder {
  readonly path: string;
  /** Writes a file that only the server may read. */
  write(name: string, text: string): string;
  /** Runs a program to its end. @throws Error with what it printed. */
  run(program: string, words: readonly string[]): void;
}

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Makes a folder that the server itself may write to. */
export function serverFolder(): ServerFolder {
  const path = files.mkdtempSync(join(tmpdir(), "deepstock-server-"));
  lend(path);
  return {
    path,
    write(name, text) {
      files.writeFileSync(join(path, name), text, { mode: 0o600 });
      lend(join(path, name));
      return join(path, name);
    },
    run(program, words) {
      const done = spawnSync(program, words, { cwd: path, encoding: "utf8", ...identity });
      if (done.status !== 0) throw new Error(`${program} failed: ${done.error ?? done.stdout + done.stderr}`);
    },
  };
}

/** Starts a server on a free port of the loopback. It stops when it is told to, or when this process ends. */
export async function startServer(
  folder: ServerFolder,
  { program, words, signal }: { program: string; words: (port: number) => string[]; signal: string },
): Promise<RunningServer> {
  const port = await freePort();
  const log = join(folder.path, "server.log");
  // The shell outlives this process when that is killed, and tidies up behind it.
  const stop = `cat >/dev/null; kill -${signal} $server; wait $server; cd /; rm -rf "${folder.path}"`;
  const script = `"$@" >"${log}" 2>&1 </dev/null & server=$!; ${stop}`;
  const child = spawn("sh", ["-c", script, "sh", program, ...words(port)], {
    cwd: folder.path,
    stdio: ["pipe", "ignore", "inherit"],
    ...identity,
  });
  await untilListening(port, child, log);
  return {
    port,
    async stop() {
      const ended = new Promise((resolve) => child.once("close", resolve));
      child.stdin?.end();
      await ended;
      files.rmSync(folder.path, { recursive: true, force: true });
    },
  };
}

/** Does what a server refuses while it is still starting, until it lets us. */
export async function whenStarted<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!/starting up|ECONNREFUSED|ECONNRESET|closed/i.test(String(error))) throw error;
      await wait(100);
    }
  }
  return work();
}

/** The first of some programs that is installed; folders may end in a version, as Debian names them. */
export function installed(program: string, folders: readonly string[]): string | undefined {
  const all = folders.flatMap((folder) => {
    const [before, after] = folder.split("*");
    if (after === undefined || !files.existsSync(before)) return [folder];
    return files.readdirSync(before).map((version) => join(before, version, after));
  });
  return all.map((folder) => join(folder, program)).find((path) => files.existsSync(path));
}

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};

function lend(path: string): void {
  if (isRoot) files.chownSync(path, nobody, nobody);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function untilListening(port: number, child: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 600 && child.exitCode === null; tries++) {
    if (await answers(port)) return;
    await wait(100);
  }
  const said = files.existsSync(log) ? files.readFileSync(log, "utf8") : "nothing";
  throw new Error(`The server did not start, and said: ${said}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
