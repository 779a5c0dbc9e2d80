import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError } from "../base/errors.js";
import { readCsvHeader } from "./csv-header.js";
import { firstBytes, readingRefused } from "./csv-text.js";
import type { Database } from "./duckdb.js";
import { presets } from "./presets/index.js";
import type { ColumnPatterns, Preset } from "./presets/preset.js";
import { fileGroups } from "./sales-files.js";

/** A file with its columns. */
export interface NamedColumns {
  readonly path: string;
  readonly names: readonly string[];
}

/** The files of a folder, and which preset they are. */
export interface RecognisedFolder {
  readonly preset: Preset;
  readonly files: readonly NamedColumns[];
  /** The names of files that would have to be unpacked, or saved as text, to be read. */
  readonly unread: readonly string[];
}

/**
 * Looks at the columns of every file of a folder.
 * @throws InputError naming the file or column that keeps it from being one that is known.
 */
export async function recogniseFolder(
  database: Database,
  folder: string,
  delimiter: string | undefined,
): Promise<RecognisedFolder> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw readingRefused(folder, error);
  });
  const files = await namedColumns(database, folder, { entries: entries.map(({ name }) => name), delimiter });
  const known = presets.find(({ sales }) => files.some((file) => missing(file, sales).length === 0));
  refuseHeadless(files);
  if (known !== undefined) {
    refuseDamaged(known, files);
    return { preset: known, files, unread: unreadBeside(files, entries) };
  }
  refuseUnread(folder, entries);
  refuseNearest(files);
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const names = presets.map(({ name }) => name).join(", ");
  const folders = below.slice(0, 3).map((name) => join(folder, name));
  const wayOut =
    files.length === 0 && below.length > 0
      ? `Name the folder that holds the files: ${folders.join(", ")}.`
      : `Known are ${names}; for other files name sales and columns in place of folder.`;
  throw new InputError(folder, "holds no file of sales that is known here", wayOut);
}

/** A file with dates and units beside the sales is a part of them that lacks a column. */
function refuseDamaged(preset: Preset, files: readonly NamedColumns[]): void {
  const { date, units } = preset.sales;
  if (date === undefined || units === undefined) return;
  const part = files.find((file) => missing(file, { date, units }).length === 0 && isDamaged(file, preset));
  if (part !== undefined) refuseColumns(preset, part);
}

function isDamaged(file: NamedColumns, preset: Preset): boolean {
  return missing(file, preset.sales).length > 0;
}

const PACKED = /\.(7z|zip|rar|tar|tgz|bz2|xz|zst)$/i;
const WORKBOOK = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

/** Packed files and workbooks without a readable file of the same name. */
function unreadBeside(
  files: readonly NamedColumns[],
  entries: readonly { readonly name: string }[],
): string[] {
  const stemOf = (name: string) => name.replace(/\..*$/, "");
  const read = new Set(files.map(({ path }) => stemOf(basename(path))));
  const unread = entries.filter(({ name }) => PACKED.test(name) || WORKBOOK.test(name));
  return unread.flatMap(({ name }) => (read.has(stemOf(name)) ? [] : [name]));
}

/** Files that would have to be something else first. */
function refuseUnread(folder: string, entries: readonly { readonly name: string }[]): void {
  const named = (kinds: RegExp) => entries.find(({ name }) => kinds.test(name))?.name;
  const packed = named(PACKED);
  if (packed !== undefined)
    throw new InputError(join(folder, packed), "is packed", "Unpack it into the same folder.");
  const workbook = named(WORKBOOK);
  if (workbook === undefined) return;
  const wayOut = "Save the sheet as CSV (UTF-8) into the same folder.";
  throw new InputError(join(folder, workbook), "is a workbook, which is not read", wayOut);
}

/** A first line that holds numbers or dates is one of data. */
function refuseHeadless(files: readonly NamedColumns[]): void {
  const headless = files.find(({ names }) => names.some((name) => /^[+-]?\d[\d.,:/T-]*Z?$/.test(name)));
  if (headless === undefined) return;
  const start = headless.names.slice(0, 4).join(", ");
  throw new InputError(
    `${headless.path} line 1`,
    `names no columns: it begins ${start}`,
    "Write the names of the columns into the first line, as published.",
  );
}

async function namedColumns(
  database: Database,
  folder: string,
  { entries, delimiter }: { readonly entries: readonly string[]; readonly delimiter: string | undefined },
): Promise<NamedColumns[]> {
  const readable = entries.filter((name) => /\.(csv|tsv|txt|parquet)(\.gz)?$/i.test(name)).sort();
  const stems = readable.map((name) => name.replace(/\.(csv|tsv|txt|parquet)(\.gz)?$/i, ""));
  const twice = stems.findIndex((stem, i) => stems.indexOf(stem) !== i);
  if (twice >= 0)
    throw new InputError(
      folder,
      `holds ${readable[stems.indexOf(stems[twice])]} and ${readable[twice]}, the same twice`,
      "Leave one of them there.",
    );
  const files: NamedColumns[] = [];
  for (const name of readable) {
    const path = join(folder, name);
    files.push({ path, names: await namesIn(database, path, delimiter) });
  }
  return files;
}

async function namesIn(database: Database, path: string, delimiter?: string): Promise<readonly string[]> {
  const start = await firstBytes(path);
  if (Buffer.from(start.subarray(0, 4)).toString("latin1") !== "PAR1")
    return (await readCsvHeader(path, [], delimiter)).names;
  return (await fileGroups(database, { sales: path }, []))[0].names;
}

/** What is nearest to a preset, where half of the columns of its sales are there, in whatever case. */
function refuseNearest(files: readonly NamedColumns[]): void {
  const near = presets
    .flatMap((preset) =>
      files.map((file) => {
        const lost = missing(file, preset.sales, "i").length / Object.keys(preset.sales).length;
        return { preset, file, lost };
      }),
    )
    .filter(({ lost }) => lost <= 0.5)
    .sort((a, b) => a.lost - b.lost)[0];
  if (near === undefined) return;
  refuseColumns(near.preset, near.file);
}

function refuseColumns(preset: Preset, file: NamedColumns): never {
  const columns = missing(file, preset.sales).map(shownPattern).join(", ");
  const names = file.names.slice(0, 12).join(", ");
  const found = `looks like ${preset.name}, but has no column ${columns}; it has ${names}`;
  const wayOut = "Name the columns as published, or name sales and columns in place of folder.";
  throw new InputError(`${file.path} line 1`, found, wayOut);
}

/** The patterns of which a file has no column. */
export function missing({ names }: NamedColumns, patterns: ColumnPatterns, flags = ""): RegExp[] {
  return Object.values(patterns).filter(({ source }) => {
    const pattern = new RegExp(source, flags);
    return !names.some((name) => pattern.test(name));
  });
}

/** The names that a pattern stands for, as a message says them. */
export function shownPattern(pattern: RegExp): string {
  return pattern.source.replace(/^\^\(?|\)?\$$/g, "").replaceAll("|", " or ").replace("\\d+", "1, …");
}
