import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusal, temporaryFile } from "../../test/store/temporary.js";
import { parseDate } from "../base/dates.js";
import { parseCsv } from "./csv-records.js";
import { readOnOrder } from "./on-order-file.js";
import { writeOrders, type OrderRow } from "./orders-file.js";
import { readStock } from "./stock-file.js";

async function stock(text: string, options = {}) {
  return readStock(await temporaryFile("stock.csv", text), options);
}

async function onOrder(text: string) {
  return readOnOrder(await temporaryFile("onorder.csv", text));
}

describe("STOCK.csv", () => {
  test("rows come typed, with their lines; location and further columns are optional", async () => {
    expect(await stock("location;item;on_hand;colour\nS1; A ;2.5;red\n\nS2;A;0;blue\n")).toEqual([
      { item: "A", location: "S1", onHand: 2.5, line: 2 },
      { item: "A", location: "S2", onHand: 0, line: 4 },
    ]);
    expect((await stock("item,on_hand\nA,7\n"))[0]).toEqual({ item: "A", location: "", onHand: 7, line: 2 });
  });

  test("negative stock is refused unless backlog is allowed", async () => {
    expect(await refusal(stock("item,on_hand\nA,-3\n"))).toBe(
      'stock.csv line 2, column "on_hand": found "-3". Write a quantity of at least 0.',
    );
    expect((await stock("item,on_hand\nA,-3\n", { backlog: true }))[0].onHand).toBe(-3);
  });

  test("what is no quantity is named by line and column", async () => {
    for (const bad of ["NaN", "Infinity", "1e999", "many", '"1,234"', "0x1F"])
      expect(await refusal(stock(`item,on_hand\nA,1\nB,${bad}\n`))).toMatch(
        /^stock\.csv line 3, column "on_hand": found/,
      );
    expect(await refusal(stock("item,on_hand\nA,\n"))).toMatch(
      /line 2, column "on_hand": found an empty cell/,
    );
    expect(await refusal(stock("item,on_hand\n ,4\n"))).toMatch(/line 2, column "item": found an empty cell/);
  });

  test("missing, misnamed and repeated things are refused", async () => {
    expect(await refusal(stock("item,onhand\nA,1\n"))).toMatch(
      /no column "on_hand".*Did you mean "onhand"\?/,
    );
    expect(await refusal(stock("item,Location,on_hand\nA,S,1\n"))).toMatch(
      /has a column "Location"\. Name it "location"/,
    );
    expect(await refusal(stock("item,on_hand\nA,1\nB,1\nA,2\n"))).toMatch(/line 4: repeats A of line 2/);
    expect(await refusal(stock("item,on_hand\n"))).toMatch(/has column names but no rows/);
    expect(await refusal(stock("item,on_hand\nA,1,2\n"))).toMatch(
      /line 2: has 3 fields where the first line has 2/,
    );
    expect(await refusal(stock('item,on_hand\n"A,1\n'))).toMatch(/line 2: has a quote that is never closed/);
  });
});

describe("ONORDER.csv", () => {
  test("a series may have many deliveries, and a file none", async () => {
    const due = parseDate("2024-02-05");
    expect(await onOrder("item,location,quantity,due\nA,S,3,2024-02-05\nA,S,4,2024-02-05\n")).toEqual([
      { item: "A", location: "S", quantity: 3, due, line: 2 },
      { item: "A", location: "S", quantity: 4, due, line: 3 },
    ]);
    expect(await onOrder("item,quantity,due\n")).toEqual([]);
  });

  test("negative quantities and what is no date are refused", async () => {
    expect(await refusal(onOrder("item,quantity,due\nA,-1,2024-02-05\n"))).toMatch(
      /column "quantity": found "-1"/,
    );
    expect(await refusal(onOrder("item,quantity,due\nA,1,2024-02-30\n"))).toBe(
      'onorder.csv line 2, column "due": found "2024-02-30". Write a date as YYYY-MM-DD.',
    );
  });
});

describe("ORDERS.csv", () => {
  const due = parseDate("2024-02-05") ?? 0;
  const row: OrderRow = {
    item: '=cmd("x")',
    location: "Köln, Süd",
    order: 12,
    due,
    onHand: 3,
    onOrder: 0.5,
    position: 3.5,
    reason: "target 15",
    extra: { note: "-5 %", packs: -2 },
  };

  test("it has the columns of the contract, then those of the problem, and no formulas", async () => {
    const path = join(dirname(await temporaryFile("x", "")), "orders.csv");
    await writeOrders(path, [row, { ...row, target: 15, extra: {} }], { extraColumns: ["packs", "note"] });
    const text = await readFile(path, "utf8");
    const columns = "item,location,order,due,on_hand,on_order,position,target,reason,packs,note";
    const [header, first, second] = parseCsv(text, ",").map(({ fields }) => fields);
    expect(header.join(",")).toBe(columns);
    const cells = [
      '\'=cmd("x")',
      "Köln, Süd",
      "12",
      "2024-02-05",
      "3",
      "0.5",
      "3.5",
      "",
      "target 15",
      "-2",
      "'-5 %",
    ];
    expect(first).toEqual(cells);
    expect(second.slice(7)).toEqual(["15", "target 15", "", ""]);
  });

  test("an order that is no whole number is a defect of ours", async () => {
    const path = await temporaryFile("orders.csv", "old");
    await expect(writeOrders(path, [{ ...row, order: 1.5 }])).rejects.toThrow(/whole number of units/);
    expect(await readFile(path, "utf8")).toBe("old");
  });
});
