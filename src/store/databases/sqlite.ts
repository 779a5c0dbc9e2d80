import { pathToFileURL } from "node:url";
import { firstBytes } from "../csv-text.js";
import { type CsvValue, csvLines } from "./csv-lines.js";
import type { ColumnKind, DatabaseKind } from "./database-kind.js";
import { codeOf, firstLine } from "./server-address.js";

/**
 * A file of SQLite, opened for reading only. SQLite keeps no types of values, so a column is taken for what
 * it was declared as: a number, or a text.
 */
export const sqlite = {
  name: "sqlite",
  summary: "A table or query of a file of SQLite.",
  address: "path",
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  async connect({ address }) {
    // The driver would make a file that is not there.
    await firstBytes(address);
    const { default: Database } = await import("libsql");
    const database = new Database(`${pathToFileURL(address).href}?mode=ro`);
    return {
      async describe(sql) {
        // In brackets, as the driver would pass over what stands behind a semicolon.
        const columns = database.prepare(`SELECT * FROM (${sql}\n)`).columns();
        return columns.map(({ name, type }) => ({ name, kind: kindOf(type) }));
      },
      csv(sql) {
        const rows = database.prepare(sql).raw().safeIntegers(true).iterate();
        return csvLines(texts(rows as Iterable<readonly SqliteValue[]>));
      },
      close: () => void database.close(),
    };
  },
  refusal(error) {
    const code = codeOf(error);
    const message = firstLine(error);
    if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT")
      return { found: `cannot be read as SQLite (${message})`, wayOut: "Name a file of SQLite." };
    if (/no such table/.test(message))
      return { found: message, wayOut: "Name a table or view of the file." };
    if (/SQLITE_(BUSY|LOCKED)/.test(code))
      return { found: message, wayOut: "Run it again when nobody writes to it." };
    if (!code.startsWith("SQLITE_")) return undefined;
    return { found: `the query was refused (${message})`, wayOut: "Write one SELECT statement." };
  },
} as const satisfies DatabaseKind;

type SqliteValue = CsvValue | Uint8Array;

/** By the rules of https://sqlite.org/datatype3.html for what a declared type means. */
function kindOf(declared: string | null): ColumnKind {
  return declared !== null && /INT|REAL|FLOA|DOUB|NUM|DEC/i.test(declared) ? "number" : "text";
}

function* texts(rows: Iterable<readonly SqliteValue[]>): Generator<CsvValue[]> {
  for (const row of rows)
    yield row.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value));
}
