import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusal, temporaryFile, temporaryFolder } from "../../test/store/temporary.js";
import { fileDataSchema } from "./file-data.js";
import { importSales } from "./import-sales.js";
import { readPanel, writePanel } from "./panel-folder.js";

async function written(): Promise<{ folder: string; made: Awaited<ReturnType<typeof importSales>> }> {
  const text = 'item,date,units\n"Käse ""mild""",2024-01-01,1.5\nB,2024-01-01,2\nB,2024-01-15,3\n';
  const sales = await temporaryFile("sales.csv", text);
  const attributes = await temporaryFile("items.csv", "item,cost,group\nB,0.1,x\n");
  const columns = { item: "item", date: "date", units: "units" };
  const made = await importSales(fileDataSchema.parse({ sales, columns, attributes, frequency: "week" }));
  const folder = join(await temporaryFolder(), "data");
  await writePanel(made.panel, made.report, folder);
  return { folder, made };
}

test("a panel comes back bit for bit, with its report", async () => {
  const { folder, made } = await written();
  expect(await readPanel(folder)).toEqual(made);
  await writePanel(made.panel, made.report, folder);
  expect(await readPanel(folder)).toEqual(made);
});

test("another program can read it: one line per series, plain little-endian numbers", async () => {
  const { folder } = await written();
  const text = await readFile(join(folder, "panel.json"), "utf8");
  expect(text).toContain('\n    ["B",""],\n    ["Käse \\"mild\\"",""]\n');
  expect(JSON.parse(text)).toMatchObject({
    format: "deepstock-panel",
    periodStart: ["2024-01-01", "2024-01-08", "2024-01-15"],
  });
  const units = await readFile(join(folder, "units.f32"));
  expect([units.readFloatLE(0), units.readFloatLE(8), units.readFloatLE(12)]).toEqual([2, 3, 1.5]);
});

test("a file that is missing, cut or changed is refused by name", async () => {
  const missing = await temporaryFolder();
  expect(await refusal(readPanel(join(missing, "x")))).toMatch(
    /^x\/panel\.json: no such file\. Give the folder that/,
  );
  const { folder: cut } = await written();
  await truncate(join(cut, "units.f32"), 20);
  expect(await refusal(readPanel(cut))).toBe("data/units.f32: has 20 bytes, not 24. Import the sales again.");
  const { folder: changed } = await written();
  const flags = await readFile(join(changed, "in-stock.u8"));
  await writeFile(join(changed, "in-stock.u8"), flags.fill(0));
  expect(await refusal(readPanel(changed))).toMatch(
    /in-stock\.u8: does not fit panel\.json: its content has changed/,
  );
});

test("a foreign, newer or cut panel.json is refused", async () => {
  const { folder } = await written();
  const path = join(folder, "panel.json");
  const text = await readFile(path, "utf8");
  await writeFile(path, "{}");
  expect(await refusal(readPanel(folder))).toMatch(/is not of a DeepStock panel/);
  await writeFile(path, text.replace('"version": 1', '"version": 2'));
  expect(await refusal(readPanel(folder))).toMatch(/is of another version of DeepStock/);
  await writeFile(path, text.slice(0, -20));
  expect(await refusal(readPanel(folder))).toMatch(/is cut or is not JSON/);
  await writeFile(path, text.replace('"week"', '"decade"'));
  expect(await refusal(readPanel(folder))).toMatch(/has a wrong frequency/);
});
