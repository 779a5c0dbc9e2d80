import { setImmediate } from "node:timers/promises";
import { Cancelled } from "../base/errors.js";

/**
 * Lets what waits have its turn, like progress and Ctrl-C; throws Cancelled once it is stopped, with what is
 * left of the work in words of its user.
 */
export function breathing(isStopped: () => boolean, left = ""): () => Promise<void> {
  return async () => {
    await setImmediate();
    if (isStopped()) throw new Cancelled(left);
  };
}
