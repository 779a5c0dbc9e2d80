import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { beforeAll, expect, test } from "vitest";
import { deepstock, describeProgram } from "./deepstock.js";
import { type OrderLine, ordersOf } from "./orders-of.js";
import { salesHeader, salesRows, week, weeks } from "./small-retailer.js";
import { trainedRetailer } from "./trained-retailer.js";

const noHistory: unknown = expect.stringMatching(/^No order: no sales of this series are known/);

describeProgram("the order file", () => {
  const retailer = trainedRetailer();
  let home = "";
  beforeAll(() => {
    home = retailer.copy("orders");
  });

  /** Orders as of a date, with other files in place of those of the retailer. */
  function recommend(asOf: string, files: Readonly<Record<string, string>> = {}, more = "") {
    cpSync(retailer.copy(`again-${copies++}`), home, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    const line = `recommend run --stock stock.csv --as-of ${asOf} --out orders.csv ${more}`;
    const { exitCode, out, error } = deepstock(home, line);
    expect(exitCode, error).toBe(0);
    return { out, orders: ordersOf(join(home, "orders.csv")), bytes: readFileSync(join(home, "orders.csv")) };
  }
  let copies = 0;

  const last = week(weeks - 1);
  const onOrder = (...rows: string[]) => ({
    "on-order.csv": `${["item,location,quantity,due", ...rows].join("\n")}\n`,
  });

  test("adds up in every line: position, target, gap, whole units, and the same in words", () => {
    const { orders } = recommend(last, {}, "--on-order on-order.csv");
    expect(orders.size).toBe(12);
    for (const line of orders.values()) {
      const [order, onHand, onTheWay, position, target] = numbers(line);
      expect(position).toBe(onHand + onTheWay);
      const gap = Math.max(0, target - position);
      expect(Number.isInteger(order) && order >= 0).toBe(true);
      expect(Math.abs(order - gap)).toBeLessThanOrEqual(0.5 + 1e-4);
      // An order of the week after the last one, with a lead time of two weeks.
      expect(line.due).toBe(week(weeks + 2));
      expectReason(line);
    }
    expect(orders.get("A north")).toMatchObject({ on_hand: "0", on_order: "1", position: "1" });
    expect(orders.get("C south")).toMatchObject({ on_hand: "12", on_order: "2" });
  });

  test("says what moved each target and what is to be expected, in words and columns; or not", () => {
    const { orders, bytes } = recommend(last, {}, "--on-order on-order.csv");
    for (const line of orders.values()) {
      const [, explained] = line.reason.split(" As usual ");
      const order = Number(line.order) > 0 ? "With this" : "Without an";
      expect(explained).toMatch(
        new RegExp(`^the target would be [\\d.]+[:;] .*${order} order stock lasts [\\d.]+ week`),
      );
      const [first, second, third] = ["effect_1", "effect_2", "effect_3"].map((name) => Number(line[name]));
      expect(Math.abs(first)).toBeGreaterThanOrEqual(Math.abs(second));
      expect(Math.abs(second)).toBeGreaterThanOrEqual(Math.abs(third));
      const chance = Number(line.stockout_chance);
      expect(chance >= 0 && chance <= 1).toBe(true);
      const early = ", all of it| \\(\\d+ %|\\.$";
      expect(line.reason).toMatch(new RegExp(`is ${Math.round(100 * chance)} %(${early})`));
      expect(Number(line.expected_cover)).toBeGreaterThanOrEqual(0);
    }
    const other = recommend(last, {}, "--on-order on-order.csv --threads 2");
    expect(other.bytes.equals(bytes)).toBe(true);
    const brief = recommend(last, {}, "--on-order on-order.csv --no-explain").orders;
    for (const [key, line] of brief) {
      const { usual: _, expected_cover: _cover, stockout_chance: _chance, ...more } = orders.get(key)!;
      const { reason, ...numbers } = line;
      expect(more).toMatchObject(numbers);
      expect(more.reason.startsWith(reason)).toBe(true);
      expect(Object.keys(line)).not.toContain("usual");
    }
  });

  test("counts what is due when it can be used: early, on the day, within a week, overdue, late", () => {
    const columns = (rows: string[]) => {
      const { orders, out } = recommend(last, onOrder(...rows), "--on-order on-order.csv");
      return { line: orders.get("A north"), out };
    };
    const onTheDay = columns([`A,north,4,${week(weeks)}`]);
    expect(onTheDay.line).toMatchObject({ on_order: "4" });
    expect(columns([`A,north,4,${week(weeks - 5)}`]).line).toEqual(onTheDay.line);
    expect(columns([`A,north,1,${week(weeks)}`, `A,north,3,${week(weeks)}`]).line).toEqual(onTheDay.line);
    expect(columns([`A,north,4,${week(weeks - 5)}`]).out).toMatch(/Due before 2024-02-26.*: 1 row on order/);
    // A delivery in the middle of a week serves the week after it.
    expect(columns(["A,north,4,2024-02-28"]).line).toEqual(columns([`A,north,4,${week(weeks + 1)}`]).line);
    expect(columns([`A,north,4,${week(weeks + 9)}`]).out).toMatch(/Due no sooner than .*: 1 row on order/);
    expect(columns([`Z,north,4,${week(weeks)}`]).out).toMatch(
      /Not in the stock file: 1 row on order.* line 2: Z at north/,
    );
  });

  test("is the same on every day of the period", () => {
    const monday = recommend(last).bytes;
    for (const day of ["2024-02-21", "2024-02-25"]) expect(recommend(day).bytes.equals(monday)).toBe(true);
    const before = recommend("2024-02-18");
    expect(before.orders.get("A north")?.due).toBe(week(weeks + 1));
  });

  test("as of a past date knows nothing of later sales", () => {
    const asOf = week(weeks - 6);
    const then = recommend(asOf).orders;
    const later = salesRows(weeks - 5, weeks).map((row) => row.replace(/\d+$/, "900"));
    const changed = `${[salesHeader, ...salesRows(0, weeks - 5), ...later].join("\n")}\n`;
    const replaced = recommend(asOf, { "newer.csv": changed }, "--sales newer.csv").orders;
    expect(replaced).toEqual(then);
  });

  test("uses newer sales; rows of older weeks among them change nothing", () => {
    const asOf = week(weeks + 3);
    const newer = (from: number) => `${[salesHeader, ...salesRows(from, weeks + 4)].join("\n")}\n`;
    const only = recommend(asOf, { "newer.csv": newer(weeks) }, "--sales newer.csv");
    expect(only.orders.get("A north")?.due).toBe(week(weeks + 6));
    const overlapping = recommend(asOf, { "newer.csv": newer(weeks - 20) }, "--sales newer.csv");
    expect(overlapping.bytes.equals(only.bytes)).toBe(true);
    const quiet = newer(weeks).replaceAll(/,\d+$/gm, ",0");
    const slower = recommend(asOf, { "newer.csv": quiet }, "--sales newer.csv").orders;
    const sum = (orders: ReadonlyMap<string, OrderLine>) =>
      [...orders.values()].reduce((total, line) => total + Number(line.target), 0);
    expect(sum(slower)).toBeLessThan(sum(only.orders));
  });

  test("takes newer sales from what a configuration says: files laid out otherwise, or a database", () => {
    const asOf = week(weeks + 3);
    const newer = salesRows(weeks, weeks + 4);
    const plain = { "newer.csv": `${[salesHeader, ...newer].join("\n")}\n` };
    const usual = recommend(asOf, plain, "--sales newer.csv");
    const cells = newer.map((row) => row.split(","));
    const rows = cells.map(([item, location, date, units]) => [units, date, location, item].join(";"));
    const data = (sales: string) =>
      `data:\n  sales: ${sales}\n  frequency: week\n` +
      "  columns: { item: sku, location: shop, date: day, units: qty }\n" +
      "problem: { type: backlog, leadTime: 5, holdingCost: 3, shortageCost: 4 }\n";
    const files = {
      "other.csv": `${["qty;day;shop;sku", ...rows].join("\n")}\n`,
      "other.yaml": data("other.csv"),
      "shop.yaml": data(`{ sqlite: shop.db, query: "select * from sold where day >= '${week(weeks)}'" }`),
    };
    const database = new Database(join(home, "shop.db"));
    database.exec("create table sold (sku text, shop text, day text, qty real)");
    for (const [item, location, date, units] of [...cells, ["A", "north", week(0), "900"]])
      database.exec(`insert into sold values ('${item}', '${location}', '${date}', ${units})`);
    database.close();
    for (const name of ["other.yaml", "shop.yaml"]) {
      const { bytes } = recommend(asOf, files, `--sales ${name}`);
      expect(bytes.equals(usual.bytes)).toBe(true);
    }
  });

  test("refuses a configuration of newer sales with other periods, or with none", () => {
    const refused = (text: string) => {
      writeFileSync(join(home, "newer.yaml"), text);
      const line = `recommend run --stock stock.csv --sales newer.yaml --as-of ${last} --out refused.csv`;
      const { exitCode, error } = deepstock(home, line);
      expect(exitCode).toBe(2);
      return error;
    };
    const problem = "problem: { type: lost-sales, leadTime: 1, holdingCost: 1, shortageCost: 4 }\n";
    expect(refused(`data: { generate: "poisson:5", series: 2, periods: 9 }\n${problem}`)).toMatch(
      /newer\.yaml, data\.generate: is no history/,
    );
    const columns = "{ item: item, location: location, date: date, units: units }";
    expect(refused(`data: { sales: sales.csv, frequency: day, columns: ${columns} }\n${problem}`)).toMatch(
      /newer\.yaml, data\.frequency: is day, but the run has periods of a week\. Write frequency: week/,
    );
  });

  test("orders an item that only newer sales know, and says that it is new", () => {
    const rows = [0, 1, 2, 3].map((i) => `NEW,north,${week(weeks + i)},6`);
    const newer = `${[salesHeader, ...salesRows(weeks, weeks + 4), ...rows].join("\n")}\n`;
    const stock = "item,location,on_hand\nNEW,north,0\nA,north,3\n";
    const files = { "newer.csv": newer, "stock.csv": stock };
    const { orders, out } = recommend(week(weeks + 3), files, "--sales newer.csv");
    expect(Number(orders.get("NEW north")?.order)).toBeGreaterThan(0);
    expect(out).toMatch(/New to the run: 1 series of newer\.csv\./);
  });

  test("refuses, in its own line, a series without history, and orders the others as ever", () => {
    const usual = recommend(last, { "stock.csv": "item,location,on_hand\nA,north,3\n" }).orders;
    const stock = "item,location,on_hand\nUNKNOWN,north,5\nA,north,3\nA,west,1\n";
    const { orders } = recommend(last, { "stock.csv": stock });
    expect([...orders.keys()]).toEqual(["UNKNOWN north", "A north", "A west"]);
    for (const key of ["UNKNOWN north", "A west"])
      expect(orders.get(key)).toMatchObject({ order: "0", target: "", reason: noHistory });
    expect(orders.get("A north")).toEqual(usual.get("A north"));
  });

  test("cannot start a formula in a spreadsheet", () => {
    const stock = 'item,location,on_hand\n=1+1,north,1\n"@x,""y""",north,1\n+A,-north,1\n';
    const { bytes } = recommend(last, { "stock.csv": stock });
    const lines = bytes.toString().split("\r\n").slice(1, 4);
    expect(lines[0]).toMatch(/^'=1\+1,north,0,/);
    expect(lines[1]).toMatch(/^"'@x,""y""",north,0,/);
    expect(lines[2]).toMatch(/^'\+A,'-north,0,/);
  });
});

function numbers(line: OrderLine): number[] {
  return ["order", "on_hand", "on_order", "position", "target"].map((name) => Number(line[name]));
}

/** The sentence says the numbers of the line, and its own sums are right to the digits shown. */
function expectReason(line: OrderLine): void {
  const [order, onHand, onOrder, position, target] = numbers(line);
  const number = "([\\d.]+)";
  const sum = `Position ${number} = ${number} on hand \\+ ${number} on order`;
  const pattern = `^Target ${number} for 3 weeks\\. ${sum}(?:\\. Gap|:) ${number}(.*)$`;
  const [why] = line.reason.split(" As usual ");
  const [, ...parts] = new RegExp(pattern).exec(why) ?? [];
  expect(parts, line.reason).toHaveLength(6);
  const [saidTarget, ...said] = parts.slice(0, 5).map(Number);
  expect(said.slice(0, 3)).toEqual([position, onHand, onOrder]);
  expect(Math.abs(saidTarget - target)).toBeLessThanOrEqual(0.0501);
  expect(said[3]).toBeCloseTo(Math.abs(saidTarget - position), 6);
  if (target <= position) expect([order, parts[5]]).toEqual([0, " more than needed, so no order."]);
  else expect(parts[5]).toMatch(new RegExp(`^(\\.| rounded to ${order}\\.)$`));
  if (target > position) expect(Math.round(said[3])).toBe(order);
}
