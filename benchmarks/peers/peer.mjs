// What the peers that are written in JavaScript share: they read the task that `deepstock bench` wrote, tell
// in lines of JSON what they are, and for each number of steps read from standard input what they took and
// found.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

/**
 * The numbers of the task, each matrix row by row: weights and bias of each layer, start
 * `[1 + lead time × lanes]`, features `[rows × lanes]`, demand `[periods × lanes]`.
 */
export function readTask() {
  const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const file = readFileSync(task.inputs);
  const numbers = new Float32Array(file.buffer, file.byteOffset, file.byteLength / 4);
  let at = 0;
  const take = (rows, columns) => ({ rows, columns, values: numbers.subarray(at, (at += rows * columns)) });
  const { lanes, widths } = task;
  const layers = widths.slice(1).map((rows, i) => ({ weights: take(rows, widths[i]), bias: take(rows, 1) }));
  return {
    ...task,
    layers,
    start: take(1 + task.leadTime, lanes),
    features: take(task.features, lanes),
    demand: take(task.periods, lanes),
  };
}

/** Columns `from` to `to` of a matrix, row by row. */
export function columnsOf({ rows, columns, values }, from, to) {
  const part = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++)
    part.set(values.subarray(row * columns + from, row * columns + to), row * (to - from));
  return part;
}

export function rowOf({ columns, values }, row) {
  return { rows: 1, columns, values: values.subarray(row * columns, (row + 1) * columns) };
}

/** `step` computes the task once, and waits for the result: `{ loss, probe }`, the probe as a function. */
export async function serve(about, step) {
  tell({ ready: about });
  for await (const line of createInterface({ input: process.stdin })) {
    const start = performance.now();
    let found;
    for (let count = Number(line); count > 0; count--) found = await step();
    const seconds = (performance.now() - start) / 1000;
    tell({ seconds, loss: found.loss, probe: await found.probe() });
  }
}

export function absent(reason) {
  tell({ absent: reason });
  process.exit(0);
}

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
