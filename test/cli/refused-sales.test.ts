import { gzipSync } from "node:zlib";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deepstock, describeProgram } from "./deepstock.js";
import { configText, folderForTests, salesHeader, salesRows, writeRetailer } from "./small-retailer.js";

const folder = folderForTests();

/** Imports the small retailer with other sales: what was said, and that nothing was written. */
function importing(sales: string | Uint8Array | undefined, config = configText()) {
  const home = join(folder, "refused");
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  writeRetailer(home);
  writeFileSync(join(home, "config.yaml"), config);
  if (sales === undefined) rmSync(join(home, "sales.csv"));
  else writeFileSync(join(home, "sales.csv"), sales);
  const before = readdirSync(home);
  const ended = deepstock(home, "import config.yaml --out data");
  const isWritten = readdirSync(home).length > before.length;
  return { ...ended, isWritten, message: ended.error.replaceAll(`${home}/`, "") };
}

/** The sales with the row of a line (the first line is 1) replaced. */
function salesWith(line: number, row: string): string {
  const lines = [salesHeader, ...salesRows()];
  lines[line - 1] = row;
  return `${lines.join("\n")}\n`;
}

const dataWith = (more: string, columns = "item: item, location: location, date: date, units: units") =>
  configText({
    data: `data:\n  sales: sales.csv\n  columns: { ${columns} }\n  frequency: week\n${more}`,
  });

describeProgram("sales that cannot be used are refused, and nothing is written", () => {
  test.each<[string, string | Uint8Array | undefined, string | undefined, RegExp]>([
    ["no such file", undefined, undefined, /sales\.csv: no such file/],
    ["an empty file", "", undefined, /sales\.csv: is empty/],
    ["only a line of names", `${salesHeader}\n`, undefined, /sales\.csv: has column names but no rows/],
    [
      "a picture",
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3),
      undefined,
      /sales\.csv: is a binary file/,
    ],
    ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), undefined, /workbook.*Save the sheet as CSV/],
    ["a cut .gz file", gzipSync(salesWith(1, salesHeader)).subarray(0, 500), undefined, /damaged or cut/],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 65, 0), undefined, /UTF-16\. Save it as UTF-8/],
    [
      "a delimiter that is not there",
      salesWith(1, salesHeader),
      dataWith('  delimiter: ";"'),
      /line 1: the delimiter ";" does not occur.*Set delimiter to ",", or leave it out/,
    ],
    [
      "a misspelt column",
      salesWith(1, "item,location,date,unit"),
      undefined,
      /line 1: has no column "units".*"unit".*Did you mean "unit"\?/,
    ],
    ["a missing column", "item,date,units\nA,2023-01-02,3\n", undefined, /no column "location"/],
    [
      "a text in the number column",
      salesWith(5, "A,north,2023-01-23,many"),
      undefined,
      /line 5.*units.*many/,
    ],
    ["not a number", salesWith(5, "A,north,2023-01-23,NaN"), undefined, /line 5.*units.*NaN/],
    ["infinity", salesWith(5, "A,north,2023-01-23,inf"), undefined, /line 5.*units.*inf/],
    ["an overflowing number", salesWith(5, "A,north,2023-01-23,1e999"), undefined, /line 5.*units.*1e999/],
    ["a date of no calendar", salesWith(5, "A,north,2023-02-30,3"), undefined, /line 5.*date.*2023-02-30/],
    ["dates in two formats", salesWith(5, "A,north,23.01.2023,3"), undefined, /line 5.*23\.01\.2023/],
    ["an unclosed quote", salesWith(5, 'A,"north,2023-01-23,3'), undefined, /line 5.*quote/],
    ["a row with a field too many", salesWith(5, "A,north,2023-01-23,3,4"), undefined, /line 5.*5 fields.*4/],
    [
      "a duplicate, where asked to refuse it",
      salesWith(6, "A,north,2023-01-23,3"),
      dataWith("  duplicates: refuse"),
      /lines? 5.*more than one row for A at north on 2023-01-23.*duplicates: sum/,
    ],
    [
      "a return, where asked to refuse it",
      salesWith(5, "A,north,2023-01-23,-3"),
      dataWith("  returns: refuse"),
      /line 5.*negative.*returns/,
    ],
    [
      "an attributes file that is not there",
      salesWith(1, salesHeader),
      dataWith("  attributes: products.csv"),
      /products\.csv: no such file/,
    ],
  ])("%s", (_, sales, config, message) => {
    const ended = importing(sales, config);
    expect(ended.message.trim()).toMatch(message);
    expect(ended.message.trim().split("\n").slice(-1)[0]).toMatch(message);
    expect([ended.exitCode, ended.out, ended.isWritten]).toEqual([2, "", false]);
  });
});

describeProgram("sales that are only untidy are read, and the report says how", () => {
  test("duplicates are added up, and counted", () => {
    const { exitCode, out } = importing(salesWith(6, "A,north,2023-01-23,3"));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/duplicates +1 rows? added/);
  });

  test("rows with a bad cell are left out where asked, with their lines", () => {
    const { exitCode, out } = importing(
      salesWith(5, "A,north,2023-01-23,many"),
      dataWith("  rejectedRows: skip"),
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/rejected rows +1\n.*sales\.csv line 5, column units:.*many/);
  });

  test("semicolons, a byte order mark and Windows line ends are understood", () => {
    const text = `\uFEFF${salesWith(1, salesHeader)}`.replaceAll(",", ";").replaceAll("\n", "\r\n");
    const plain = importing(salesWith(1, salesHeader));
    const windows = importing(text);
    expect(windows.exitCode).toBe(0);
    expect(windows.out).toBe(plain.out);
  });
});
