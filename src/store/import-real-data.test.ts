import { existsSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusal, temporaryFolder } from "../../test/store/temporary.js";
import { formatDate } from "../base/dates.js";
import { fileDataSchema, folderDataSchema, type FileDataInput } from "./file-data.js";
import { importSales } from "./import-sales.js";

const folder = "../shared/data";

function imported(data: FileDataInput) {
  return importSales(fileDataSchema.parse(data));
}

type Imported = Awaited<ReturnType<typeof importSales>>;

/** Millions of cells are compared as bytes: one by one they would take a quarter of a minute. */
function expectSame(a: Imported, b: Imported): void {
  const small = ({ panel: { units: _units, inStock: _inStock, ...rest }, report }: Imported) => ({
    rest,
    report,
  });
  expect(small(a)).toEqual(small(b));
  const bytes = ({ panel: { units, inStock } }: Imported) => [
    Buffer.from(units.buffer),
    Buffer.from(inStock),
  ];
  bytes(a).forEach((column, i) => expect(column.equals(bytes(b)[i])).toBe(true));
}

const present = existsSync(`${folder}/README.md`);

describe.skipIf(!present)("the shared data sets (skipped where ../shared/data is absent)", () => {
  test("VN2: Parquet and CSV give the same panel, with the figures of its description", async () => {
    const columns = {
      item: "product",
      location: "store",
      date: "week_start",
      units: "sales",
      inStock: "in_stock",
    };
    const set = `${folder}/vn2_inventory_planning`;
    const attributes = `${set}/master.csv`;
    const data = { columns, frequency: "week", attributes } as const;
    const parquet = await imported({ ...data, sales: `${set}/demand_weekly.parquet` });
    const csv = await imported({ ...data, sales: `${set}/demand_weekly.csv.gz` });
    expectSame(csv, parquet);
    expect(parquet.report).toMatchObject({
      series: 599,
      periods: 157,
      rowsRead: 94_043,
      seriesStartingLate: 209,
    });
    expect(parquet.report.outOfStockShare).toBeCloseTo(0.046, 3);
    expect(parquet.report.unitsSold / (599 * 157)).toBeCloseTo(2.9417, 4);
    expect(parquet.panel.attributes.get("department")?.kind).toBe("number");
  });

  test("Online Retail II: 604 open days, or 106 weeks", async () => {
    const set = `${folder}/online_retail_ii`;
    const columns = { item: "sku", date: "date", units: "units_net" };
    const days = { columns, frequency: "day", closedDays: "skip" } as const;
    const parquet = await imported({ ...days, sales: `${set}/demand_daily.parquet` });
    const csv = await imported({ ...days, sales: `${set}/demand_daily.csv.gz` });
    expectSame(csv, parquet);
    expect(parquet.report).toMatchObject({ series: 3804, periods: 604, closedDays: 135, rowsRead: 433_278 });
    const weeks = await imported({ columns, frequency: "week", sales: `${set}/demand_daily.parquet` });
    expect(weeks.report).toMatchObject({ periods: 106, unitsSold: parquet.report.unitsSold });
    expect(weeks.report.notes[1]).toBe("The last week is cut: its data ends on 2011-12-09.");
  });

  test("UCI weekly: a wide file of numbered weeks", async () => {
    const sales = `${folder}/uci_sales_transactions_weekly/demand_weekly_wide.csv`;
    const columns = { item: "Product_Code" };
    const found = await imported({ sales, layout: "wide", columns, frequency: "week", from: "2014-01-06" });
    expect(found.report).toMatchObject({ series: 811, periods: 52, outOfStockShare: 0 });
    expect(found.report.unitsSold / (811 * 52)).toBeCloseTo(8.899, 3);
  });

  test("car parts: a wide file of months, where an empty month is unknown", async () => {
    const sales = `${folder}/carparts/demand_monthly_wide.csv`;
    const found = await imported({ sales, layout: "wide", columns: { item: "part" }, frequency: "month" });
    expect(found.report).toMatchObject({ series: 2138, periods: 51 });
    expect(formatDate(found.panel.periodStart[50])).toBe("2002-03-01");
    expect(found.report.unitsSold / found.report.rowsRead).toBeCloseTo(0.5055, 4);
  });

  test("FreshRetailNet and M5: folders that a preset knows", async () => {
    const read = (set: string, frequency: "day" | "week", keep: string[]) =>
      importSales(folderDataSchema.parse({ folder: `${folder}/${set}`, frequency, keep }));
    const fresh = await read("freshretailnet50k", "day", ["discount"]);
    expect(fresh.report).toMatchObject({ series: 2000, periods: 90, rowsRead: 180_000, gapsFilled: 0 });
    expect(fresh.report.outOfStockShare).toBeCloseTo(0.442, 2);
    expect(fresh.panel.attributes.get("third_category_id")?.kind).toBe("number");
    const m5 = await read("m5_foods3_tx3", "week", ["event", "snap"]);
    expect(m5.report).toMatchObject({ series: 823, periods: 274, rowsRead: 823 * 1913 });
    expect(m5.panel.series[0]).toEqual({ item: "FOODS_3_001", location: "TX_3" });
    expect(formatDate(m5.panel.periodStart[0])).toBe("2011-01-29");
  });

  test("Favorita's companions: an item that stands in them twice is refused by name", async () => {
    const own = await temporaryFolder();
    for (const name of ["items.csv", "stores.csv", "holidays_events.csv", "oil.csv"])
      await copyFile(`${folder}/favorita_weekly_21stores/kaggle_meta/${name}`, join(own, name));
    const rows = "date,store_nbr,item_nbr,unit_sales\n2013-02-01,1,103665,2\n";
    await writeFile(join(own, "train.csv"), rows);
    const data = folderDataSchema.parse({ folder: own, frequency: "day", keep: ["holiday"] });
    const repeated = /^items\.csv line 6: repeats item_nbr "103665" of line 2/;
    expect(await refusal(importSales(data))).toMatch(repeated);
  });
});
