import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LEAD_TIME, type MeasuredTask, SHORTAGE_COST, featureRows } from "../../simulation/measured-task.js";
import type { Inputs } from "./inputs.js";

export interface TaskFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes a task for the peers: what to compute as JSON, and its numbers as 32-bit floats beside it. */
export async function writeTask(task: MeasuredTask, inputs: Inputs): Promise<TaskFile> {
  const folder = await mkdtemp(join(tmpdir(), "deepstock-bench-"));
  const path = join(folder, "task.json");
  const numbers = join(folder, "inputs.f32");
  await writeFile(numbers, inputs.numbers);
  const features = featureRows(task);
  const document = { ...task, features, leadTime: LEAD_TIME, shortageCost: SHORTAGE_COST, inputs: numbers };
  await writeFile(path, JSON.stringify(document));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
