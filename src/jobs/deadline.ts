import type { Config } from "../store/config-file.js";

/** When a training that begins now should stop, in milliseconds of the clock. */
export function deadlineOf(config: Config): number {
  const minutes = config.trainer.maxMinutes;
  return typeof minutes === "number" ? Date.now() + minutes * 60_000 : Infinity;
}
