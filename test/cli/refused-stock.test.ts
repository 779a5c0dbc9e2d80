import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { deepstock, describeProgram } from "./deepstock.js";
import { salesHeader, salesRows, week, weeks } from "./small-retailer.js";
import { trainedRetailer } from "./trained-retailer.js";

const line = "recommend run --stock stock.csv --on-order on-order.csv --as-of 2024-02-19 --out orders.csv";
const stockHeader = "item,location,on_hand";
const onOrderHeader = "item,location,quantity,due";

describeProgram("a recommendation that cannot be made is refused, and the old order file stays", () => {
  const retailer = trainedRetailer();
  let home = "";
  beforeAll(() => {
    home = retailer.copy("refused");
    writeFileSync(join(home, "orders.csv"), "yesterday's orders");
  });

  test.each<[string, string, RegExp]>([
    ["an empty file", "", /stock\.csv: is empty/],
    ["no rows", `${stockHeader}\n`, /stock\.csv: has column names but no rows/],
    ["a misnamed column", "item,location,onhand\nA,north,3\n", /line 1: has no column "on_hand".*"onhand"/],
    ["negative stock", `${stockHeader}\nA,north,3\nA,south,-1\n`, /line 3, column "on_hand": found "-1"/],
    ["not a number", `${stockHeader}\nA,north,NaN\n`, /line 2, column "on_hand": found "NaN"/],
    ["infinity", `${stockHeader}\nA,north,Infinity\n`, /line 2, column "on_hand": found "Infinity"/],
    ["an empty cell", `${stockHeader}\nA,north,\n`, /line 2, column "on_hand": found an empty cell/],
    ["a series twice", `${stockHeader}\nA,north,1\nA,north,2\n`, /line 3: repeats A at north of line 2/],
    ["an unclosed quote", `${stockHeader}\nA,"north,1\n`, /line 2: has a quote that is never closed/],
    ["no column of locations", "item,on_hand\nA,3\n", /line 1: has no column "location".*A at north/],
  ])("stock: %s", (_, stock, message) => {
    writeFileSync(join(home, "stock.csv"), stock);
    refuses(line.replace(" --on-order on-order.csv", ""), message);
  });

  test.each<[string, string, RegExp]>([
    [
      "a negative quantity",
      `${onOrderHeader}\nA,north,-2,2024-03-04\n`,
      /line 2, column "quantity": found "-2"/,
    ],
    ["a date that is none", `${onOrderHeader}\nA,north,2,soon\n`, /line 2, column "due": found "soon"/],
    [
      "a missing column",
      "item,location,quantity\nA,north,2\n",
      /on-order\.csv line 1: has no column "due"; .*Name a column "due"/,
    ],
  ])("on order: %s", (_, onOrder, message) => {
    writeFileSync(join(home, "stock.csv"), `${stockHeader}\nA,north,1\n`);
    writeFileSync(join(home, "on-order.csv"), onOrder);
    refuses(line, message);
  });

  test.each<[string, string, RegExp]>([
    ["a date that is none", "--as-of yesterday", /--as-of: found "yesterday"\. Write a date as YYYY-MM-DD/],
    [
      "a date before the history",
      "--as-of 2022-12-31",
      /--as-of: 2022-12-31 is before the first sales, 2023-01-02/,
    ],
    [
      "a date after the history",
      "--as-of 2024-02-26",
      /--as-of: sales up to 2024-02-26 are not known.*--sales/,
    ],
  ])("%s", (_, option, message) => {
    writeFileSync(join(home, "stock.csv"), `${stockHeader}\nA,north,1\n`);
    refuses(`recommend run --stock stock.csv ${option} --out orders.csv`, message);
  });

  test("newer sales that leave out weeks", () => {
    const newer = salesRows(weeks + 2, weeks + 4);
    writeFileSync(join(home, "newer.csv"), `${[salesHeader, ...newer].join("\n")}\n`);
    const asOf = week(weeks + 3);
    refuses(
      `recommend run --stock stock.csv --sales newer.csv --as-of ${asOf} --out orders.csv`,
      /newer\.csv: begins with the week of 2024-03-11.*only up to 2024-02-19\. Give .* from 2024-02-26 on/,
    );
  });

  test.each([
    [
      "recommend nowhere --stock stock.csv --as-of 2024-02-19 --out orders.csv",
      /nowhere\/config\.json: no such file/,
    ],
    ["backtest nowhere", /nowhere\/config\.json: no such file/],
    ["backtest run --policies base-stok", /--policies: "base-stok" is no policy\. Did you mean base-stock\?/],
    ["backtest run --forecaster mq-rn", /--forecaster: "mq-rn" is no forecaster\. Did you mean mq-rnn\?/],
    ["backtest run --from 2030-01-01", /--from and --to: no period lies between them\. Choose dates within/],
    ["backtest run --from soon", /--from: found "soon"\. Write a date/],
  ])("%s", (words, message) => refuses(words, message));

  function refuses(words: string, message: RegExp): void {
    const { exitCode, out, error } = deepstock(home, words);
    expect(error.trim()).toMatch(message);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(error.trim().split("\n")).toHaveLength(1);
    expect(readFileSync(join(home, "orders.csv"), "utf8")).toBe("yesterday's orders");
    expect(existsSync(join(home, "run/report.html"))).toBe(false);
  }
});
