import { describe, expect, test } from "vitest";
import {
  all,
  favorita,
  type Files,
  fresh,
  imported,
  m5,
  refused,
  rossmann,
} from "../../test/store/published-folders.js";
import { formatDate } from "../base/dates.js";
import type { Panel } from "../demand/panel.js";

const changed = (files: Files, name: string, change: (text: string) => string): Files => ({
  ...files,
  [name]: change(String(files[name])),
});

const without = (files: Files, name: string) =>
  Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));

/** A file of comma-separated cells without a column. */
const cut = (column: string) => (text: string) => {
  const rows = text.trim().split("\n").map((line) => line.split(","));
  const at = rows[0].indexOf(column);
  return rows.map((cells) => `${cells.filter((_, i) => i !== at).join(",")}\n`).join("");
};

const kept = ({ perPeriod }: Panel, name: string) => [...perPeriod!.get(name)!];

describe("flags, as spreadsheets write them", () => {
  const words = (text: string) => text.replaceAll("True", "WAHR").replaceAll("False", "FALSCH");

  test("are read in the languages of spreadsheets, as yes and no, or as 1 and 0", async () => {
    const keep = ["promotion", "holiday"];
    const { panel } = await imported(favorita, { keep });
    const plain = (text: string) => text.replaceAll("True", "yes").replaceAll("False", "0");
    for (const change of [words, plain]) {
      const again = (await imported(all(favorita, change), { keep })).panel;
      for (const name of keep) expect(kept(again, name)).toEqual(kept(panel, name));
    }
    const snaps = changed(m5, "calendar.csv", (text) => text.replaceAll(/,([01]),([01])$/gm, ",$1.0,$2.0"));
    expect(kept((await imported(snaps, { keep: ["snap"] })).panel, "snap")).toEqual(
      kept((await imported(m5, { keep: ["snap"] })).panel, "snap"),
    );
  });

  test("are refused with their line where they say neither", async () => {
    const moved = changed(favorita, "holidays_events.csv", (text) => text.replace("False", "nope"));
    expect(await refused(moved, { keep: ["holiday"] })).toBe(
      'holidays_events.csv line 2, column "transferred": found "nope", which is neither yes nor no. ' +
        "Write 1 or 0, true or false, yes or no.",
    );
    const promoted = changed(favorita, "train.csv", (text) => text.replace("7.5,True", "7.5,x"));
    expect(await refused(promoted, { keep: ["promotion"] })).toMatch(/^train\.csv line 2, .*"onpromotion"/);
    const closed = changed(rossmann, "train.csv", (text) => text.replace(",0,0,0,0,a,0", ",0,0,0,0,?,0"));
    expect(await refused(closed, { keep: ["holiday"] })).toMatch(/line 4, column "StateHoliday": found "\?"/);
  });

  test("left empty say no", async () => {
    const files = changed(rossmann, "train.csv", (text) => text.replaceAll(/,0,([01])$/gm, ",,$1"));
    const again = await imported(files, { keep: ["holiday"] });
    const before = await imported(rossmann, { keep: ["holiday"] });
    expect(kept(again.panel, "holiday")).toEqual(kept(before.panel, "holiday"));
  });
});

describe("columns and files that are not there", () => {
  test.each([
    ["onpromotion", favorita, "promotion"],
    ["Promo", rossmann, "promotion"],
    ["discount", fresh, "discount"],
  ] as const)("%s, which is to be kept", async (column, files, name) => {
    const damaged = changed(files, "train.csv", cut(column));
    expect(await refused(damaged, { keep: [name] })).toMatch(
      new RegExp(`^train\\.csv line 1: has no column ${column}\\. Take the file as it was published, or`),
    );
    expect((await imported(damaged)).panel.periodStart.length).toBeGreaterThan(2);
  });

  test("a part of the sales is never left out without a word", async () => {
    const { panel } = await imported(fresh);
    const more = changed(fresh, "eval.csv", (text) =>
      text.replace("flag\n", "flag,rain\n").replace(",0\n", ",0,9\n"),
    );
    expect((await imported(more)).panel.periodStart).toEqual(panel.periodStart);
    const lacking = changed(fresh, "train.csv", cut("stock_hour6_22_cnt"));
    expect(await refused(lacking)).toMatch(
      /^train\.csv line 1: looks like fresh-retail-net, but has no column stock_hour6_22_cnt or/,
    );
  });

  test("a file that is packed, or has no line of names, is not left out without a word", async () => {
    const packed = { "eval.csv": fresh["eval.csv"], "train.csv.7z": "7z", "eval.csv.7z": "7z" };
    const { report } = await imported(packed);
    expect(report.notes.filter((note) => note.includes("packed"))).toEqual([
      "train.csv.7z is packed or a workbook, and is not read.",
    ]);
    const headless = changed(fresh, "train.csv", (text) => text.slice(text.indexOf("\n") + 1));
    expect(await refused(headless)).toMatch(/^train\.csv line 1: names no columns: it begins 1, 5, 38/);
  });

  test("what is not known without a companion is told", async () => {
    const { report } = await imported(without(without(favorita, "items.csv"), "oil.csv"));
    expect(report.notes).toContain("Without items.csv, the family of an item is not known.");
    expect(report.notes.some((note) => note.includes("oil"))).toBe(false);
    expect((await imported(without(rossmann, "store.csv"))).report.notes).toContain(
      "Without store.csv, the type of a store is not known.",
    );
  });

  test("m5: an item or a store that only the id says", async () => {
    const { panel } = await imported(m5);
    for (const column of ["item_id", "store_id"]) {
      const files = changed(m5, "sales_train_evaluation.csv", cut(column));
      expect((await imported(files, { keep: ["snap"] })).panel.series).toEqual(panel.series);
    }
    const odd = changed(m5, "sales_train_evaluation.csv", (text) =>
      cut("item_id")(text).replace("_TX_3_eval", "-TX3-eval"),
    );
    expect(await refused(odd)).toMatch(
      /^sales_train_evaluation\.csv line 3, column "id": found "FOODS_3_001-TX3/,
    );
  });

  test("m5: the column of a state's food stamps", async () => {
    const files = changed(m5, "calendar.csv", (text) => text.replace("snap_TX", "snap"));
    expect(await refused(files, { keep: ["snap"] })).toMatch(/^calendar\.csv line 1: has no column snap_TX/);
  });

  test("a folder of something else says what stands in the way", async () => {
    const train = favorita["train.csv"];
    const others = without(favorita, "train.csv");
    expect(await refused({ ...others, "train.csv.7z": "7z" })).toMatch(/^train\.csv\.7z: is packed\. Unpack/);
    expect(await refused({ ...others, "train.xlsx": "PK" })).toMatch(/^train\.xlsx: is a workbook.*as CSV/);
    expect(await refused({ ...others, "train.csv": train.slice(train.indexOf("\n") + 1) })).toMatch(
      /^train\.csv line 1: names no columns: it begins 0, 2016-02-28, 1, 103665\. Write the names/,
    );
    const closed = {
      ...changed(rossmann, "train.csv", cut("Open")),
      "test.csv": "Id,Store,Date\n1,1,2014-07-02\n",
    };
    expect(await refused(closed)).toMatch(/^train\.csv line 1: looks like rossmann, but has no column Open;/);
    expect(await refused({ "train.csv": train.toUpperCase() })).toMatch(
      /has no column item_nbr, store_nbr, date, unit_sales; it has ID, DATE, STORE_NBR/,
    );
  });
});

describe("dates and weeks of companions", () => {
  test("a date that no calendar has is named with its line", async () => {
    const files = changed(m5, "calendar.csv", (text) => text.replace("2012-02-29", "2012-02-30"));
    expect(await refused(files)).toBe(
      'calendar.csv line 3, column "date": found "2012-02-30", which is no date. ' +
        "No calendar has it: correct it.",
    );
    const holidays = changed(favorita, "holidays_events.csv", (text) => text.replace("-02-28", "-02-32"));
    expect(await refused(holidays, { keep: ["holiday"] })).toMatch(
      /^holidays_events\.csv line 2, column "date"/,
    );
  });

  test("spreadsheets end tables with empty rows, which are refused", async () => {
    const files = changed(m5, "calendar.csv", (text) => `${text},,,,,,,,,,\n`);
    expect(await refused(files)).toMatch(
      /^calendar\.csv line 7, column "date": found an empty cell.*a date\.$/,
    );
    const train = changed(rossmann, "train.csv", (text) => `${text},,,,,,,,\n`);
    expect(await refused(train)).toMatch(
      /^train\.csv line 6, column "Store": found an empty cell\. Give every row a location, or set rej/,
    );
  });

  test("two days of one date, and a day twice", async () => {
    const same = changed(m5, "calendar.csv", (text) => text.replace("2012-02-29", "2012-02-28"));
    expect(await refused(same)).toMatch(/^calendar\.csv: gives d_1 and d_2 the same date, 2012-02-28\. Give/);
    const twice = changed(m5, "calendar.csv", (text) => text.replace(",d_5,", ",d_4,"));
    expect(await refused(twice)).toMatch(/^calendar\.csv: has more than one row for d_4/);
  });

  test("a week that has two prices", async () => {
    const files = changed(m5, "sell_prices.csv", (text) => `${text}CA_1,FOODS_3_001,11106,9\n`);
    expect(await refused(files, { keep: ["price"] })).toMatch(
      /^sell_prices\.csv: says more than once what price is for item_id FOODS_3_001, store_id CA_1, date/,
    );
    const { panel } = await imported(files, { keep: ["price"], duplicates: "sum" });
    expect(kept(panel, "price")[3]).toBe((2.25 + 9) / 2);
  });

  test("prices of other items are told", async () => {
    const files = changed(m5, "sell_prices.csv", (text) => text.replaceAll("TX_3", "TX_9"));
    const { report } = await imported(files, { keep: ["price"] });
    expect(report.notes).toContain("1 of 2 series have no price in any period.");
  });

  test("flags move with the days of the sales where the zone of the shops is named", async () => {
    const late = all(rossmann, (text) => text.replaceAll(/(2014-\d\d-\d\d)/g, "$1T23:30:00Z"));
    const [before, after] = [
      await imported(rossmann, { keep: ["promotion"] }),
      await imported(late, { keep: ["promotion"], timeZone: "Europe/Berlin" }),
    ];
    expect(formatDate(after.panel.periodStart[0])).toBe("2014-06-30");
    expect(kept(after.panel, "promotion")).toEqual(kept(before.panel, "promotion"));
  });
});

describe("cells of attributes", () => {
  const distance = (shown: string) => changed(rossmann, "store.csv", (text) => text.replace("1270", shown));

  test("have the marks that are named, and no others", async () => {
    const values = async (files: Files, options = {}) =>
      (await imported(files, options)).panel.attributes.get("CompetitionDistance")?.values;
    expect(await values(distance('"1,270"'), { thousands: "," })).toEqual(Float64Array.of(1270, 570));
    const german = all(distance("1.270"), (text) => text.replaceAll(",", ";"));
    expect(await values(german, { thousands: ".", decimal: "," })).toEqual(Float64Array.of(1270, 570));
    expect(await refused(german, { decimal: "," })).toMatch(
      /^store\.csv line 2, column "CompetitionDistance": found "1\.270".*set thousands or decimal\.$/,
    );
    expect(await refused(distance('"1,270"'))).toMatch(/line 2, column "CompetitionDistance": found "1,270"/);
  });

  test("fresh-retail-net: hours out of stock with a decimal comma, or none at all", async () => {
    const hours = (shown: string) =>
      changed(fresh, "train.csv", (text) => text.replace("0.2,3,", `0.2,${shown},`));
    expect(await refused(hours("n/a"))).toMatch(
      /^train\.csv line 3, column "stock_hour6_22_cnt": found "n\/a"\. Write a number/,
    );
    const { panel } = await imported(
      all(hours("3.0"), (text) => text.replaceAll(",", ";").replaceAll(".", ",")),
      { decimal: "," },
    );
    expect([...panel.inStock]).toEqual([1, 0, 0, 1]);
  });
});
