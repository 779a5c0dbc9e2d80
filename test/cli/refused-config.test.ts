import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deepstock, describeProgram } from "./deepstock.js";
import { configText, folderForTests, writeRetailer } from "./small-retailer.js";

const folder = folderForTests();

function training(config: string) {
  const home = join(folder, "refused");
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  writeRetailer(home);
  writeFileSync(join(home, "config.yaml"), config);
  const items = ["A,1.5,soft", "B,2,soft", "C,2,hard", "D,1,hard", "E,1,hard", "F,,hard"];
  writeFileSync(join(home, "products.csv"), `item,holding_cost,kind\n${items.join("\n")}\n`);
  const ended = deepstock(home, "train config.yaml --out run");
  return { ...ended, isWritten: readdirSync(home).includes("run"), last: lastLine(ended.error) };
}

function lastLine(text: string): string {
  return text.trim().split("\n").slice(-1)[0];
}

const attributes = `data:
  sales: sales.csv
  columns: { item: item, location: location, date: date, units: units }
  frequency: week
  attributes: products.csv`;

const problem = (options: string) => `problem: { type: lost-sales, ${options} }`;

describeProgram("a configuration with a mistake is refused, and no run is begun", () => {
  test.each<[string, string, RegExp]>([
    ["not YAML", "data: [\n", /config\.yaml line \d+, column \d+: is not YAML/],
    ["nothing in it", "", /config\.yaml: is empty/],
    [
      "a database without a table",
      "data: { sales: { postgres: x } }",
      /config\.yaml line 1, data\.sales\.table: is missing\. Name a table, or write a query\./,
    ],
    [
      "a misspelt section",
      configText({ trainer: "trainr: { type: differentiable-simulation }" }),
      /config\.yaml line 8, trainr: is not a known key\. Did you mean trainer\?/,
    ],
    [
      "a misspelt key of the data",
      configText().replace("frequency", "frequncy"),
      /config\.yaml line 4, data\.frequncy: is not a known key\. Did you mean frequency\?/,
    ],
    [
      "a misspelt key of the problem",
      configText({ problem: problem("leedTime: 2, holdingCost: 1, shortageCost: 9") }),
      /config\.yaml line 6, problem\.leedTime: is not a known key\. Did you mean leadTime\?/,
    ],
    [
      "a problem that does not exist",
      configText({ problem: "problem: { type: lost-sale, holdingCost: 1, shortageCost: 9 }" }),
      /config\.yaml line 6, problem\.type: found "lost-sale".*Did you mean lost-sales\?/,
    ],
    [
      "a negative lead time",
      configText({ problem: problem("leadTime: -1, holdingCost: 1, shortageCost: 9") }),
      /config\.yaml line 6, problem\.leadTime: found -1/,
    ],
    [
      "a cost that is missing",
      configText({ problem: problem("leadTime: 2, holdingCost: 1") }),
      /config\.yaml line 6, problem\.shortageCost: is missing/,
    ],
    [
      "an attribute column without an attributes file",
      configText({ problem: problem("holdingCost: holding_cost, shortageCost: 9") }),
      /config\.yaml line 6, problem\.holdingCost: there is no column "holding_cost"/,
    ],
    [
      "a misspelt attribute column",
      configText({ data: attributes, problem: problem("holdingCost: holding_costs, shortageCost: 9") }),
      /line 7, problem\.holdingCost: there is no .*"holding_costs"\. Did you mean "holding_cost"\?/,
    ],
    [
      "an attribute column of texts",
      configText({ data: attributes, problem: problem("holdingCost: kind, shortageCost: 9") }),
      /line 7, problem\.holdingCost: the column "kind" holds texts like "soft"/,
    ],
    [
      "an attribute column with an empty cell",
      configText({ data: attributes, problem: problem("holdingCost: holding_cost, shortageCost: 9") }),
      /line 7, problem\.holdingCost: "holding_cost" has no number for F at north/,
    ],
    [
      "a head that does not exist",
      configText({ policy: "policy: { head: bothh }" }),
      /config\.yaml line 7, policy\.head: found "bothh".*Did you mean both\?/,
    ],
    [
      "a trainer option of no trainer",
      configText({ trainer: "trainer: { type: differentiable-simulation, maxStep: 5 }" }),
      /config\.yaml line 8, trainer\.maxStep: is not a known key\. Did you mean maxSteps\?/,
    ],
    [
      "a test before the validation",
      configText({ split: "split: { validateFrom: 2023-11-27, testFrom: 2023-08-28 }" }),
      /config\.yaml line 5, split\.testFrom: found "2023-08-28"/,
    ],
    [
      "a test after the data",
      configText({ split: "split: { validateFrom: 2023-08-28, testFrom: 2030-01-07 }" }),
      /config\.yaml line 5, split\.testFrom: no period starts on or after 2030-01-07\. Choose .*2024-02-25/,
    ],
    [
      "a validation before the data",
      configText({ split: "split: { validateFrom: 2020-01-06, testFrom: 2023-11-27 }" }),
      /config\.yaml line 5, split\.validateFrom: 2020-01-06 leaves no period to train on\. Choose/,
    ],
    [
      "only one of the two dates",
      configText({ split: "split: { testFrom: 2023-11-27 }" }),
      /split\.validateFrom: is missing\. Give both dates, or none\./,
    ],
    [
      "a date that is none",
      configText({ split: "split: { testFrom: soon }" }),
      /split\.testFrom: found "soon"/,
    ],
    ["a seed that is none", configText({ seed: "seed: 1.5" }), /config\.yaml line 9, seed: found 1\.5/],
  ])("%s", (_, config, message) => {
    const { exitCode, out, last, isWritten } = training(config);
    expect(last).toMatch(message);
    expect([exitCode, out, isWritten]).toEqual([2, "", false]);
  });
});
