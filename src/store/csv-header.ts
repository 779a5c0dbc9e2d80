import { InputError } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { csvHead } from "./csv-text.js";
import { parseCsv } from "./csv-records.js";

/** The first line of a CSV file, read. */
export interface CsvHeader {
  readonly delimiter: string;
  /** The column names, trimmed, in the order of the file. */
  readonly names: readonly string[];
}

/**
 * Reads the first line with the delimiter that makes the wanted columns appear; with a delimiter given,
 * with that one only. Nothing is guessed from the data, so a dirty file cannot mislead it.
 * @throws InputError where a wanted column is missing, naming the nearest one, or stands there twice.
 */
export async function readCsvHeader(
  path: string,
  wanted: readonly WantedColumn[],
  delimiter?: string,
): Promise<CsvHeader> {
  const head = await csvHead(path);
  const headers = (delimiter ? [delimiter] : [",", ";", "\t", "|"]).map((candidate) => ({
    delimiter: candidate,
    names: (parseCsv(head, candidate)[0]?.fields ?? []).map((name) => name.trim()),
  }));
  const matches = (header: CsvHeader) => wanted.filter((column) => header.names.includes(column.name)).length;
  const best = headers.reduce((a, b) => {
    const gain = matches(b) - matches(a);
    return gain > 0 || (gain === 0 && b.names.length > a.names.length) ? b : a;
  });
  refuseSeparatorLine(path, head);
  refuseDelimiter(path, head, best, delimiter);
  requireColumns(path, best.names, wanted);
  return best;
}

/** A column that must be there: its name in the file, and the key under which the user can name it. */
export interface WantedColumn {
  readonly name: string;
  readonly key?: string;
}

/** @throws InputError where a wanted column is missing or stands there twice. */
export function requireColumns(
  path: string,
  names: readonly string[],
  wanted: readonly WantedColumn[],
): void {
  const wayOut = ({ name, key }: WantedColumn) =>
    key === undefined
      ? `Name a column "${name}" in the first line.`
      : `The first line must name the columns; set ${key}.`;
  requireNames(`${path} line 1`, names, { wanted, wayOut });
}

/** The same of any table; `wayOut` of a column that is missing. */
export function requireNames(
  place: string,
  names: readonly string[],
  options: { readonly wanted: readonly WantedColumn[]; readonly wayOut: (column: WantedColumn) => string },
): void {
  for (const column of options.wanted) {
    const { name, key } = column;
    const times = names.filter((other) => other === name).length;
    if (times === 1) continue;
    if (times > 1)
      throw new InputError(place, `has ${times} columns named "${name}"`, "Rename one.");
    const near = nearest(name, names);
    const list =
      names
        .slice(0, 12)
        .map((other) => `"${other}"`)
        .join(", ") + (names.length > 12 ? ", …" : "");
    const hint = near === undefined ? "" : `Did you mean "${near}"? `;
    const use = key === undefined ? "" : ` (wanted for ${key})`;
    const found = `has no column "${name}"${use}; it has ${list || "none"}`;
    throw new InputError(place, found, `${hint}${options.wayOut(column)}`);
  }
}

/** A spreadsheet's own line before the column names. */
function refuseSeparatorLine(path: string, head: string): void {
  const line = /^\uFEFF?("?sep=.)"?[\r\n]/i.exec(head)?.[1];
  if (line === undefined) return;
  const found = `is "${line}", which only a spreadsheet understands`;
  throw new InputError(`${path} line 1`, found, "Delete the line: the delimiter is found without it.");
}

function refuseDelimiter(path: string, head: string, header: CsvHeader, given: string | undefined): void {
  if (!given || header.names.length > 1) return;
  const line = head.split(/[\r\n]/, 1)[0];
  const other = [",", ";", "\t", "|"].find((candidate) => candidate !== given && line.includes(candidate));
  if (!other) return;
  const start = JSON.stringify(line.slice(0, 60));
  const found = `the delimiter ${JSON.stringify(given)} does not occur in ${start}`;
  throw new InputError(
    `${path} line 1`,
    found,
    `Set delimiter to ${JSON.stringify(other)}, or leave it out.`,
  );
}
