import type { Schedule } from "../trainer.js";

/** How long trainers that need no gradient of the problem are run unless told otherwise. */
export const REINFORCEMENT_SCHEDULE: Schedule = {
  maxSteps: 600,
  validateEvery: 10,
  patience: 8,
  rateFactor: 0.5,
  smallestRate: 0.03,
  keep: "best",
  lastRate: 1,
};
