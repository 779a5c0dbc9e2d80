import { type Executor, referenceExecutor } from "../../src/engine/index.js";

/** The executor that the contract suites run on, unless a test names another. */
export const executor: Executor = referenceExecutor;
