import { type Executor, createWasmExecutor } from "../engine/index.js";

/** The fastest executor of this machine. */
export function createExecutor(_threads: number): Executor {
  return createWasmExecutor();
}
