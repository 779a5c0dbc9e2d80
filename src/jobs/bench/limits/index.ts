import { compileTime } from "./compile-time.js";
import { gradientMemory } from "./gradient-memory.js";
import type { Limit } from "./limit.js";
import { importMemory } from "./import-memory.js";
import { importTime } from "./import-time.js";
import { memoryGrowth } from "./memory-growth.js";
import { penaltyGradient } from "./penalty-gradient.js";
import { trainingMemory } from "./training-memory.js";

export type { Limit, LimitFound } from "./limit.js";

/** What must stay small, in the order of the report. */
export const limits: readonly Limit[] = [
  trainingMemory,
  gradientMemory,
  compileTime,
  memoryGrowth,
  penaltyGradient,
  importTime,
  importMemory,
];
