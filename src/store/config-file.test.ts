import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { refusal, temporaryFile } from "../../test/store/temporary.js";
import { parseOptions } from "../base/options.js";
import { isGenerated, readConfig, sectionPlace } from "./config-file.js";

const text = `data:
  sales: sales*.csv
  columns: { item: product, location: store, date: week_start, units: sales, inStock: in_stock }
  frequency: week
split: { validateFrom: 2023-06-05, testFrom: 2023-11-06 }
problem:
  type: lost-sales
  leadTime: 2
policy: { head: both, hidden: [64, 64] }
trainer: { type: differentiable-simulation, maxMinutes: 10 }
seed: 7
`;

async function read(changed = text) {
  return readConfig(await temporaryFile("config.yaml", changed));
}

async function message(from: string | RegExp, to: string): Promise<string> {
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  return refusal(read(changed));
}

test("a whole config is read, with defaults, and survives JSON", async () => {
  const path = await temporaryFile("config.yaml", text);
  const config = await readConfig(path);
  expect(config).toMatchObject({
    data: { sales: join(dirname(path), "sales*.csv"), layout: "long", returns: "net", duplicates: "sum" },
    split: { validateFrom: "2023-06-05", testFrom: "2023-11-06" },
    problem: { type: "lost-sales", leadTime: 2 },
    policy: { head: "both", hidden: [64, 64] },
    seed: 7,
  });
  expect(JSON.parse(JSON.stringify(config))).toEqual(config);
});

test("generated demand takes period numbers, files take dates", async () => {
  const generated =
    'data: { generate: "poisson:5", series: 8192, periods: 100 }\nproblem: { type: lost-sales }\n';
  const config = await read(`${generated}split: { validateFrom: 60, testFrom: 80 }\n`);
  expect(isGenerated(config.data)).toBe(true);
  expect(config).toMatchObject({
    split: { validateFrom: 60, testFrom: 80 },
    policy: {},
    trainer: {},
    seed: 1,
  });
  expect(await refusal(read(`${generated}split: { testFrom: 2024-01-01 }\n`))).toMatch(
    /^config\.yaml line 3, split\.testFrom: found 2024-01-01\. Write a period number/,
  );
  expect(await message("2023-11-06", "30")).toMatch(/line 5, split\.testFrom: found 30\. Write a date/);
});

test("environment variables stand in for texts of data", async () => {
  process.env.DEEPSTOCK_TEST_FOLDER = "2024";
  const config = await read(text.replace("sales*.csv", "${DEEPSTOCK_TEST_FOLDER}/s.csv"));
  delete process.env.DEEPSTOCK_TEST_FOLDER;
  expect("sales" in config.data && config.data.sales).toMatch(/\/2024\/s\.csv$/);
  expect(await message("sales*.csv", "${DEEPSTOCK_TEST_ABSENT}/s.csv")).toBe(
    "config.yaml line 2, data.sales: the environment variable DEEPSTOCK_TEST_ABSENT is not set. " +
      "Set it: export DEEPSTOCK_TEST_ABSENT=…",
  );
});

test("every refusal names file, line and key, what was found and the way out", async () => {
  expect(await message("frequency: week", "frequency: weak")).toBe(
    'config.yaml line 4, data.frequency: found "weak". Write day, week or month. Did you mean week?',
  );
  expect(await message("units: sales", "unit: sales")).toBe(
    "config.yaml line 3, data.columns.unit: is not a known key. Did you mean units?",
  );
  expect(await message("trainer:", "trainor:")).toBe(
    "config.yaml line 10, trainor: is not a known key. Did you mean trainer?",
  );
  expect(await message("2023-11-06", "2023-06-05")).toMatch(
    /line 5, split\.testFrom: .*later point than validateFrom/,
  );
  expect(await message("date: week_start, ", "")).toMatch(
    /line 3, data\.columns\.date: is missing.*layout: wide/,
  );
  expect(await message("frequency: week", "frequency: week\n  closedDays: skip")).toMatch(
    /line 5, data\.closedDays/,
  );
  expect(await message("frequency: week", "frequency: week\n  generate: poisson:5")).toMatch(
    /line 5, data\.generate: does not go with the other keys here/,
  );
  expect(await message("seed: 7", "seed: 7.5")).toMatch(/line 11, seed: found 7\.5\. Write a whole number/);
  expect(await message(/problem:[^]*leadTime: 2\n/, "")).toMatch(/^config\.yaml, problem: is missing/);
});

test("what is no YAML is refused with line and column", async () => {
  expect(await message("seed: 7", "seed: [7")).toMatch(/^config\.yaml line 1\d, column \d+: is not YAML/);
  expect(await refusal(read(""))).toMatch(/^config\.yaml: is empty/);
  expect(await refusal(read("- data\n"))).toMatch(/Write keys and values/);
  expect(await refusal(readConfig("nowhere.yaml"))).toMatch(/^nowhere\.yaml: no such file/);
});

test("the owner of a section parses it later, with the same places; after JSON with keys alone", async () => {
  const config = await read();
  const schema = z.strictObject({ type: z.string(), leadTime: z.int().max(1) });
  const parse = (given: typeof config) => async () =>
    parseOptions(schema, given.problem, sectionPlace(given, "problem"));
  expect(await refusal(parse(config)())).toBe(
    "config.yaml line 8, problem.leadTime: found 2. Write a number of at most 1.",
  );
  const { source: _, ...kept } = config;
  expect(await refusal(parse(kept)())).toMatch(/^problem\.leadTime: found 2/);
});

describe("sales in a database", () => {
  const sales = (written: string) => message("sales: sales*.csv", `sales: ${written}`);

  test("are one database, and a table or a query", async () => {
    expect(await sales("{ postgres: x }")).toMatch(/2, data\.sales\.table: is missing.*or write a query/);
    expect(await sales("{ postgres: x, table: a, query: b }")).toMatch(/data\.sales\.query: .*Leave it out/);
    expect(await sales("{ postgres: x, mysql: y, table: a }")).toMatch(/data\.sales\.mysql: .*Leave it out/);
    expect(await sales("{ table: a }")).toMatch(/data\.sales\.postgres: is missing.*postgres, mysql, sqlite/);
    expect(await sales("{ postgress: x, table: a }")).toMatch(/postgress: .*Did you mean postgres\?/);
    expect(await sales("{ sqlite: x, table: 'a.\"b' }")).toMatch(/data\.sales\.table: .*"in quotes"/);
  });

  test("keep their variables until they are asked for; a file lies beside the configuration", async () => {
    const salesRead = async (written: string) => {
      const { data } = await read(text.replace("sales: sales*.csv", `sales: ${written}`));
      return "sales" in data && data.sales;
    };
    const address = "postgresql://shop:${DEEPSTOCK_TEST_ABSENT}@host/shop";
    const kept = { postgres: address, table: "sales" };
    expect(await salesRead(`{ postgres: "${address}", table: sales }`)).toEqual(kept);
    expect(await salesRead("{ sqlite: shop.db, query: select 1 }")).toEqual({
      sqlite: expect.stringMatching(/\/shop\.db$/),
      query: "select 1",
    });
  });
});
