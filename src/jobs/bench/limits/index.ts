import { compileTime } from "./compile-time.js";
import type { Limit } from "./limit.js";
import { memoryGrowth } from "./memory-growth.js";
import { peakMemory } from "./peak-memory.js";

export type { Limit, LimitFound } from "./limit.js";

/** What must stay small, in the order of the report. */
export const limits: readonly Limit[] = [peakMemory, compileTime, memoryGrowth];
