import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { identifier, literal, rows, type Database } from "./duckdb.js";
import type { FolderData, ReadData } from "./file-data.js";
import {
  missing,
  type NamedColumns,
  type RecognisedFolder,
  recogniseFolder,
  shownPattern,
} from "./preset-files.js";
import type {
  ColumnPatterns,
  FoundFile,
  FoundFolder,
  PerPeriodSelection,
  PresetData,
} from "./presets/preset.js";
import { numberWayOut } from "./quantity-cell.js";
import { linesWhere } from "./sales-faults.js";
import { fileGroups } from "./sales-files.js";
import { unitsText } from "./sales-rows.js";

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
  const recognised = await recogniseFolder(database, options.folder, options.delimiter);
  const { preset, unread } = recognised;
  const unknown = options.keep.find((name) => !(name in preset.keeps));
  if (unknown !== undefined)
    throw new InputError(
      "data.keep",
      `"${unknown}" is nothing that ${preset.name} has`,
      suggestion(unknown, Object.keys(preset.keeps)),
    );
  const found = await foundFolder(database, options, recognised);
  const made = await preset.read(found);
  const written = await writtenOut(database, { options, made, found });
  const lost = Object.entries(preset.companions).flatMap(([name, { usually, tells }]) => {
    const isLost = tells !== undefined && found.companion(name) === undefined;
    return isLost ? [`Without ${usually}, ${tells} is not known.`] : [];
  });
  const packed = unread.map((name) => `${name} is packed or a workbook, and is not read.`);
  const notes = [`The folder is laid out as ${preset.name}.`, ...(made.notes ?? []), ...lost, ...packed];
  return { data: dataOf(options, { made, found, written }), notes };
}

async function foundFolder(
  database: Database,
  options: FolderData,
  { preset, files }: RecognisedFolder,
): Promise<FoundFolder> {
  const isSales = (file: NamedColumns) => missing(file, preset.sales).length === 0;
  const sales = files.filter(isSales);
  const { publishedAgain } = preset;
  const held = ({ names }: NamedColumns) => names.filter((name) => publishedAgain?.test(name)).length;
  const most = Math.max(...sales.map(held));
  const chosen = sales.filter((file) => held(file) === most);
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
  options: FolderData,
  { files, columns }: { files: readonly NamedColumns[]; columns: ColumnPatterns },
): Promise<FoundFile> {
  // Columns that a part of the files lacks are not there.
  const names = files[0].names.filter((name) => files.every((file) => file.names.includes(name)));
  const paths = files.map(({ path }) => path);
  const groups = await fileGroups(database, { sales: paths, delimiter: options.delimiter }, []);
  const tables = groups.map(({ table }) => `SELECT ${names.map(identifier).join(", ")} FROM ${table}`);
  const entries = Object.entries(columns).map(([key, pattern]): [string, string] => {
    const name = names.find((candidate) => pattern.test(candidate));
    return [key, name ?? key];
  });
  const cell = (name: string) => {
    if (names.includes(name)) return identifier(name);
    const { path } = files.find((file) => !file.names.includes(name)) ?? files[0];
    const wayOut = "Take the file as it was published, or leave out of keep what needs it.";
    throw new InputError(`${path} line 1`, `has no column ${name}`, wayOut);
  };
  const text = (name: string) => `trim(CAST(${cell(name)} AS VARCHAR))`;
  const isText = (name: string) => groups.some(({ types }) => types.get(name) === "VARCHAR");
  return {
    paths,
    names,
    column: Object.fromEntries(entries),
    table: `(${tables.join(" UNION ALL ")})`,
    groups,
    cell,
    text,
    number: (name) =>
      isText(name) ? `(${unitsText(text(name), options)})` : `CAST(${cell(name)} AS DOUBLE)`,
    async placeOf(column, value) {
      const lines = await linesWhere(groups, (read) => read(column) === value);
      return `${lines || paths[0]}, column "${column}"`;
    },
  };
}

interface WrittenOut {
  readonly attributes: readonly string[];
  readonly perPeriod: ReadonlyMap<string, PerPeriodSelection>;
}

/** What a preset computes by SQL, as files beside the others; numbers per period by the path of each. */
async function writtenOut(
  { connection, scratch }: Database,
  { options, made, found }: { options: FolderData; made: PresetData; found: FoundFolder },
): Promise<WrittenOut> {
  const write = async (name: string, select: string) => {
    const path = join(scratch, `${name}.parquet`);
    await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
    return path;
  };
  const attributes: string[] = [];
  for (const [i, source] of (made.attributes ?? []).entries())
    attributes.push(typeof source === "string" ? source : await write(`attributes-${i + 1}`, source.select));
  const perPeriod = new Map<string, PerPeriodSelection>();
  for (const name of options.keep) {
    const selection = await made.perPeriod![name]();
    const path = await write(name, selection.select);
    await refuseCells(connection, path, { name, selection, options });
    if (options.duplicates === "refuse" && selection.of.file !== found.sales)
      await refuseRepeated(connection, path, { name, selection });
    perPeriod.set(path, selection);
  }
  return { attributes, perPeriod };
}

interface Kept {
  readonly name: string;
  readonly selection: PerPeriodSelection;
}

async function refuseCells(
  connection: Database["connection"],
  path: string,
  { name, selection, options }: Kept & { readonly options: FolderData },
): Promise<void> {
  const { file, column, kind } = selection.of;
  const kept = identifier(name);
  const [{ type, n }] = await rows(connection, `SELECT any_value(typeof(${kept})) AS type, count(*) AS n
    FROM read_parquet(${literal(path)})`);
  if (n === 0)
    throw new InputError(
      `${file.paths[0]}, column "${column}"`,
      `has nothing to keep as ${name}`,
      `Correct it, or leave ${name} out of keep.`,
    );
  if (type !== "VARCHAR") return;
  const value = `trim(${kept})`;
  const isBad = kind === "flag" ? `${value} NOT IN ('0', '1')` : `(${unitsText(value, options)}) IS NULL`;
  const query = `SELECT ${value} AS bad FROM read_parquet(${literal(path)})
    WHERE ${isBad} AND ${value} <> '' LIMIT 1`;
  const [found] = await rows(connection, query);
  if (found === undefined) return;
  const bad = String(found.bad);
  const what = kind === "flag" ? "neither yes nor no" : "no number";
  const wayOut = kind === "flag" ? "Write 1 or 0, true or false, yes or no" : numberWayOut(bad);
  const place = await file.placeOf(column, bad);
  throw new InputError(place, `found ${JSON.stringify(bad)}, which is ${what}`, `${wayOut}.`);
}

/** Files beside the sales have one row for each date, as publishers promise. */
async function refuseRepeated(
  connection: Database["connection"],
  path: string,
  { name, selection }: Kept,
): Promise<void> {
  const query = `SELECT * EXCLUDE (${identifier(name)}) FROM read_parquet(${literal(path)})
    GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1`;
  const [twice] = await rows(connection, query);
  if (twice === undefined) return;
  const which = Object.entries(twice).map(([key, value]) => `${key} ${String(value)}`);
  throw new InputError(
    selection.of.file.paths[0],
    `says more than once what ${name} is for ${which.join(", ")}`,
    "Keep one row each, or set duplicates: sum to take their mean.",
  );
}

function dataOf(
  options: FolderData,
  { made, found, written }: { made: PresetData; found: FoundFolder; written: WrittenOut },
): ReadData {
  const { folder: _, keep: __, ...reading } = options;
  const { columns, layout = "long", absentRows, seriesStart = "row", periods, derived } = made;
  const { attributes, perPeriod } = written;
  const weekStart = options.weekStart ?? made.weekStart;
  return {
    ...reading,
    sales: [...found.sales.paths],
    columns,
    layout,
    absentRows,
    seriesStart,
    attributes: [...attributes],
    perPeriod: [...perPeriod.keys()],
    zeroElsewhere: [...perPeriod].flatMap(([path, { absent }]) => (absent === "zero" ? [path] : [])),
    madeFrom: new Map([...perPeriod].map(([path, { of }]) => [path, of.file.groups])),
    // Publishers give them for the days to be forecast, too.
    plans: options.keep,
    periods,
    derived,
    ...(options.frequency === "week" ? { weekStart } : {}),
  };
}
