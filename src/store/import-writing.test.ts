import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusal, temporaryFile } from "../../test/store/temporary.js";
import { formatDate } from "../base/dates.js";
import { literal, withDatabase } from "./duckdb.js";
import { fileDataSchema, type FileDataInput } from "./file-data.js";
import { importSales } from "./import-sales.js";

const columns = { item: "item", date: "date", units: "units" };

async function imported(text: string, options: Partial<FileDataInput> = {}) {
  const sales = await temporaryFile("sales.csv", text);
  const { panel, report } = await importSales(
    fileDataSchema.parse({ sales, columns, frequency: "day", ...options }),
  );
  return { panel, report, units: [...panel.units], days: Array.from(panel.periodStart, formatDate) };
}

const refused = (text: string, options: Partial<FileDataInput> = {}) => refusal(imported(text, options));

describe("numbers in groups of three digits", () => {
  test("are read where the mark is named, in the ways of several countries", async () => {
    const written: [string, Partial<FileDataInput>][] = [
      ['"1,234.5"', { thousands: "," }],
      ["1.234,5", { thousands: ".", decimal: ",", delimiter: ";" }],
      ["1 234,5", { thousands: " ", decimal: ",", delimiter: ";" }],
      ["1\u00a0234,5", { thousands: " ", decimal: ",", delimiter: ";" }],
      ["1'234.5", { thousands: "'" }],
    ];
    for (const [units, options] of written) {
      const mark = options.delimiter ?? ",";
      const text = "item,date,units\nA,2024-01-01,UNITS\nA,2024-01-02,7\n".replaceAll(",", mark);
      expect((await imported(text.replace("UNITS", units), options)).units).toEqual([1234.5, 7]);
    }
  });

  test("are refused where a group has another length, and where the mark is not named", async () => {
    const text = 'item,date,units\nA,2024-01-01,"1,23"\n';
    expect(await refused(text, { thousands: "," })).toMatch(/line 2, column "units": found "1,23"/);
    expect(await refused('item,date,units\nA,2024-01-01,"1,234"\n')).toMatch(/or set thousands or decimal/);
    const same = fileDataSchema.safeParse({ sales: "a", columns, frequency: "day", thousands: "." });
    expect(same.error?.issues[0].path).toEqual(["thousands"]);
  });
});

describe("moments with a time zone", () => {
  const text = "item,date,units\nA,2024-01-31T23:30:00Z,1\nA,2024-02-01T12:00:00+01:00,2\n";

  test("count on the day as written, which is told, or on that of the shops", async () => {
    const written = await imported(text);
    expect([written.days, written.units]).toEqual([["2024-01-31", "2024-02-01"], [1, 2]]);
    expect(written.report.notes).toContain(
      "Times name a zone, and count on the day as written: set timeZone to count by the shops' days.",
    );
    const paris = await imported(text, { timeZone: "Europe/Paris" });
    expect([paris.days, paris.units, paris.report.notes]).toEqual([["2024-02-01"], [3], []]);
  });

  test("are plain days at midnight, and without a zone stay on their day", async () => {
    const midnight = text.replace("23:30:00", "00:00:00").replace("12:00:00", "00:00");
    expect((await imported(midnight)).report.notes).toEqual([]);
    const local = "item,date,units\nA,2024-01-31 23:30:00,1\n";
    expect((await imported(local, { timeZone: "Asia/Tokyo" })).days).toEqual(["2024-01-31"]);
  });

  test("of Parquet fall on the same day on every machine", async () => {
    const sales = join(dirname(await temporaryFile("x", "")), "sales.parquet");
    await withDatabase({ resume: "" }, async ({ connection }) => {
      const row = "SELECT 'A' AS item, TIMESTAMPTZ '2024-01-31 23:30:00+00' AS date, 1 AS units";
      await connection.run(`COPY (${row}) TO ${literal(sales)}`);
    });
    const data = { sales, columns, frequency: "day" } as const;
    const day = async (more: Partial<FileDataInput>) =>
      formatDate((await importSales(fileDataSchema.parse({ ...data, ...more }))).panel.periodStart[0]);
    expect([await day({}), await day({ timeZone: "Asia/Tokyo" })]).toEqual(["2024-01-31", "2024-02-01"]);
  });

  test("need a zone that exists", () => {
    const wrong = fileDataSchema.safeParse({ sales: "a", columns, frequency: "day", timeZone: "Mars/Base" });
    expect(wrong.error?.issues[0].message).toMatch(/^Write a time zone as the IANA names it/);
  });
});

describe("weeks, leap days and what spreadsheets make of dates", () => {
  test("weeks of ISO 8601 start on their monday, around the turn of a year too", async () => {
    const text = "item,date,units\nA,2020-W53,1\nA,2021-W01,2\nA,2021W02,4\n";
    const { days, units } = await imported(text, { frequency: "week" });
    expect([days, units]).toEqual([["2020-12-28", "2021-01-04", "2021-01-11"], [1, 2, 4]]);
  });

  test("a week that its year does not have, or one without its W, is refused", async () => {
    const weekly = { frequency: "week" } as const;
    expect(await refused("item,date,units\nA,2021-W01,1\nA,2021-W53,2\n", weekly)).toMatch(
      /line 3, column "date": found "2021-W53"/,
    );
    expect(await refused("item,date,units\nA,2024-05,1\nA,2024-35,2\n", weekly)).toMatch(
      /found "2024-35"\. Write months like 2024-05 and weeks like 2024-W05/,
    );
  });

  test("29 February exists in leap years only", async () => {
    const leap = await imported("item,date,units\nA,2024-02-28,1\nA,2024-03-01,2\n");
    expect(leap.units).toEqual([1, 0, 2]);
    expect(await refused("item,date,units\nA,2023-02-28,1\nA,2023-02-29,2\n")).toMatch(/"2023-02-29"/);
  });

  test("a spreadsheet's day numbers and its line before the names are refused with what to do", async () => {
    expect(await refused("item,date,units\nA,45292,1\n")).toMatch(
      /found "45292"\. That is a spreadsheet's number of a day: format the column as a date/,
    );
    expect(await refused("\uFEFFsep=;\nitem;date;units\nA;2024-01-01;1\n")).toBe(
      'sales.csv line 1: is "sep=;", which only a spreadsheet understands. ' +
        "Delete the line: the delimiter is found without it.",
    );
  });

  test("a spreadsheet's export is read: byte order mark, semicolons, CRLF, decimal commas", async () => {
    const text = '\uFEFF"item";"date";"units"\r\n"A";"31.12.2023";"1.000,5"\r\n"A";"01.01.2024";"2"\r\n';
    const found = await imported(text, { decimal: ",", thousands: "." });
    expect([found.days, found.units]).toEqual([["2023-12-31", "2024-01-01"], [1000.5, 2]]);
  });
});

describe("a series starts", () => {
  test("with its first sale where files are padded", async () => {
    const text = "item,2024-01,2024-02,2024-03\nA,0,0,3\nB,1,0,0\nC,0,0,0\n";
    const wide = { layout: "wide", columns: { item: "item" }, frequency: "month" } as const;
    const { panel } = await imported(text, { ...wide, seriesStart: "sale" });
    expect([...panel.firstPeriod]).toEqual([2, 0, 3]);
    expect([...(await imported(text, wide)).panel.firstPeriod]).toEqual([0, 0, 0]);
  });
});

describe("stock-outs", () => {
  test("are inferred from runs of zeros where the config says so, and counted", async () => {
    const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    const sold = (item: string, i: number) => (item === "A" && i >= 40 && i < 60 ? 0 : 3);
    const rows = ["A", "B"].flatMap((item) =>
      Array.from({ length: 100 }, (_, i) => `${item},${day(i)},${sold(item, i)}`),
    );
    const text = `item,date,units\n${rows.join("\n")}\n`;
    const flagged = await imported(text);
    expect([flagged.report.outOfStockShare, flagged.report.notes]).toEqual([0, []]);
    const { panel, report } = await imported(text, { stockOuts: "inferred" });
    expect(report.outOfStockShare).toBe(0.1);
    expect(panel.inStock.indexOf(0)).toBe(40);
    expect(report.notes).toEqual([
      "20 periods without a sale are taken to be out of stock: so long a run is no chance.",
    ]);
  });
});

describe("companion files", () => {
  const sales = "item,store,date,units\nA,S1,2024-01-01,1\nA,S2,2024-01-02,2\nB,S1,2024-01-01,3\n";
  const keyed = { columns: { ...columns, location: "store" } };

  test("attributes may speak of items, of locations and of both, in a file each", async () => {
    const attributes = [
      await temporaryFile("items.csv", "item,cost\nA,2\nB,3\n"),
      await temporaryFile("stores.csv", "store,city\nS1,Quito\n"),
      await temporaryFile("both.csv", "item,store,shelf\nA,S2,7\n"),
    ];
    const { panel, report } = await imported(sales, { ...keyed, attributes });
    expect(panel.attributes.get("cost")?.values).toEqual(Float64Array.of(2, 2, 3));
    expect(panel.attributes.get("city")?.values).toEqual(["Quito", "", "Quito"]);
    expect(panel.attributes.get("shelf")?.values).toEqual(Float64Array.of(NaN, 7, NaN));
    expect(report.notes).toEqual([
      "1 series have no row in the attributes file stores.csv.",
      "2 series have no row in the attributes file both.csv.",
    ]);
    const twice = { ...keyed, attributes: [attributes[0], attributes[0]] };
    expect(await refused(sales, twice)).toMatch(/^items\.csv line 1: has a column "cost", and so has items/);
  });

  test("numbers per period may speak of a location, or of everything", async () => {
    const perPeriod = [
      await temporaryFile("weather.csv", "store,date,rain\nS1,2024-01-01,5\nS2,2024-01-02,8\n"),
      await temporaryFile("oil.csv", "date,oil\n2024-01-01,70\n2024-01-02,71\n"),
    ];
    const { panel } = await imported(sales, { ...keyed, perPeriod });
    expect([...panel.perPeriod!.get("rain")!]).toEqual([5, 5, NaN, 8, 5, 5]);
    expect([...panel.perPeriod!.get("oil")!]).toEqual([70, 71, 70, 71, 70, 71]);
  });

  test("numbers that must be of items, but do not say of which, are refused", async () => {
    const perPeriod = await temporaryFile("prices.csv", "sku,date,price\nA,2024-01-01,5\nB,2024-01-01,8\n");
    expect(await refused(sales, { ...keyed, perPeriod })).toBe(
      "prices.csv: has no column of items, and 2 rows for 2024-01-01. " +
        "Name the items in a column item, or keep one row for each date (and location).",
    );
  });
});
