import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { readCsvHeader } from "./csv-header.js";
import { firstBytes, readingRefused } from "./csv-text.js";
import { identifier, literal, rows, type Database } from "./duckdb.js";
import type { FolderData, ReadData } from "./file-data.js";
import { presets } from "./presets/index.js";
import type { ColumnPatterns, FoundFile, FoundFolder, Preset, PresetData } from "./presets/preset.js";
import { fileGroups } from "./sales-files.js";
import { unitsText, type NumberMarks } from "./sales-rows.js";

/** A published folder, as files that an import reads. */
export interface FolderRead {
  readonly data: ReadData;
  readonly notes: readonly string[];
}

/**
 * Recognises which preset a folder is by the columns of its files, and says how they are read. What a preset
 * computes from several files is written to the scratch folder.
 * @throws InputError naming the file or column that is missing.
 */
export async function readFolder(database: Database, options: FolderData): Promise<FolderRead> {
  const files = await namedColumns(database, options.folder, options.delimiter);
  const preset = recognised(options.folder, files);
  const unknown = options.keep.find((name) => !(name in preset.keeps));
  if (unknown !== undefined)
    throw new InputError(
      "data.keep",
      `"${unknown}" is nothing that ${preset.name} has`,
      suggestion(unknown, Object.keys(preset.keeps)),
    );
  const found = await foundFolder(database, options, { preset, files });
  const made = await preset.read(found);
  const written = await writtenOut(database, options, made);
  const notes = [`The folder is laid out as ${preset.name}.`, ...(made.notes ?? [])];
  return { data: dataOf(options, { made, found, written }), notes };
}

interface NamedColumns {
  readonly path: string;
  readonly names: readonly string[];
}

async function namedColumns(
  database: Database,
  folder: string,
  delimiter: string | undefined,
): Promise<NamedColumns[]> {
  const entries = await readdir(folder).catch((error: unknown) => {
    throw readingRefused(folder, error);
  });
  const readable = entries.filter((name) => /\.(csv|tsv|txt|parquet)(\.gz)?$/i.test(name)).sort();
  const packed = entries.find((name) => /\.(7z|zip|rar|tar|tgz)$/i.test(name));
  if (readable.length === 0 && packed !== undefined)
    throw new InputError(join(folder, packed), "is packed", "Unpack it into the same folder.");
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

function recognised(folder: string, files: readonly NamedColumns[]): Preset {
  const known = presets.find(({ sales }) => files.some((file) => missing(file, sales).length === 0));
  if (known !== undefined) return known;
  const near = presets
    .flatMap((preset) => files.map((file) => ({ preset, file, lost: missing(file, preset.sales) })))
    .filter(({ preset, lost }) => lost.length <= Object.keys(preset.sales).length / 2)
    .sort((a, b) => a.lost.length - b.lost.length)[0];
  if (near !== undefined) {
    const { preset, file, lost } = near;
    const columns = lost.map((pattern) => shownPattern(pattern)).join(", ");
    const wayOut = `Name the columns as published, or name sales and columns in place of folder.`;
    throw new InputError(file.path, `looks like ${preset.name}, but has no column ${columns}`, wayOut);
  }
  const names = presets.map(({ name }) => name).join(", ");
  const wayOut = `Known are ${names}; for other files name sales and columns in place of folder.`;
  throw new InputError(folder, "holds no file of sales that is known here", wayOut);
}

function missing({ names }: NamedColumns, patterns: ColumnPatterns): RegExp[] {
  return Object.values(patterns).filter((pattern) => !names.some((name) => pattern.test(name)));
}

function shownPattern(pattern: RegExp): string {
  return pattern.source.replace(/^\^\(?|\)?\$$/g, "").replaceAll("|", " or ").replace("\\d+", "1, …");
}

async function foundFolder(
  database: Database,
  options: FolderData,
  { preset, files }: { preset: Preset; files: readonly NamedColumns[] },
): Promise<FoundFolder> {
  const isSales = (file: NamedColumns) => missing(file, preset.sales).length === 0;
  // Of several publications in a folder the one that says most is read: later ones have more columns.
  const most = Math.max(...files.filter(isSales).map(({ names }) => names.length));
  const chosen = files.filter((file) => isSales(file) && file.names.length === most);
  const found = (some: readonly NamedColumns[], columns: ColumnPatterns) =>
    foundFile(database, options, { files: some, columns });
  const companions = new Map<string, FoundFile>();
  for (const [name, { columns }] of Object.entries(preset.companions)) {
    const matching = files.filter((file) => !isSales(file) && missing(file, columns).length === 0);
    if (matching.length > 0) companions.set(name, await found(matching, columns));
  }
  return {
    database,
    options,
    sales: await found(chosen, preset.sales),
    companion: (name) => companions.get(name),
    needed(name, purpose) {
      const file = companions.get(name);
      if (file !== undefined) return file;
      const { usually, columns } = preset.companions[name];
      const which = Object.values(columns).map(shownPattern).join(", ");
      const lost = `has no ${usually} (a file with the columns ${which}), which ${purpose}`;
      throw new InputError(options.folder, lost, "Put it there.");
    },
  };
}

async function foundFile(
  database: Database,
  { delimiter }: FolderData,
  { files, columns }: { files: readonly NamedColumns[]; columns: ColumnPatterns },
): Promise<FoundFile> {
  const { names } = files[0];
  const paths = files.map(({ path }) => path);
  const groups = await fileGroups(database, { sales: paths, delimiter }, []);
  const tables = groups.map(({ table }) => `SELECT ${names.map(identifier).join(", ")} FROM ${table}`);
  const entries = Object.entries(columns).map(([key, pattern]): [string, string] => {
    const name = names.find((candidate) => pattern.test(candidate));
    return [key, name ?? key];
  });
  return { paths, names, column: Object.fromEntries(entries), table: `(${tables.join(" UNION ALL ")})` };
}

interface WrittenOut {
  readonly attributes: readonly string[];
  readonly perPeriod: readonly string[];
  readonly zeroElsewhere: readonly string[];
}

/** What a preset computes by SQL, as files beside the others. */
async function writtenOut(
  { connection, scratch }: Database,
  { keep, ...reading }: FolderData,
  { attributes = [], perPeriod = {} }: PresetData,
): Promise<WrittenOut> {
  const write = async (name: string, select: string) => {
    const path = join(scratch, `${name}.parquet`);
    await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
    return path;
  };
  const written = { attributes: [] as string[], perPeriod: [] as string[], zeroElsewhere: [] as string[] };
  for (const [i, source] of attributes.entries())
    written.attributes.push(
      typeof source === "string" ? source : await write(`attributes-${i + 1}`, source.select),
    );
  for (const name of keep) {
    const { select, absent } = await perPeriod[name]();
    const path = await write(name, select);
    await refuseTexts(connection, path, { name, reading });
    written.perPeriod.push(path);
    if (absent === "zero") written.zeroElsewhere.push(path);
  }
  return written;
}

async function refuseTexts(
  connection: Database["connection"],
  path: string,
  { name, reading }: { name: string; reading: NumberMarks },
): Promise<void> {
  const [{ type }] = await rows(connection, `SELECT typeof(${identifier(name)}) AS type
    FROM read_parquet(${literal(path)}) UNION ALL SELECT '' LIMIT 1`);
  if (type !== "VARCHAR") return;
  const value = `trim(${identifier(name)})`;
  const query = `SELECT ${value} AS bad FROM read_parquet(${literal(path)})
    WHERE (${unitsText(value, reading)}) IS NULL AND ${value} <> '' LIMIT 1`;
  const [bad] = await rows(connection, query);
  if (bad === undefined) return;
  throw new InputError(`data.keep, ${name}`, `found "${String(bad.bad)}", which is no number`, "Correct it.");
}

function dataOf(
  options: FolderData,
  { made, found, written }: { made: PresetData; found: FoundFolder; written: WrittenOut },
): ReadData {
  const { folder: _, keep: __, ...reading } = options;
  const { columns, layout = "long", absentRows, seriesStart = "row", periods, derived } = made;
  const { attributes, perPeriod, zeroElsewhere } = written;
  const weekStart = options.weekStart ?? made.weekStart;
  return {
    ...reading,
    sales: [...found.sales.paths],
    columns,
    layout,
    absentRows,
    seriesStart,
    attributes: [...attributes],
    perPeriod: [...perPeriod],
    zeroElsewhere,
    // Publishers give them for the days to be forecast, too.
    plans: options.keep,
    periods,
    derived,
    ...(options.frequency === "week" ? { weekStart } : {}),
  };
}
