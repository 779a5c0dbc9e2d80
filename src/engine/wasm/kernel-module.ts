import { KERNELS } from "./kernels.generated.js";

/** What the kernels export; see kernels/run-chunk.ts and, from `clipGradient` on, kernels/optimizer.ts. */
export interface Kernels {
  runChunk(descriptor: number, chunk: number, thread: number): void;
  addGradients(descriptor: number): void;
  clipGradient(gradient: number, count: number, divisor: number, normMax: number): number;
  stepAdam(...numbers: Twelve): void;
  stepMomentum(...numbers: Seven): void;
  mixAverage(average: number, parameters: number, count: number, past: number): void;
}

type Seven = [number, number, number, number, number, number, number];
type Twelve = [...Seven, number, number, number, number, number];

const compiled = new Map<string, WebAssembly.Module>();

/** The compiled kernels, for a memory that threads share or not. Compiled once per process. */
export function kernelModule(options: { shared: boolean }): WebAssembly.Module {
  const text = options.shared ? KERNELS.shared : KERNELS.single;
  const known = compiled.get(text);
  if (known) return known;
  const module = new WebAssembly.Module(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  compiled.set(text, module);
  return module;
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Kernels;
}
