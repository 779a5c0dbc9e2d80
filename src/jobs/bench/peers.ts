import { fileURLToPath } from "node:url";

/** Another engine, as a program that computes the same task. */
export interface Peer {
  readonly engine: string;
  /** Commands to start it with, the first that works is taken; task file and threads are added. */
  readonly commands: readonly (readonly string[])[];
  /** Numbers of threads it can make use of, out of those that are allowed. */
  threads(allowed: number): readonly number[];
}

const program = (name: string) =>
  fileURLToPath(new URL(`../../../benchmarks/peers/${name}`, import.meta.url));

/** Debian installs PyTorch for its own Python, which need not be the first on the path. */
const pythons = ["python3", "/usr/bin/python3"];

const one = () => [1];

export const peers: readonly Peer[] = [
  {
    engine: "pytorch",
    commands: pythons.map((python) => [python, program("pytorch.py")]),
    threads: (allowed) => (allowed > 1 ? [1, 2] : [1]),
  },
  { engine: "jax-js", commands: [[process.execPath, program("jax-js.mjs")]], threads: one },
  { engine: "tfjs-wasm", commands: [[process.execPath, program("tfjs.mjs")]], threads: one },
];
