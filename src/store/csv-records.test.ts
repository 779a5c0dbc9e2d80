import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv-cells.js";
import { csvRecords, parseCsv, type CsvRecord } from "./csv-records.js";

async function inPortions(text: string, cuts: readonly number[]): Promise<CsvRecord[]> {
  const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const portions = at.slice(1).map((end, i) => text.slice(at[i], end));
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(portions, ",")) records.push(record);
  return records;
}

const cell = fc.string({
  unit: fc.constantFrom("a", "b", '"', ",", "\n", "\r", " ", "7", "é"),
  maxLength: 6,
});
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { maxLength: 6 });

test("what csvLine writes comes back, however the text is cut into portions", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.nat(), { maxLength: 5 }), async (rows, cuts) => {
      const records = await inPortions(rows.map(csvLine).join(""), cuts);
      // A carriage return at the start of a text gets an apostrophe in front; see csvLine.
      const written = rows.map((cells) => cells.map((text) => text.replace(/^\r/, "'\r")));
      expect(records.map(({ fields }) => fields)).toEqual(written);
      expect(records.every(({ damage }) => damage === undefined)).toBe(true);
    }),
  );
});

test("lines are counted over empty lines, quoted line ends and all three kinds of line end", () => {
  const text = 'a,b\r\n\r\n"x\ny",2\nlast\rnext';
  expect(parseCsv(text, ",").map(({ line, fields }) => [line, fields])).toEqual([
    [1, ["a", "b"]],
    [3, ["x\ny", "2"]],
    [5, ["last"]],
    [6, ["next"]],
  ]);
});

test("a quote inside an unquoted field is a character; damage is told", () => {
  expect(parseCsv('5" pipe,2\n', ",")[0]).toEqual({ line: 1, fields: ['5" pipe', "2"] });
  expect(parseCsv('"a"b,2\n', ",")[0].damage).toBe("text beside a quoted field");
  expect(parseCsv('a,1\n"b,2\nc,3\n', ",")[1]).toMatchObject({ line: 2, damage: "unclosed quote" });
});

test("an endless record is given up, not collected without end", async () => {
  const endless = Array<string>(60).fill("x,1\n".repeat(65_536));
  const first: CsvRecord[] = [];
  for await (const record of csvRecords(['"', ...endless], ",")) {
    first.push(record);
    break;
  }
  expect(first[0]).toMatchObject({ line: 1, damage: "unclosed quote" });
});

test("texts that a spreadsheet would run as formulas get an apostrophe, numbers never", () => {
  expect(csvLine(["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "a=1", -1, undefined])).toBe(
    "'=1+1,'+1,'-1,'@A1,'\tx,\"'\rx\",a=1,-1,\r\n",
  );
});

test("numbers are written without exponents, needless decimals or a minus before zero", () => {
  expect(csvLine([1e21, 1e-9, -1e-9, 0.1 + 0.2, 2.5, -0, NaN])).toBe(
    "1000000000000000000000,0,0,0.3,2.5,0,\r\n",
  );
});
