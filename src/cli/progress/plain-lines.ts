import type { Progress } from "../../base/progress.js";
import type { ProgressOutput } from "./output.js";
import { duration, paceFrom, shareDone } from "./time-left.js";

const lineEveryMs = 5_000;

/** Lines for a log: one when work begins, one when it ends, and at most one every few seconds between. */
export function plainLines(output: Omit<ProgressOutput, "columns">): Progress {
  return {
    start(label, total) {
      const start = output.now();
      const leftAt = paceFrom(start);
      let written = start;
      output.write(`${label}\n`);
      return {
        advance(done, note) {
          const now = output.now();
          const share = shareDone(done, total);
          const left = leftAt(now, share);
          if (now - written < lineEveryMs) return;
          written = now;
          const reached = share === undefined ? `${done}` : `${Math.floor(share * 100)} %`;
          const parts = [`${label}: ${reached}`, note, left];
          output.write(`${parts.filter((part) => part !== undefined && part !== "").join(", ")}\n`);
        },
        finish(note) {
          output.write(`${label}: ${note ?? "done"} (${duration(output.now() - start)})\n`);
        },
      };
    },
  };
}
