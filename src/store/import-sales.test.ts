import { gzipSync } from "node:zlib";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../../test/store/temporary.js";
import { formatDate } from "../base/dates.js";
import { Cancelled } from "../base/errors.js";
import type { Panel } from "../demand/panel.js";
import { literal, withDatabase } from "./duckdb.js";
import { fileDataSchema, type FileDataInput } from "./file-data.js";
import { importSales } from "./import-sales.js";

const columns = { item: "item", location: "store", date: "date", units: "units" };

async function imported(text: string | Uint8Array, options: Partial<FileDataInput> = {}, name = "sales.csv") {
  const sales = await temporaryFile(name, text);
  return importSales(fileDataSchema.parse({ sales, columns, frequency: "day", ...options }));
}

function unitsOf({ panel }: { panel: Panel }, series = 0): number[] {
  const periods = panel.periodStart.length;
  return [...panel.units.subarray(series * periods, (series + 1) * periods)];
}

function inStockOf({ panel }: { panel: Panel }, series = 0): number[] {
  const periods = panel.periodStart.length;
  return [...panel.inStock.subarray(series * periods, (series + 1) * periods)];
}

const plain = "item,store,date,units\nB,S1,2024-01-01,3\nA,S1,2024-01-03,4\nB,S1,2024-01-02,1.5\n";

describe("what an import makes of good files", () => {
  test("series are sorted, gaps are sales of nothing, and a series starts with its first row", async () => {
    const { panel, report } = await imported(plain);
    expect(panel.series).toEqual([
      { item: "A", location: "S1" },
      { item: "B", location: "S1" },
    ]);
    expect(Array.from(panel.periodStart, formatDate)).toEqual(["2024-01-01", "2024-01-02", "2024-01-03"]);
    expect([...panel.units]).toEqual([0, 0, 4, 3, 1.5, 0]);
    expect([...panel.firstPeriod]).toEqual([2, 0]);
    expect([...panel.inStock]).toEqual([0, 0, 1, 1, 1, 1]);
    expect(report).toMatchObject({
      series: 2,
      periods: 3,
      rowsRead: 3,
      gapsFilled: 1,
      seriesStartingLate: 1,
    });
    expect(report).toMatchObject({ firstDate: "2024-01-01", lastDate: "2024-01-03", unitsSold: 8.5 });
  });

  test("row order, line ends, byte order mark, quotes, delimiter and gzip change nothing", async () => {
    const { panel } = await imported(plain);
    const [header, ...rows] = plain.trim().split("\n");
    const shuffled = [header, ...rows.toReversed()].join("\n");
    const variants: [string | Uint8Array, string][] = [
      [shuffled, "sales.csv"],
      [plain.replaceAll("\n", "\r\n"), "sales.csv"],
      [`\uFEFF${plain}`, "sales.csv"],
      [plain.replaceAll(",", ";"), "sales.csv"],
      [plain.replaceAll(",", "\t"), "sales.tsv"],
      [plain.replace(/^(\w+),(\w+),(.*)$/gm, '"$1","$2",$3'), "sales.csv"],
      [gzipSync(plain), "sales.csv.gz"],
      [plain.trimEnd(), "sales.csv"],
    ];
    for (const [text, name] of variants) expect((await imported(text, {}, name)).panel).toEqual(panel);
  });

  test("Parquet gives the same panel as CSV, with and without typed columns", async () => {
    const sales = await temporaryFile("sales.csv", plain);
    const typed = join(dirname(sales), "typed.parquet");
    const texts = join(dirname(sales), "texts.parquet");
    await withDatabase({ resume: "" }, async ({ connection }) => {
      const all = `read_csv(${literal(sales)}, all_varchar=true)`;
      await connection.run(`COPY (SELECT * FROM ${all}) TO ${literal(texts)}`);
      const cast = "item, store, date::DATE AS date, units::DOUBLE AS units";
      await connection.run(`COPY (SELECT ${cast} FROM ${all}) TO ${literal(typed)}`);
    });
    const { panel } = await imported(plain);
    for (const path of [typed, texts]) {
      const data = fileDataSchema.parse({ sales: path, columns, frequency: "day" });
      expect((await importSales(data)).panel).toEqual(panel);
    }
  });

  test("a pattern reads many files, whose columns may be in another order", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "a.csv"), "item,store,date,units\nA,S1,2024-01-01,1\n");
    await writeFile(join(folder, "b.csv"), "date;units;item;store\n2024-01-02;2;A;S1\n");
    const sales = join(folder, "*.csv");
    const found = await importSales(fileDataSchema.parse({ sales, columns, frequency: "day" }));
    expect(unitsOf(found)).toEqual([1, 2]);
  });

  test("days roll up into weeks that start on monday, and a cut week is told", async () => {
    const text = "item,store,date,units\nA,S,2024-01-03,1\nA,S,2024-01-07,2\nA,S,2024-01-08,4\n";
    const found = await imported(text, { frequency: "week" });
    expect(Array.from(found.panel.periodStart, formatDate)).toEqual(["2024-01-01", "2024-01-08"]);
    expect(unitsOf(found)).toEqual([3, 4]);
    expect(found.report.duplicates).toBe(0);
    expect(found.report.notes).toEqual([
      "The first week is cut: its data starts on 2024-01-03.",
      "The last week is cut: its data ends on 2024-01-08.",
    ]);
  });

  test("weeks start on the weekday that all dates share, or on the one asked for", async () => {
    const text = "item,store,date,units\nA,S,2024-01-02,1\nA,S,2024-01-16,2\n";
    const found = await imported(text, { frequency: "week" });
    expect(Array.from(found.panel.periodStart, formatDate)).toEqual([
      "2024-01-02",
      "2024-01-09",
      "2024-01-16",
    ]);
    expect(found.report.notes).toEqual(["1 week has no row at all, 2024-01-09: taken as without sales."]);
    const sunday = await imported(text, { frequency: "week", weekStart: "sunday" });
    expect(formatDate(sunday.panel.periodStart[0])).toBe("2023-12-31");
  });

  test("months have their own lengths", async () => {
    const text = "item,store,date,units\nA,S,2023-12-31,1\nA,S,2024-02-29,2\nA,S,2024-03-01,4\n";
    const found = await imported(text, { frequency: "month" });
    expect(Array.from(found.panel.periodStart, formatDate)).toEqual([
      "2023-12-01",
      "2024-01-01",
      "2024-02-01",
      "2024-03-01",
    ]);
    expect(unitsOf(found)).toEqual([1, 0, 2, 4]);
  });

  test("leading periods out of stock are not yet on offer, later ones are out of stock", async () => {
    const text = `item,store,date,units,stock
A,S,2024-01-01,0,no
A,S,2024-01-02,0,YES
A,S,2024-01-03,0,False
A,S,2024-01-04,5,1
B,S,2024-01-01,0,0
B,S,2024-01-02,2,0
C,S,2024-01-01,0,f
`;
    const found = await imported(text, { columns: { ...columns, inStock: "stock" } });
    expect([...found.panel.firstPeriod]).toEqual([1, 1, 4]);
    expect(inStockOf(found)).toEqual([0, 1, 0, 1]);
    expect(inStockOf(found, 1)).toEqual([0, 0, 1, 1]);
    expect(inStockOf(found, 2)).toEqual([0, 0, 0, 0]);
    expect(found.report).toMatchObject({ seriesStartingLate: 2, seriesNeverOnOffer: 1, gapsFilled: 2 });
    expect(found.report.outOfStockShare).toBeCloseTo(2 / 6);
  });

  test("a week with one day out of stock is out of stock", async () => {
    const text = "item,store,date,units,stock\nA,S,2024-01-01,3,1\nA,S,2024-01-02,0,0\nA,S,2024-01-08,1,1\n";
    const found = await imported(text, { columns: { ...columns, inStock: "stock" }, frequency: "week" });
    expect(inStockOf(found)).toEqual([0, 1]);
    expect([...found.panel.firstPeriod]).toEqual([0]);
  });

  test("duplicates are added up and counted", async () => {
    const found = await imported(
      "item,store,date,units\nA,S,2024-01-01,1\nA,S,2024-01-01,2\nA,T,2024-01-01,4\n",
    );
    expect(found.report.duplicates).toBe(1);
    expect([...found.panel.units]).toEqual([3, 4]);
  });

  test("returns are netted within the period, or left out where asked", async () => {
    const text = "item,store,date,units\nA,S,2024-01-01,5\nA,S,2024-01-01,-2\nA,S,2024-01-02,-4\n";
    const net = await imported(text);
    expect(unitsOf(net)).toEqual([3, 0]);
    expect(net.report.returns).toEqual({ rows: 2, units: 6, clippedPeriods: 1 });
    expect(unitsOf(await imported(text, { returns: "clip" }))).toEqual([5, 0]);
  });

  test("days on which nobody bought anything can be skipped", async () => {
    const text = "item,store,date,units\nA,S,2024-01-01,5\nB,S,2024-01-03,2\nA,S,2024-01-05,1\n";
    const found = await imported(text, { closedDays: "skip" });
    expect(Array.from(found.panel.periodStart, formatDate)).toEqual([
      "2024-01-01",
      "2024-01-03",
      "2024-01-05",
    ]);
    expect([...found.panel.firstPeriod]).toEqual([0, 1]);
    expect(found.report.closedDays).toBe(2);
    expect([...found.panel.units]).toEqual([5, 0, 1, 0, 2, 0]);
  });

  test("from and to choose the days", async () => {
    const found = await imported(plain, { from: "2024-01-02", to: "2024-01-02" });
    expect(found.panel.series).toEqual([{ item: "B", location: "S1" }]);
    expect(unitsOf(found)).toEqual([1.5]);
  });

  test("dates may be written in the German or the American way, with a time, and months alone", async () => {
    const days = ["2024-01-13", "2024-02-01"];
    const written: [string, string][] = [
      ["13.01.2024", "1.2.2024"],
      ["01/13/2024", "02/01/2024"],
      ["13/01/2024", "01/02/2024"],
      ["20240113", "20240201"],
      ["2024-01-13T10:00:00Z", "2024-02-01T23:59:59Z"],
    ];
    for (const [first, last] of written) {
      const found = await imported(`item,store,date,units\nA,S,${first},1\nA,S,${last},2\n`);
      const starts = Array.from(found.panel.periodStart, formatDate);
      expect([starts[0], starts[starts.length - 1]]).toEqual(days);
    }
    const months = await imported("item,store,date,units\nA,S,2024-01,1\nA,S,2024-03,2\n", {
      frequency: "month",
    });
    expect(unitsOf(months)).toEqual([1, 0, 2]);
  });

  test("decimal commas are read where the config says so", async () => {
    const found = await imported("item;store;date;units\nA;S;2024-01-01;1,5\n", { decimal: "," });
    expect(unitsOf(found)).toEqual([1.5]);
  });

  test("a wide file of dates has one series per row, and an empty cell is unknown", async () => {
    const text = "sku,name,2024-01,2024-02,2024-03\nA,x,1,,3\nB,y,,2,\n";
    const found = await imported(text, { layout: "wide", columns: { item: "sku" }, frequency: "month" });
    expect([...found.panel.units]).toEqual([1, 0, 3, 0, 2, 0]);
    expect([...found.panel.inStock]).toEqual([1, 0, 1, 0, 1, 0]);
    expect([...found.panel.firstPeriod]).toEqual([0, 1]);
  });

  test("a wide file of numbered periods starts at from", async () => {
    const text = "sku,W0,W1,W3\nA,1,2,4\n";
    const options = {
      layout: "wide",
      columns: { item: "sku" },
      frequency: "week",
      from: "2024-01-02",
    } as const;
    const found = await imported(text, options);
    expect(formatDate(found.panel.periodStart[0])).toBe("2024-01-02");
    expect(unitsOf(found)).toEqual([1, 2, 0, 4]);
    expect(inStockOf(found)).toEqual([1, 1, 0, 1]);
  });

  test("attributes join by item, or by item and location, and unknown ones are NaN or empty", async () => {
    const byItem = await temporaryFile("items.csv", "item,cost,group\nA,2.5,dairy\nX,9,meat\n");
    const found = await imported(plain, { attributes: byItem });
    expect(found.panel.attributes.get("cost")).toEqual({ kind: "number", values: Float64Array.of(2.5, NaN) });
    expect(found.panel.attributes.get("group")).toEqual({ kind: "text", values: ["dairy", ""] });
    expect(found.report.notes).toEqual(["1 series have no row in the attributes file."]);
    const both = await temporaryFile("both.csv", "store,item,leadTime\nS1,B,3\nS2,B,4\nS1,A,5\n");
    const exact = await imported(plain, { attributes: both });
    expect(exact.panel.attributes.get("leadTime")).toEqual({ kind: "number", values: Float64Array.of(5, 3) });
  });

  test("columns named like our own words do not get in the way", async () => {
    const text = "bad,day,raw,in_stock,units\nx,2024-01-01,2,A,7\n";
    const found = await imported(text, { columns: { item: "in_stock", date: "day", units: "raw" } });
    expect([found.panel.series[0].item, unitsOf(found)]).toEqual(["A", [2]]);
  });

  test("bad rows are left out and named where the config allows it", async () => {
    const text = "item,store,date,units\nA,S,2024-01-01,1\nA,S,2024-01-02,many\nA,S\nA,S,2024-01-03,3\n";
    const { report, panel } = await imported(text, { rejectedRows: "skip" });
    expect(report.rejected.rows).toBe(2);
    expect(report.rejected.examples.map(({ line, column, found }) => [line, column, found])).toEqual([
      [3, "units", '"many"'],
      [4, undefined, "2 fields where the first line has 4"],
    ]);
    expect([...panel.units]).toEqual([1, 0, 3]);
  });

  test("a stopped import ends in Cancelled", async () => {
    const controller = new AbortController();
    const sales = await temporaryFile("sales.csv", plain);
    const data = fileDataSchema.parse({ sales, columns, frequency: "day" });
    const onProgress = () => controller.abort();
    await expect(importSales(data, { signal: controller.signal, onProgress })).rejects.toThrow(Cancelled);
  });
});
