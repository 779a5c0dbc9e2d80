import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusal, temporaryFile, temporaryFolder } from "../../test/store/temporary.js";
import { fileDataSchema, type FileDataInput } from "./file-data.js";
import { importSales } from "./import-sales.js";

const columns = { item: "item", date: "date", units: "units" };

async function message(text: string | Uint8Array, options: Partial<FileDataInput> = {}): Promise<string> {
  const sales = await temporaryFile("sales.csv", text);
  return refusal(importSales(fileDataSchema.parse({ sales, columns, frequency: "day", ...options })));
}

test("a file that does not exist is named", async () => {
  const sales = join(await temporaryFolder(), "nowhere.csv");
  const data = fileDataSchema.parse({ sales, columns, frequency: "day" });
  expect(await refusal(importSales(data))).toBe("nowhere.csv: no such file. Check the name and the folder.");
  const pattern = fileDataSchema.parse({ sales: sales.replace(".csv", "*.csv"), columns, frequency: "day" });
  expect(await refusal(importSales(pattern))).toBe(
    "nowhere*.csv: no file has such a name. Check the pattern.",
  );
});

test("an empty file and one with nothing but column names are told apart", async () => {
  expect(await message("")).toBe("sales.csv: is empty. Give a file with a line of column names.");
  expect(await message("\n\n")).toMatch(/^sales\.csv: is empty/);
  expect(await message("item,date,units\n")).toBe(
    "sales.csv: has column names but no rows. Give a file with sales.",
  );
});

test("files that are no text are refused with what to do", async () => {
  expect(await message(Buffer.concat([Buffer.from([1, 0]), randomBytes(300)]))).toMatch(/is a binary file/);
  expect(await message(Buffer.from([0x50, 0x4b, 3, 4, 20, 0]))).toMatch(
    /is a workbook.*Save the sheet as CSV/,
  );
  expect(await message(Buffer.from("\uFEFFitem,date,units", "utf16le"))).toMatch(/encoding UTF-16/);
  expect(await message(Buffer.from("item,date,units\nCaf\u00e9,2024-01-01,1\n", "latin1"))).toBe(
    "sales.csv: holds bytes that are not UTF-8. Save the file as UTF-8.",
  );
  expect(await message(Buffer.from("PAR1 but not really, nor long enough PAR1"))).toMatch(
    /damaged Parquet file/,
  );
});

test("a wrong delimiter is answered with the right one", async () => {
  expect(await message("item;date;units\nA;2024-01-01;1\n", { delimiter: "," })).toMatch(
    /^sales\.csv line 1: the delimiter "," does not occur in "item;date;units"\. Set delimiter to ";"/,
  );
});

test("a missing column is answered with the nearest one", async () => {
  expect(await message("item,Date,units\nA,2024-01-01,1\n")).toBe(
    'sales.csv line 1: has no column "date" (wanted for columns.date); it has "item", "Date", "units". ' +
      'Did you mean "Date"? The first line must name the columns; set columns.date.',
  );
  expect(await message("A,2024-01-01,1\n")).toMatch(
    /it has "A", "2024-01-01", "1"\. The first line must name/,
  );
  expect(await message("item,date,units,units\nA,2024-01-01,1,2\n")).toMatch(/has 2 columns named "units"/);
});

test("cells that are no number are named by line, column and value", async () => {
  const rows = "item,date,units\nA,2024-01-01,1\n\nA,2024-01-02,BAD\n";
  for (const bad of ["many", "NaN", "inf", "-Infinity", "1_000", "0x10", ""])
    expect(await message(rows.replace("BAD", bad))).toBe(
      `sales.csv line 4, column "units": found ${bad === "" ? "an empty cell" : `"${bad}"`}. ` +
        "Write a number, like 12 or 3.5, or set rejectedRows: skip to leave such rows out.",
    );
});

test("thousands separators get their own advice", async () => {
  const found = await message('item,date,units\n"A\nB",2024-01-01,1\nC,2024-01-02,"1,234"\n');
  expect(found).toMatch(/^sales\.csv line 4, column "units": found "1,234"\. .*without thousands separators/);
});

test("several bad rows are all named, and counted where they are many", async () => {
  const rows = Array.from({ length: 8 }, (_, i) => `A,2024-01-0${i + 1},x${i}`);
  const found = await message(`item,date,units\n${rows.join("\n")}\n`);
  expect(found).toMatch(/line 2, .*line 3.*line 6.*\(8 rows in all\)/);
  expect(found).not.toMatch(/line 7/);
});

test("dates in two formats, impossible dates and ambiguous dates are refused", async () => {
  expect(await message("item,date,units\nA,2024-01-01,1\nA,2024-01-02,1\nA,03.01.2024,1\n")).toMatch(
    /^sales\.csv line 4, column "date": found "03\.01\.2024"\. Write every date the same way/,
  );
  expect(await message("item,date,units\nA,2024-01-31,1\nA,2024-02-30,1\n")).toMatch(/line 3.*"2024-02-30"/);
  expect(await message("item,date,units\nA,,1\nA,2024-02-20,1\n")).toMatch(
    /line 2, column "date": found an empty cell/,
  );
  expect(await message("item,date,units\nA,01/02/2024,1\nA,01/03/2024,1\n")).toMatch(
    /"01\/02\/2024"\. Set dateFormat to DD\/MM\/YYYY \(2024-02-01\) or MM\/DD\/YYYY \(2024-01-02\)/,
  );
});

test("numbers of weeks are not read as months", async () => {
  const text = "item,date,units\nA,2024-01,1\nA,2024-12,1\n";
  expect(await message(text, { frequency: "week" })).toMatch(
    /^sales\.csv, column "date": names months, like "2024-01", where periods are weeks\. Write weeks like/,
  );
  const sales = await temporaryFile("sales.csv", text);
  for (const options of [{ frequency: "month" }, { frequency: "week", dateFormat: "YYYY-MM" }] as const) {
    const { panel } = await importSales(fileDataSchema.parse({ sales, columns, ...options }));
    expect(panel.units.reduce((sum, units) => sum + units, 0)).toBe(2);
  }
});

test("a day that no calendar has, and an empty location, get their own advice", async () => {
  expect(await message("item,date,units\nA,2023-02-28,1\nA,2023-02-29,1\n")).toBe(
    'sales.csv line 3, column "date": found "2023-02-29". No calendar has it: correct it, ' +
      "or set rejectedRows: skip to leave such rows out.",
  );
  const options = { columns: { ...columns, location: "store" } };
  expect(await message("item,store,date,units\nA,S,2024-01-01,1\nA,,2024-01-02,1\n", options)).toMatch(
    /^sales\.csv line 3, column "store": found an empty cell\. Give every row a location, or leave out/,
  );
  const wide = { layout: "wide", columns: { item: "item", location: "store" } } as const;
  expect(await message("item,store,2024-01-01\nA,S,1\n,S,2\n", wide)).toMatch(
    /line 3, column "item": found an empty cell/,
  );
  expect(await message("item,store,2024-01-01\nA,S,1\nA,,2\n", wide)).toMatch(
    /line 3, column "store": found an empty cell/,
  );
});

test("a number with a decimal comma is answered with the key", async () => {
  expect(await message('item,date,units\nA,2024-01-01,"4,5"\n')).toMatch(/Set decimal: "," if that is the/);
});

test("a text among the numbers of a file per period is refused with its line", async () => {
  const rows = (cell: string) => `A,2024-01-01,1,x\nA,2024-01-02,2,y\nA,2024-01-03,${cell},z\n`;
  const sales = "item,date,units\nA,2024-01-01,1\n";
  const perPeriod = await temporaryFile("prices.csv", `item,date,price,note\n${rows('"1,250"')}`);
  expect(await message(sales, { perPeriod })).toBe(
    'prices.csv line 4, column "price": found "1,250" among numbers. ' +
      "Write it without thousands separators, or set thousands or decimal.",
  );
});

test("an unclosed quote damages the file from its line on, even where bad rows may be skipped", async () => {
  const text = 'item,date,units\nA,2024-01-01,1\n"B,2024-01-01,1\nC,2024-01-01,1\nD,2024-01-01,1\n';
  for (const rejectedRows of ["refuse", "skip"] as const)
    expect(await message(text, { rejectedRows })).toBe(
      "sales.csv line 3: a quote is opened here and never closed: the file is damaged from this line on. " +
        "Close the quote, or double it inside a text.",
    );
});

test("an unclosed quote is found in the last of many files with other faults", async () => {
  const folder = await temporaryFolder();
  const bad = Array.from({ length: 9 }, (_, i) => `A,2024-01-0${i + 1}`).join("\n");
  await writeFile(join(folder, "a.csv"), `item,date,units\n${bad}\n`);
  await writeFile(join(folder, "b.csv"), 'item,date,units\nA,2024-02-01,1\nA,2024-02-02,"1\n');
  const sales = join(folder, "*.csv");
  const data = fileDataSchema.parse({ sales, columns, frequency: "day", rejectedRows: "skip" });
  expect(await refusal(importSales(data))).toMatch(/^b\.csv line 3: a quote is opened here/);
});

test("a file with two kinds of line ends is refused with a way out", async () => {
  const found = await message("item,date,units\r\nA,2024-01-01,1\nB,2024-01-01,1\r\n");
  expect(found).toMatch(/cannot be read as CSV.*all lines end alike \(LF or CRLF\)/);
});

test("rows with too few or too many fields are named", async () => {
  expect(await message("item,date,units\nA,2024-01-01\nA,2024-01-01,1,5\n")).toBe(
    "sales.csv line 2: found 2 fields where the first line has 3; " +
      "also sales.csv line 3: 4 fields where the first line has 3. " +
      "Correct the lines, or set rejectedRows: skip to leave such rows out.",
  );
});

test("duplicates and returns are refused with their lines where the config says so", async () => {
  const twice = "item,date,units\nA,2024-01-01,1\nB,2024-01-01,1\nA,2024-01-01,2\n";
  expect(await message(twice, { duplicates: "refuse" })).toBe(
    "sales.csv line 2 and 4: more than one row for A on 2024-01-01 (1 rows too many). " +
      "Keep one row each, or set duplicates: sum.",
  );
  expect(await message("item,date,units\nA,2024-01-01,1\nA,2024-01-02,-3\n", { returns: "refuse" })).toMatch(
    /^sales\.csv line 3: negative units \(1 rows in all\)/,
  );
});

test("an in-stock flag that is neither yes nor no, and a row without an item, are refused", async () => {
  const options = { columns: { ...columns, inStock: "stock" } };
  expect(await message("item,date,units,stock\nA,2024-01-01,1,maybe\n", options)).toMatch(
    /line 2, column "stock": found "maybe"\. Write 1 or 0/,
  );
  expect(await message("item,date,units\nA,2024-01-01,1\n,2024-01-01,1\n")).toMatch(
    /line 3, column "item": found an empty cell\. Give every row an item/,
  );
});

test("a wide file without periods, or numbered ones without a start, is refused", async () => {
  const wide = { layout: "wide", columns: { item: "item" } } as const;
  expect(await message("item,name\nA,x\n", wide)).toMatch(/has no period columns/);
  expect(await message("item,W0,W1\nA,1,2\n", wide)).toMatch(/numbers its periods \(W0, W1, …\)\. Set from/);
  expect(await message("item,2024-01-01,2024-01-02\nA,1,2\nB,,x\n", wide)).toMatch(
    /line 3, column "2024-01-02": found "x"/,
  );
});

test("two rows of attributes for one item are refused", async () => {
  const attributes = await temporaryFile("items.csv", "item,cost\nA,1\nB,2\nA,3\n");
  expect(await message("item,date,units\nA,2024-01-01,1\n", { attributes })).toBe(
    'items.csv line 4: repeats item "A" of line 2. Keep one row for each.',
  );
});
