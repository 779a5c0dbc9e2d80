import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFile, temporaryFolder } from "../../test/store/temporary.js";
import { historyBefore, withNewerSales } from "../demand/known-history.js";
import { namedFeatures } from "../demand/features/index.js";
import type { Panel } from "../demand/panel.js";
import { fileDataSchema, type FileDataInput } from "./file-data.js";
import { importSales } from "./import-sales.js";
import { readPanel, writePanel } from "./panel-folder.js";

const columns = { item: "item", location: "store", date: "date", units: "units" };
const days = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"];
const sales = ["A,S1", "A,S2", "B,S1"].flatMap((key) => days.map((day) => `${key},${day},1`));
const salesText = `item,store,date,units\n${sales.join("\n")}\n`;

async function imported(perPeriod: string, options: Partial<FileDataInput> = {}) {
  const files = { sales: await temporaryFile("sales.csv", salesText), perPeriod };
  return importSales(fileDataSchema.parse({ ...files, columns, frequency: "day", ...options }));
}

const prices = (...rows: string[]) => temporaryFile("prices.csv", `${rows.join("\n")}\n`);

function columnOf({ perPeriod }: Panel, name: string): number[] {
  return [...(perPeriod?.get(name) ?? [])];
}

describe("numbers that change over time", () => {
  test("are the mean of a period, and stay until the next; none is known before the first", async () => {
    const of = ["A,S1,2024-01-02,3", "A,S1,2024-01-02,4", "A,S1,2024-01-04,5"];
    const others = ["A,S2,2023-12-30,7", "B,S1,2024-01-01,1"];
    const { panel } = await imported(await prices("item,store,date,price", ...of, ...others));
    expect(columnOf(panel, "price").slice(0, 4)).toEqual([NaN, 3.5, 3.5, 5]);
    expect(columnOf(panel, "price").slice(8)).toEqual([1, 1, 1, 1]);
  });

  test("tell features nothing of what their first row says, before it", async () => {
    const known = async (price: number, promotion: number) => {
      const row = `A,S1,2024-01-03,${price},${promotion}`;
      const { panel } = await imported(await prices("item,store,date,price,promotion", row));
      const decisions = 3;
      return namedFeatures(panel, 4).get("columns")!.map(({ name, fill }) => {
        const out = new Float32Array(decisions);
        fill(panel, 0, 0, decisions, out, 0);
        return [name, ...out];
      });
    };
    const low = await known(2, 1);
    expect(low.map(([name]) => name)).toContain("promotion-last");
    expect(await known(9, 0)).toEqual(low);
  });

  test("belong to an item everywhere where the file has no location", async () => {
    const { panel } = await imported(await prices("item,date,price", "A,2024-01-01,3", "A,2024-01-03,2"));
    expect(columnOf(panel, "price").slice(0, 8)).toEqual([3, 3, 2, 2, 3, 3, 2, 2]);
    expect(columnOf(panel, "price").slice(8).every(Number.isNaN)).toBe(true);
  });

  test("are all columns of numbers, in whatever delimiter and decimal mark; texts are left out", async () => {
    const rows = ["A;02.01.2024;3,5;1;cheap", "B;01.01.2024;;0;7"];
    const file = await prices("item;date;price;promoted;note", ...rows);
    const { panel } = await imported(file, { decimal: "," });
    expect([...panel.perPeriod!.keys()]).toEqual(["price", "promoted"]);
    expect(columnOf(panel, "price").slice(0, 4)).toEqual([NaN, 3.5, 3.5, 3.5]);
  });

  test("may stand in the file of the sales", async () => {
    const lines = salesText.trim().split("\n");
    const text = lines.map((line, i) => `${line},${i === 0 ? "price" : i}\n`).join("");
    const file = await temporaryFile("sales.csv", text);
    const data = fileDataSchema.parse({ sales: file, perPeriod: file, columns, frequency: "day" });
    const { panel } = await importSales(data);
    expect(columnOf(panel, "price")).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test("are refused by name where there are none, or where a date is none", async () => {
    await expect(imported(await prices("item,date,note", "A,2024-01-01,cheap"))).rejects.toThrow(
      /prices\.csv line 1: has no column of numbers beside/,
    );
    const refused = async (row: string, message: RegExp, names = "item,date,price") =>
      expect(imported(await prices(names, row))).rejects.toThrow(message);
    await refused("A,soon,3", /"soon", which is no date/);
    await refused("A,2024-01-01,3", /no column "date"/, "item,when,price");
    await refused("A,01/02/2024,3", /two ways/);
  });

  test("are written and read bit for bit, and known of the past only", async () => {
    const file = await prices("item,date,price", "A,2024-01-01,3.1", "A,2024-01-04,9");
    const { panel, report } = await imported(file);
    const folder = join(await temporaryFolder(), "panel");
    await writePanel(panel, report, folder);
    expect((await readPanel(folder)).panel).toEqual(panel);
    await rm(join(folder, "per-period-1.f32"));
    await expect(readPanel(folder)).rejects.toThrow("per-period-1.f32");
    // The decision of the last day sees the price of the day before: later ones are not known.
    const known = columnOf(historyBefore(panel, 3), "price").slice(0, 4);
    expect(known).toEqual([3.1, 3.1, 3.1, 3.1].map(Math.fround));
    const newer = await importSales(
      fileDataSchema.parse({
        sales: await temporaryFile("newer.csv", "item,store,date,units\nA,S1,2024-01-05,1\n"),
        columns,
        frequency: "day",
      }),
    );
    expect(columnOf(withNewerSales(panel, newer.panel), "price").slice(0, 5)).toEqual(
      [3.1, 3.1, 3.1, 9, 9].map(Math.fround),
    );
  });

  test("that are plans are known of the period decided and of those after the last sales", async () => {
    const rows = ["A,2024-01-01,0", "A,2024-01-04,1", "A,2024-01-05,0", "A,2024-01-06,1"];
    const { panel, report } = await imported(await prices("item,date,promotion", ...rows), {
      plans: ["promotion"],
    });
    expect(columnOf(panel, "promotion").slice(0, 4)).toEqual([0, 0, 0, 1]);
    const plansOf = ({ planned, series }: Panel) => {
      const values = [...planned!.get("promotion")!];
      return values.slice(0, values.length / series.length);
    };
    expect(plansOf(panel).slice(0, 3)).toEqual([0, 1, NaN]);
    const folder = join(await temporaryFolder(), "panel");
    await writePanel(panel, report, folder);
    expect((await readPanel(folder)).panel).toEqual(panel);
    const early = historyBefore(panel, 3);
    expect(columnOf(early, "promotion").slice(0, 4)).toEqual([0, 0, 0, 1]);
    expect(plansOf(early).slice(0, 3)).toEqual([0, 1, NaN]);
    const late = historyBefore(panel, 4);
    expect(columnOf(late, "promotion").slice(0, 5)).toEqual([0, 0, 0, 1, 0]);
    expect(plansOf(late).slice(0, 2)).toEqual([1, NaN]);
    const other = await prices("item,date,price", "A,2024-01-01,1");
    await expect(imported(other, { plans: ["promo"] })).rejects.toThrow(
      /data\.plans: there is no column "promo" per period/,
    );
  });

  test("holidays are a file of dates, and of locations where these differ", async () => {
    const sold = await temporaryFile("sales.csv", salesText);
    const of = async (text: string) => {
      const holidays = await temporaryFile("holidays.csv", text);
      const data = fileDataSchema.parse({ sales: sold, holidays, columns, frequency: "day" });
      return (await importSales(data)).panel;
    };
    const everywhere = await of("date,name\n2024-01-01,New Year\n2024-01-05,Fair\n2024-01-05,Market\n");
    expect(columnOf(everywhere, "holiday").slice(0, 8)).toEqual([1, 0, 0, 0, 1, 0, 0, 0]);
    expect(everywhere.planned!.get("holiday")![0]).toBe(1);
    const local = await of("date,store\n2024-01-02,S2\n");
    expect(columnOf(local, "holiday")).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });
});
