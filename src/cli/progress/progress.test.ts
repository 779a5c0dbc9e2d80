import { describe, expect, test } from "vitest";
import { plainLines } from "./plain-lines.js";
import { duration, timeLeft } from "./time-left.js";
import { updatingLine } from "./updating-line.js";

function watch() {
  let clock = 0;
  const written: string[] = [];
  return {
    output: { write: (text: string) => written.push(text), now: () => clock, columns: () => 60 },
    pass: (ms: number) => (clock += ms),
    written,
  };
}

describe("plain lines", () => {
  test("begin and end, and come at most every few seconds between", () => {
    const { output, pass, written } = watch();
    const task = plainLines(output).start("Training", 1000);
    for (let step = 1; step <= 1000; step++) {
      pass(10);
      task.advance(step);
    }
    task.finish("cost 4.2");
    expect(written).toEqual([
      "Training\n",
      "Training: 50 %, about 5 s left\n",
      "Training: 100 %\n",
      "Training: cost 4.2 (10 s)\n",
    ]);
  });

  test("tell the time left by new work, not by what an earlier run had done", () => {
    const { output, pass, written } = watch();
    const task = plainLines(output).start("Study", 100);
    for (let part = 1; part <= 80; part++) task.advance(part);
    pass(30_000);
    task.advance(85);
    expect(written[1]).toBe("Study: 85 %, about 90 s left\n");
  });

  test("count where the total is unknown", () => {
    const { output, pass, written } = watch();
    const task = plainLines(output).start("Reading");
    pass(6_000);
    task.advance(4096, "sales.csv");
    expect(written[1]).toBe("Reading: 4096, sales.csv\n");
  });
});

describe("the updating line", () => {
  test("shows bar, percent and the time left, and ends in one line break", () => {
    const { output, pass, written } = watch();
    const task = updatingLine(output).start("Training", 100);
    pass(2_000);
    task.advance(25, "cost 4.2");
    pass(1_000);
    task.finish();
    expect(written[1]).toContain("Training  [#####...............]  25 %  cost 4.2  about 6 s");
    expect(written.join("").match(/\n/g)).toHaveLength(1);
    expect(written.at(-2)).toContain("Training  done  (3 s)");
  });

  test("never runs over the end of the line and is not redrawn too often", () => {
    const { output, written } = watch();
    const task = updatingLine(output).start("Training", 100);
    const note = "a note that is much longer than the line".repeat(3);
    for (let step = 0; step < 50; step++) task.advance(step, note);
    expect(written).toHaveLength(2);
    for (const text of written) expect(text.replace("\r\u001b[K", "").length).toBeLessThan(60);
  });
});

describe("the time left", () => {
  test("is the pace so far, and silent at the very start and at the end", () => {
    expect(timeLeft(60_000, 0.25)).toBe("about 3 min left");
    expect(timeLeft(100, 0.5)).toBe("");
    expect(timeLeft(60_000, 1)).toBe("");
    expect(timeLeft(60_000, undefined)).toBe("");
  });

  test("reads in the units that matter", () => {
    const spans = [10, 4_200, 99_000, 130_000, 3_900_000];
    expect(spans.map(duration)).toEqual(["1 s", "4 s", "99 s", "2 min", "1 h 05 min"]);
  });
});
