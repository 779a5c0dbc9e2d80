import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { InputError } from "../base/errors.js";
import type { Panel } from "../demand/panel.js";
import { type Config, isGenerated } from "./config-file.js";
import { readingRefused } from "./csv-text.js";
import { withDataPaths, withoutSecrets } from "./file-data.js";
import type { ImportReport } from "./import-report.js";
import { readPanel, writePanel } from "./panel-folder.js";
import { type TensorFile, readTensors, writeTensors } from "./safetensors.js";
import { writeWhole } from "./whole-files.js";
import { makeFolder, refuseForeign } from "./whole-folder.js";

/**
 * A run on disk: `config.json` (everything resolved), `panel/` (its data), `metrics.jsonl` (one line per
 * validation), `checkpoint/latest.safetensors`, and once trained `policy.safetensors` and `report.html`.
 * Nothing in it depends on the clock, nor on where it lies: paths of data files are written from the run.
 */
export interface RunFolder {
  readonly path: string;
  file(name: string): string;
  readonly trained: boolean;
  readonly hasCheckpoint: boolean;
}

const FORMAT = "deepstock run";

export interface RunRecord<Resolved> {
  readonly config: Config;
  readonly resolved: Resolved;
}

export function runFolder(path: string): RunFolder {
  const file = (name: string) => join(path, name);
  return {
    path,
    file,
    trained: existsSync(file("policy.safetensors")),
    hasCheckpoint: existsSync(file("checkpoint/latest.safetensors")),
  };
}

/** What a run may hold before it is trained, so that a run that was killed can begin anew. */
const BEGUN = ["config.json", "panel", "checkpoint", "metrics.jsonl"];

/**
 * Refuses a folder in which no run can begin: one with a run (an untrained one may be begun anew with
 * `replace`), or with files that are not of a run.
 */
export async function refuseOccupied(path: string, options: { replace: boolean }): Promise<void> {
  const run = runFolder(path);
  if (existsSync(run.file("config.json")) && (run.trained || !options.replace))
    throw new InputError(
      path,
      "already holds a run",
      "Add --resume to go on with it, or give another folder.",
    );
  await refuseForeign(path, BEGUN);
}

/** Begins a run: configuration and data. See `refuseOccupied` for where. */
export async function beginRun<Resolved>(
  path: string,
  record: RunRecord<Resolved>,
  data: { panel: Panel; report: ImportReport },
  options: { replace: boolean },
): Promise<RunFolder> {
  await refuseOccupied(path, options);
  const run = runFolder(path);
  await makeFolder(path);
  await makeFolder(run.file("checkpoint"));
  await writePanel(data.panel, data.report, run.file("panel"));
  const { source: _, ...config } = record.config;
  const moved = withPaths(config, (file) => relative(resolve(path), file));
  const about = { format: FORMAT, version: 1, config: moved, resolved: record.resolved };
  await writeWhole(run.file("config.json"), `${JSON.stringify(about, null, 2)}\n`);
  return run;
}

export async function readRun<Resolved>(path: string): Promise<RunFolder & { record: RunRecord<Resolved> }> {
  const run = runFolder(path);
  const text = await readFile(run.file("config.json"), "utf8").catch((error: unknown) => {
    throw readingRefused(run.file("config.json"), error);
  });
  const about = parse(text) as { format?: string; config: Config; resolved: Resolved } | undefined;
  if (about?.format !== FORMAT)
    throw new InputError(
      run.file("config.json"),
      "is no configuration of a run",
      "Name a folder that train wrote.",
    );
  const config = withPaths(about.config, (file) => resolve(path, file));
  return { ...run, record: { config, resolved: about.resolved } };
}

export async function readRunPanel(run: RunFolder): Promise<{ panel: Panel; report: ImportReport }> {
  return readPanel(run.file("panel"));
}

/** The trained policy: its parameters by name. */
export async function readPolicy(run: RunFolder): Promise<TensorFile> {
  if (!run.trained)
    throw new InputError(
      run.path,
      "holds no trained policy yet",
      "Finish it: deepstock train CONFIG --out RUN --resume",
    );
  return readTensors(run.file("policy.safetensors"));
}

export async function writePolicy(run: RunFolder, file: TensorFile): Promise<void> {
  await writeTensors(run.file("policy.safetensors"), file);
}

export async function writeCheckpoint(run: RunFolder, file: TensorFile): Promise<void> {
  await writeTensors(run.file("checkpoint/latest.safetensors"), file);
}

export async function readCheckpoint(run: RunFolder): Promise<TensorFile | undefined> {
  return run.hasCheckpoint ? readTensors(run.file("checkpoint/latest.safetensors")) : undefined;
}

/** One JSON object per line. */
export async function writeMetrics(run: RunFolder, lines: readonly object[]): Promise<void> {
  await writeWhole(run.file("metrics.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

export async function readMetrics<Line>(run: RunFolder): Promise<Line[]> {
  if (!existsSync(run.file("metrics.jsonl"))) return [];
  const text = await readFile(run.file("metrics.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** The configuration with other paths of its data files, and without passwords. */
function withPaths(config: Config, change: (file: string) => string): Config {
  const { data } = config;
  if (isGenerated(data)) return config;
  return { ...config, data: withDataPaths(withoutSecrets(data), change) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
