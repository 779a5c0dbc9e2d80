import { InputError } from "../../base/errors.js";
import { KERNELS } from "./kernels.generated.js";

/** What the kernels export; see kernels/kernels.ts. */
export interface Kernels extends Readonly<Record<SharedKernel, ChunkKernel>> {
  updateBytes(): number;
  openUpdate(at: number, ...numbers: readonly number[]): void;
  beginStep(at: number, ...numbers: readonly number[]): number;
}

/** Kernels that threads share the work of. A thread is told a place in this list. */
export const SHARED_KERNELS = [
  "packWeights",
  "runChunk",
  "addGradients",
  "stepAdam",
  "stepMomentum",
] as const;
export type SharedKernel = (typeof SHARED_KERNELS)[number];

/** Does one chunk of what a descriptor says; only the scratch memory that it uses depends on the thread. */
export type ChunkKernel = (descriptor: number, chunk: number, thread: number) => void;

export interface KernelChoice {
  /** For a memory that threads share. */
  readonly shared: boolean;
  /** With relaxed SIMD: a multiply and an add rounded once, where the processor can. */
  readonly fastMath: boolean;
}

const compiled = new Map<string, WebAssembly.Module>();

/**
 * The compiled kernels of a choice. Compiled once per process.
 * @throws InputError where fast math is asked for and not there.
 */
export function kernelModule(choice: KernelChoice): WebAssembly.Module {
  const text = textOf(choice);
  const known = compiled.get(text);
  if (known) return known;
  if (choice.fastMath && !hasFastMath())
    throw new InputError(
      "createWasmExecutor",
      "fastMath needs relaxed SIMD, which this WebAssembly does not have",
      "Use Node 22 or later, run node --experimental-wasm-relaxed-simd, or leave fastMath out.",
    );
  const module = new WebAssembly.Module(bytesOf(text));
  compiled.set(text, module);
  return module;
}

/** Whether this WebAssembly has the instructions that fast math is made of. */
export function hasFastMath(): boolean {
  return WebAssembly.validate(bytesOf(KERNELS.fastSingle));
}

function textOf({ shared, fastMath }: KernelChoice): string {
  if (fastMath) return shared ? KERNELS.fastShared : KERNELS.fastSingle;
  return shared ? KERNELS.shared : KERNELS.single;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Kernels;
}
