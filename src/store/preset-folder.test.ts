import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  all,
  exported,
  favorita,
  type Files,
  folderOf,
  folders,
  fresh,
  imported,
  m5,
  refused,
  rossmann,
  turned,
} from "../../test/store/published-folders.js";
import { refusal, temporaryFolder } from "../../test/store/temporary.js";
import { formatDate } from "../base/dates.js";
import { categoryFeature, namedFeatures } from "../demand/features/index.js";
import type { Panel } from "../demand/panel.js";
import { literal, withDatabase } from "./duckdb.js";
import { folderDataSchema } from "./file-data.js";
import { importSales } from "./import-sales.js";
import { presets } from "./presets/index.js";

const rowsOf = ({ units, periodStart, series }: Panel) =>
  series.map(({ item, location }, i) => [
    `${item} ${location}`,
    ...units.subarray(i * periodStart.length, (i + 1) * periodStart.length),
  ]);

const kept = ({ perPeriod }: Panel, name: string) => [...perPeriod!.get(name)!];

describe("every preset", () => {
  test("has a folder here", () => {
    expect(folders.map(([name]) => name)).toEqual(presets.map(({ name }) => name));
  });

  test.each(folders)("%s is recognised, in whatever order its columns stand", async (name, files) => {
    const straight = await imported(files);
    expect(straight.report.notes[0]).toBe(`The folder is laid out as ${name}.`);
    const { panel } = await imported(all(files, turned));
    expect(rowsOf(panel)).toEqual(rowsOf(straight.panel));
    expect([...panel.inStock]).toEqual([...straight.panel.inStock]);
  });

  test.each(folders)("%s is read as a spreadsheet exports it", async (_, files) => {
    const { panel } = await imported(files);
    const again = await imported(all(files, exported), { decimal: "," });
    expect(rowsOf(again.panel)).toEqual(rowsOf(panel));
    expect([...again.panel.periodStart]).toEqual([...panel.periodStart]);
  });

  test.each(folders)("%s keeps what it says that it can", async (name, files) => {
    const keep = Object.keys(presets.find((preset) => preset.name === name)!.keeps);
    const present = keep.filter((column) => name !== "fresh-retail-net" || column !== "holiday");
    const { panel } = await imported(files, { keep: present });
    expect([...panel.perPeriod!.keys()]).toEqual(present);
    const again = await imported(all(files, exported), { keep: present, decimal: "," });
    for (const column of present) expect(kept(again.panel, column)).toEqual(kept(panel, column));
    expect(await refused(files, { keep: ["pirce"] })).toMatch(/^data\.keep: "pirce" is nothing that/);
  });

  test.each(folders)("%s is read from Parquet and from gzip", async (_, files) => {
    const { panel } = await imported(files);
    const zip = ([name, text]: [string, string | Uint8Array]) => [`${name}.gz`, gzipSync(String(text))];
    const zipped = Object.fromEntries(Object.entries(files).map(zip));
    expect(rowsOf((await imported(zipped)).panel)).toEqual(rowsOf(panel));
    const source = await folderOf(files);
    const target = await temporaryFolder();
    await withDatabase({ resume: "" }, async ({ connection }) => {
      for (const name of Object.keys(files)) {
        const [from, to] = [join(source, name), join(target, name.replace("csv", "parquet"))];
        await connection.run(`COPY (SELECT * FROM read_csv(${literal(from)})) TO ${literal(to)}`);
      }
    });
    const typed = await importSales(folderDataSchema.parse({ folder: target, frequency: "day" }));
    expect(rowsOf(typed.panel)).toEqual(rowsOf(panel));
  });
});

describe("what a preset makes of its files", () => {
  test("favorita: returns, days without a row, attributes of both kinds, holidays by place", async () => {
    const { panel, report } = await imported(favorita, { keep: ["promotion", "holiday"] });
    expect(rowsOf(panel)).toEqual([
      ["103665 1", 7.5, 0, 2],
      ["99197 2", 0, 3, 0],
    ]);
    expect(Array.from(panel.periodStart, formatDate)[1]).toBe("2016-02-29");
    expect(panel.attributes.get("perishable")?.values).toEqual(Float64Array.of(1, 0));
    expect(panel.attributes.get("city")?.values).toEqual(["Quito", "Manta"]);
    expect(kept(panel, "promotion")).toEqual([1, 0, 0, 0, 0, 0]);
    // The transferred holiday is a day like others; Manta has one of its own.
    expect(kept(panel, "holiday")).toEqual([0, 0, 1, 1, 0, 1]);
    expect(report.notes.filter((note) => note.includes("known only after the day"))).toHaveLength(2);
  });

  test("m5: dates of the calendar, the leap day, listing by first sale, prices by week number", async () => {
    const { panel } = await imported(m5, { keep: ["price", "event", "snap"] });
    expect(rowsOf(panel)).toEqual([
      ["FOODS_3_001 CA_1", 0, 2, 3, 4],
      ["FOODS_3_001 TX_3", 1, 0, 0, 9],
    ]);
    expect([...panel.firstPeriod]).toEqual([1, 0]);
    expect(Array.from(panel.periodStart, formatDate)[1]).toBe("2012-02-29");
    expect(kept(panel, "price")).toEqual([2.5, 2.5, 2.5, 2.25, NaN, NaN, NaN, 3]);
    expect(kept(panel, "event")).toEqual([0, 1, 0, 0, 0, 1, 0, 0]);
    expect(kept(panel, "snap")).toEqual([0, 1, 0, 0, 0, 0, 1, 0]);
    expect(panel.attributes.get("dept_id")?.values).toEqual(["FOODS_3", "FOODS_3"]);
    const weekly = await imported(m5, { frequency: "week", from: "2012-02-29" });
    expect(formatDate(weekly.panel.periodStart[0])).toBe("2012-02-25");
    expect(rowsOf(weekly.panel)[1]).toEqual(["FOODS_3_001 TX_3", 9]);
  });

  test("m5: a cut with nothing but id and days, whose calendar numbers them plainly", async () => {
    const sales = "id,d_1,d_2\nHOBBIES_1_008_WI_2_validation,4,0\n";
    const calendar = m5["calendar.csv"].replace(/,d_(\d)/g, ",$1");
    const { panel } = await imported({ "cut.csv": sales, "calendar.csv": calendar });
    expect(rowsOf(panel)).toEqual([["HOBBIES_1_008 WI_2", 4, 0]]);
  });

  test("rossmann: a closed day sells nothing, and months without rows are unknown", async () => {
    const { panel } = await imported(rossmann, { keep: ["holiday", "promotion"] });
    expect(rowsOf(panel)).toEqual([
      ["all 1", 40, 0, 5263],
      ["all 2", 0, 0, 6064],
    ]);
    expect([...panel.inStock]).toEqual([1, 1, 1, 0, 0, 1]);
    expect([...panel.firstPeriod]).toEqual([0, 2]);
    expect(kept(panel, "holiday").slice(0, 3)).toEqual([0, 1, 0]);
    expect(panel.attributes.get("CompetitionDistance")?.values).toEqual(Float64Array.of(1270, 570));
  });

  test("fresh-retail-net: the same days with weather and without are read once", async () => {
    const days = `${fresh["train.csv"]}${fresh["eval.csv"].split("\n")[1]}\n`;
    const withWeather = days.replaceAll("\n", ",4.2\n").replace(",4.2\n", ",precpt\n");
    const { panel } = await imported({ "core.csv": days, "full.csv": withWeather });
    expect(rowsOf(panel)).toEqual(rowsOf((await imported(fresh)).panel));
  });

  test("fresh-retail-net: hours out of stock flag the day; training and evaluation days join", async () => {
    const { panel } = await imported(fresh, { keep: ["discount"] });
    expect([...panel.inStock]).toEqual([1, 0, 0, 1]);
    expect(rowsOf(panel)[0].slice(1).map((units) => Number(units).toFixed(1))).toEqual([
      "0.1", "0.2", "0.0", "0.4",
    ]);
    const discounts = kept(panel, "discount").map((share) => share.toFixed(2));
    expect(discounts).toEqual(["1.00", "0.86", "1.00", "1.00"]);
    expect(panel.attributes.get("first_category_id")?.values).toEqual(Float64Array.of(5));
  });
});

/** The same files with a third series that shares what the first one is told by. */
const withThird: Readonly<Record<string, Files>> = {
  favorita: {
    ...favorita,
    "train.csv": `${favorita["train.csv"]}4,2016-02-29,1,103666,3.0,False\n`,
    "items.csv": `${favorita["items.csv"]}103666,BREAD,2712,1\n`,
  },
  m5: {
    ...m5,
    "sales_train_evaluation.csv":
      `${m5["sales_train_evaluation.csv"]}HOBBIES_1_001_CA_1_evaluation,HOBBIES_1_001,HOBBIES_1,HOBBIES,` +
      "CA_1,CA,1,1,1,1\n",
  },
  rossmann: {
    "train.csv": `${rossmann["train.csv"]}3,2,2014-07-01,4000,400,1,1,0,1\n`,
    "store.csv": `${rossmann["store.csv"]}3,c,b,900\n`,
  },
  "fresh-retail-net": {
    ...fresh,
    "train.csv":
      `${fresh["train.csv"]}1,5,39,2024-03-28,0.3,0,1.0,0\n2,7,39,2024-03-28,0.2,0,1.0,0\n`,
  },
};

const toldBy: Readonly<Record<string, { rows: readonly string[]; embedded: readonly string[] }>> = {
  favorita: {
    rows: ["family=BREAD", "class", "perishable", "city=Quito", "state=Pichincha", "type=D", "cluster"],
    embedded: ["family", "class", "city", "cluster", "location"],
  },
  m5: {
    rows: ["dept_id=FOODS_3", "cat_id=FOODS", "state_id=CA", "location=CA_1"],
    embedded: ["dept_id", "cat_id", "state_id", "location"],
  },
  rossmann: {
    rows: ["StoreType=c", "Assortment=a", "CompetitionDistance"],
    embedded: ["StoreType", "Assortment"],
  },
  "fresh-retail-net": {
    rows: ["first_category_id", "location=1"],
    embedded: ["first_category_id", "location"],
  },
};

describe("what a policy may see of a folder", () => {
  test.each(presets.map(({ name, keeps }) => [name, keeps] as const))(
    "%s: attributes, and what is kept, become features, plans ahead among them",
    async (name, keeps) => {
      const isThere = (column: string) => name !== "fresh-retail-net" || column !== "holiday";
      const keep = Object.keys(keeps).filter(isThere);
      const { panel } = await imported(withThird[name], { keep });
      const named = namedFeatures(panel, panel.periodStart.length);
      const namesOf = (set: string) => named.get(set)!.map((feature) => feature.name);
      expect(namesOf("attributes")).toEqual(expect.arrayContaining([...toldBy[name].rows]));
      for (const attribute of toldBy[name].embedded) {
        const feature = categoryFeature(panel, attribute, { trainingPeriods: panel.periodStart.length });
        expect(feature?.embedding?.categories.length, attribute).toBeGreaterThan(0);
      }
      for (const column of keep) {
        expect(panel.planned!.has(column)).toBe(true);
        expect(namesOf(column)).toContain(`${column}-ahead-7`);
        expect(namesOf("default")).toEqual(expect.arrayContaining(namesOf(column)));
      }
      for (const { name: feature, fill } of [...named.get("attributes")!, ...named.get("columns")!]) {
        const out = new Float32Array(panel.periodStart.length + 1);
        panel.series.forEach((_, series) => {
          fill(panel, series, 0, out.length, out, 0);
          expect(out.every(Number.isFinite), feature).toBe(true);
        });
      }
    },
  );
});

describe("what is wrong with a folder is refused by name", () => {
  const without = (files: Files, name: string) =>
    Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));

  test("a companion that is needed is missing", async () => {
    expect(await refused(without(m5, "calendar.csv"))).toMatch(
      /has no calendar\.csv \(a file with the columns d, date, wm_yr_wk\), which says which date d_1, d_2/,
    );
    expect(await refused(without(m5, "sell_prices.csv"), { keep: ["price"] })).toMatch(/no sell_prices\.csv/);
    expect(await refused(without(favorita, "stores.csv"), { keep: ["holiday"] })).toMatch(/no stores\.csv/);
    expect((await imported(without(favorita, "stores.csv"))).panel.attributes.has("city")).toBe(false);
  });

  test("a calendar that lacks days or weeks", async () => {
    const cut = (line: RegExp) => ({ ...m5, "calendar.csv": m5["calendar.csv"].replace(line, "") });
    expect(await refused(cut(/.*,d_3,.*\n/))).toMatch(/^calendar\.csv: has no row for d_3 of sales_train/);
    expect(await refused(cut(/.*11105.*\n/g), { keep: ["price"] })).toMatch(/has no row for d_1/);
    const prices = { ...m5, "sell_prices.csv": m5["sell_prices.csv"].replace("11105", "11104") };
    expect(await refused(prices, { keep: ["price"] })).toMatch(
      /^calendar\.csv: has no week 11104, of which sell_prices\.csv has prices/,
    );
  });

  test("numbers with thousands separators, where they are not named", async () => {
    const text = rossmann["train.csv"].replace("5263", '"5,263"');
    const files = { ...rossmann, "train.csv": text };
    expect(await refused(files)).toMatch(/^train\.csv line 2, column "Sales": found "5,263"\. .*thousands/);
    expect(rowsOf((await imported(files, { thousands: "," })).panel)[0][3]).toBe(5263);
    const price = { ...m5, "sell_prices.csv": m5["sell_prices.csv"].replace("2.25", "cheap") };
    expect(await refused(price, { keep: ["price"] })).toMatch(
      /^sell_prices\.csv line 3, column "sell_price": found "cheap", which is no number/,
    );
  });

  test("a column is missing, or the folder holds something else, or nothing", async () => {
    const renamed = favorita["train.csv"].replace("unit_sales", "units");
    expect(await refused({ "train.csv": renamed })).toMatch(
      /^train\.csv line 1: looks like favorita, but has no column unit_sales; it has id, .* Name the/,
    );
    expect(await refused({ "a.csv": "x,y\n1,2\n" })).toMatch(/Known are favorita, m5, rossmann, fresh/);
    expect(await refused({ "train.csv.7z": "7z" })).toMatch(/^train\.csv\.7z: is packed\. Unpack it/);
    const folder = join(await temporaryFolder(), "nowhere");
    const data = folderDataSchema.parse({ folder, frequency: "day" });
    expect(await refusal(importSales(data))).toMatch(/nowhere: no such file/);
  });

  test("the same file twice, packed and plain, and the same rows twice", async () => {
    const train = favorita["train.csv"];
    expect(await refused({ ...favorita, "train.csv.gz": gzipSync(train) })).toMatch(
      /holds train\.csv and train\.csv\.gz, the same twice/,
    );
    const sample = { ...favorita, "sample.csv": train };
    expect(await refused(sample)).toMatch(/more than one row for .*4 rows too many/);
  });

  test("times with a zone are told, and count by the shops' days where the zone is named", async () => {
    const text = rossmann["train.csv"].replaceAll(/(2014-\d\d-\d\d)/g, "$1T22:30:00Z");
    const files = { ...rossmann, "train.csv": text };
    expect((await imported(files)).report.notes).toContainEqual(expect.stringMatching(/set timeZone/));
    const { panel } = await imported(files, { timeZone: "Europe/Berlin" });
    expect(formatDate(panel.periodStart[0])).toBe("2014-06-30");
  });
});
