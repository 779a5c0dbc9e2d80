import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Cancelled } from "../../src/base/errors.js";
import type { Panel } from "../../src/demand/panel.js";
import { type FileDataInput, fileDataSchema } from "../../src/store/file-data.js";
import { importSales } from "../../src/store/import-sales.js";
import { panelBytes } from "../databases/panel-bytes.js";
import { password, sqlText, type TestDatabase } from "../databases/test-database.js";
import { refusal, temporaryFile } from "../store/temporary.js";

type Row = readonly [item: string, store: string, date: string, units: string, inStock: string];

/** With everything that CSV, SQL and a text may be mistaken in. */
const rows: readonly Row[] = [
  ["B", "S1", "2024-01-01", "3", "1"],
  ["A", "S1", "2024-01-03", "4.25", "0"],
  ['say "hi", twice', "S2", "2024-01-02", "1", "1"],
  ["two\nlines; -- no comment", "S'2", "2024-01-05", "2", "1"],
  ["größe 42 ✓", "$1", "2024-01-04", "-1", "1"],
  ["back\\slash", "S1", "2024-01-04", "12", "1"],
  ["007", "S1", "2024-01-04", "5", "1"],
  ["B", "S1", "2024-01-01", "2", "1"],
  ["\\.", "S1", "2024-01-02", "0.5", "0"],
];

const names = ["item", "store", "day", "units", "on_shelf"] as const;
const columns = { item: "item", location: "store", date: "day", units: "units", inStock: "on_shelf" };

/** What every database does that sales are read from. */
export function databaseContract(title: string, start: () => Promise<TestDatabase>): void {
  describe(title, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await start();
      await fill(database, "sales", rows);
    }, 120_000);
    afterAll(() => database?.stop());

    const read = (sales: object, options: Partial<FileDataInput> = {}) => {
      const source = { [database.kind]: database.address(), ...sales };
      return importSales(fileDataSchema.parse({ sales: source, columns, frequency: "day", ...options }));
    };
    const message = (sales: object, options?: Partial<FileDataInput>) => refusal(read(sales, options));

    test("a table and a query give the panel of a CSV file of the same rows, in whatever order", async () => {
      const lines = [names, ...rows].map((row) => row.map(csvField).join(","));
      const csv = await temporaryFile("sales.csv", lines.join("\n"));
      const fromFile = await importSales(fileDataSchema.parse({ sales: csv, columns, frequency: "day" }));
      await fill(database, "reversed", rows.toReversed());
      const query = "SELECT 1 AS unused, s.* FROM sales s ORDER BY units -- every row\n;\n";
      for (const sales of [{ table: "sales" }, { table: "reversed" }, { query }]) {
        const { panel, report } = await read(sales);
        expect(panelBytes(panel)).toEqual(panelBytes(fromFile.panel));
        expect(report).toEqual(fromFile.report);
      }
    });

    test("names may be odd: reserved words, quotes, dots, capitals, blanks", async () => {
      const name = fc
        .array(fc.constantFrom('"', "`", "'", ".", " ", ";", "--", "%", "$", "ß", "Select", "A", "a", "]"), {
          minLength: 1,
          maxLength: 6,
        })
        .map((parts) => `x${parts.join("")}x`);
      const four = { minLength: 4, maxLength: 4, selector: folded };
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(name, four), async (odd) => {
          const [table, item, date, units] = odd;
          await makeTable(database, table, [item, date, units]);
          await database.run(`INSERT INTO ${database.quote(table)} VALUES ('A', '2024-01-01', 7)`);
          const written = `"${table.replaceAll('"', '""')}"`;
          const { panel } = await read({ table: written }, { columns: { item, date, units } });
          expect(sold(panel)).toEqual([7]);
          await database.run(`DROP TABLE ${database.quote(table)}`);
        }),
        { numRuns: 6 },
      );
    }, 120_000);

    test("what is not there is refused with what there is", async () => {
      expect(await message({ table: "sale" })).toMatch(/, table sale: .*sale.* Name a table or view/);
      expect(await message({ table: "sales" }, { columns: { ...columns, units: "unit" } })).toMatch(
        /table sales: has no column "unit" \(wanted for columns\.units\); it has "item", .*mean "units"\?/,
      );
      expect(await message({ query: "SELECT item FROM sales" })).toMatch(/its query: has no column "store"/);
      expect(await message({ query: "SELEC item FROM sales" })).toMatch(/Write one SELECT statement/);
      expect(await message({ query: "SELECT nothing FROM sales" })).toMatch(/its query: .*nothing/);
      const nothing = "SELECT * FROM sales WHERE units > 99";
      expect(await message({ query: nothing })).toMatch(/its query: .* no rows/);
    });

    test("a second statement and one that writes are refused, and nothing is written", async () => {
      const asOwner = { [database.kind]: database.address({ user: "owner" }) };
      for (const query of [
        "SELECT * FROM sales; DELETE FROM sales",
        "DELETE FROM sales",
        "SELECT * FROM sales) TO STDOUT; COMMIT; DELETE FROM sales; COPY (SELECT 1",
      ])
        expect(await message({ query, ...asOwner })).toMatch(/its query: /);
      expect((await read({ table: "sales" })).report.rowsRead).toBe(rows.length);
    });

    test("a cell that is no date or no number is refused by its column and text, or left out", async () => {
      await makeTable(database, "bad", ["item", "day", "units"], "VARCHAR(20)");
      await database.run(
        `INSERT INTO bad VALUES ('A', '2024-01-01', '1'), ('A', '2024-01-02', 'ten'), ('B', 'soon', '1')`,
      );
      const bad = { columns: { item: "item", date: "day", units: "units" } };
      const found = /table bad, column "(day|units)": found "(ten|soon)"/;
      expect(await message({ table: "bad" }, bad)).toMatch(found);
      const { report } = await read({ table: "bad" }, { ...bad, rejectedRows: "skip" });
      expect(report).toMatchObject({ rowsRead: 1, rejected: { rows: 2 } });
    });

    test("a variable that is not set is named; one that is set may stand for a secret", async () => {
      const parts = database.address().split(encodeURIComponent(password));
      const name = "${DEEPSTOCK_TEST_SECRET}";
      const address = parts.length === 1 ? name : parts.join(name);
      const sales = { [database.kind]: address, table: "sales" };
      delete process.env.DEEPSTOCK_TEST_SECRET;
      expect(await message(sales)).toMatch(/the environment variable DEEPSTOCK_TEST_SECRET is not set/);
      process.env.DEEPSTOCK_TEST_SECRET = parts.length === 1 ? database.address() : password;
      expect((await read(sales)).report.rowsRead).toBe(rows.length);
      delete process.env.DEEPSTOCK_TEST_SECRET;
    });

    test("many rows come in piece by piece, are counted on the way, and can be stopped", async () => {
      const tenth = Array.from({ length: 10 }, (_, n) => `SELECT ${n} AS n`).join(" UNION ALL ");
      const tables = ["a", "b", "c", "d", "e"].map((name) => `(${tenth}) ${name}`).join(" CROSS JOIN ");
      const query = `SELECT a.n + 10 * b.n AS item, e.n AS units FROM ${tables}`;
      const day = `SELECT item, '2024-01-01' AS day, units FROM (${query}) AS made`;
      const made = { columns: { item: "item", date: "day", units: "units" } };
      const { panel, report } = await read({ query: day }, made);
      expect(report.rowsRead).toBe(100_000);
      expect(sold(panel)).toEqual(Array.from({ length: 100 }, () => 4500));

      const stopping = new AbortController();
      const source = { [database.kind]: database.address(), query: day };
      const data = fileDataSchema.parse({ sales: source, ...made, frequency: "day" });
      setTimeout(() => stopping.abort(), 20);
      await expect(importSales(data, { signal: stopping.signal })).rejects.toThrow(Cancelled);
    });
  });
}

async function fill(database: TestDatabase, table: string, content: readonly Row[]): Promise<void> {
  await makeTable(database, table, names);
  const literals = (row: Row) => row.map((cell, i) => (i === 3 ? cell : sqlText(cell)));
  const values = content.map((row) => `(${literals(row).join(", ")})`);
  await database.run(`INSERT INTO ${database.quote(table)} VALUES ${values.join(", ")}`);
}

/** A table whose last columns but one are a date and units, where no other type is asked for. */
async function makeTable(
  { run, quote }: TestDatabase,
  table: string,
  named: readonly string[],
  type?: string,
): Promise<void> {
  const types = named.length === 5 ? ["", "", "DATE", "DECIMAL(10, 2)", ""] : ["", "DATE", "DECIMAL(10, 2)"];
  const columnList = named.map((name, i) => `${quote(name)} ${type ?? (types[i] || "VARCHAR(80)")}`);
  await run(`CREATE TABLE ${quote(table)} (${columnList.join(", ")})`);
}

function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function folded(name: string): string {
  return name.toLowerCase();
}

function sold({ units }: Panel): number[] {
  return [...units];
}
