import type { Progress } from "../../base/progress.js";
import type { ProgressOutput } from "./output.js";
import { duration, paceFrom, shareDone } from "./time-left.js";

const barWidth = 20;
const redrawEveryMs = 100;
const toLineStart = "\r\u001b[K";

/** One line of a terminal that is drawn again as the work goes on: bar, percent, time left. */
export function updatingLine(output: ProgressOutput): Progress {
  return {
    start(label, total) {
      const start = output.now();
      const leftAt = paceFrom(start);
      let drawn = -Infinity;
      const draw = (text: string) => output.write(`${toLineStart}${text.slice(0, output.columns() - 1)}`);
      draw(label);
      return {
        advance(done, note) {
          const now = output.now();
          const share = shareDone(done, total);
          const left = leftAt(now, share);
          if (now - drawn < redrawEveryMs) return;
          drawn = now;
          draw(line([label, bar(share) ?? `${done}`, note, left]));
        },
        finish(note) {
          draw(line([label, note ?? "done", `(${duration(output.now() - start)})`]));
          output.write("\n");
        },
      };
    },
  };
}

function bar(share: number | undefined): string | undefined {
  if (share === undefined) return undefined;
  const full = Math.floor(share * barWidth);
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return `[${"#".repeat(full)}${".".repeat(barWidth - full)}] ${percent} %`;
}

function line(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("  ");
}
