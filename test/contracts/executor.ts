import { type Executor, createWasmExecutor } from "../../src/engine/index.js";

/** The executor that the contract suites run on, unless a test names another. */
export const executor: Executor = createWasmExecutor();
