import { readFile } from "node:fs/promises";
import { endianness } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { z } from "zod";
import { formatDate, parseDate } from "../base/dates.js";
import { assert, InputError } from "../base/errors.js";
import { panel, type Attribute, type Panel } from "../demand/panel.js";
import { readingRefused } from "./csv-text.js";
import type { ImportReport } from "./import-report.js";
import { writeFlushed } from "./whole-files.js";
import { writeWholeFolder } from "./whole-folder.js";

/**
 * Writes a panel as a folder, whole or not at all: `panel.json` says everything but the large columns,
 * which lie beside it as plain little-endian numbers: `units.f32` and `in-stock.u8` (series × periods, one
 * series after the other), `first-period.i32`, `per-period-1.f32`, … for columns that change by period,
 * and `planned-1.f32`, … for what is planned after the last one.
 * Another program can read them without DeepStock.
 * @throws InputError where the folder may not be written or holds other files.
 */
export async function writePanel(written: Panel, report: ImportReport, folder: string): Promise<void> {
  assert(endianness() === "LE", "panels are written on little-endian machines");
  const columns = columnsOf(written);
  const attributes = [...written.attributes].map(([name, attribute]) => [name, attributeJson(attribute)]);
  const about = {
    format,
    version: 1,
    frequency: written.frequency,
    periodStart: Array.from(written.periodStart, formatDate),
    series: written.series.map(({ item, location }) => [item, location]),
    attributes: Object.fromEntries(attributes),
    perPeriod: [...(written.perPeriod?.keys() ?? [])],
    planned: [...(written.planned ?? [])].map(([name, { length }]) => [name, length]),
    columns: Object.fromEntries(
      columns.map(([name, bytes]) => [name, { bytes: bytes.byteLength, crc32: crc32(bytes) }]),
    ),
    report,
  };
  await writeWholeFolder(folder, async (temporary) => {
    for (const [name, bytes] of columns) await writeFlushed(join(temporary, name), bytes);
    await writeFlushed(join(temporary, "panel.json"), readableJson(about));
  });
}

/**
 * Reads a panel folder back, bit for bit.
 * @throws InputError naming the file that is missing, cut, changed or not of DeepStock.
 */
export async function readPanel(folder: string): Promise<{ panel: Panel; report: ImportReport }> {
  const about = await readAbout(folder);
  const cells = about.series.length * about.periodStart.length;
  const units = await readColumn(folder, about, { name: "units.f32", bytes: cells * 4 });
  const inStock = await readColumn(folder, about, { name: "in-stock.u8", bytes: cells });
  const first = await readColumn(folder, about, { name: "first-period.i32", bytes: about.series.length * 4 });
  const attributes = new Map(
    Object.entries(about.attributes).map(([name, attribute]) => [name, attributeOf(attribute)]),
  );
  for (const [name, { values }] of attributes)
    if (values.length !== about.series.length)
      throw damaged(folder, "panel.json", `attribute ${name} is cut`);
  return {
    report: about.report,
    panel: panel({
      frequency: about.frequency,
      periodStart: Int32Array.from(about.periodStart, (date) => parseDate(date) ?? 0),
      series: about.series.map(([item, location]) => ({ item, location })),
      units: new Float32Array(units),
      inStock: new Uint8Array(inStock),
      firstPeriod: new Int32Array(first),
      attributes,
      perPeriod: await readPerPeriod(folder, about),
      planned: await readPlanned(folder, about),
    }),
  };
}

async function readPerPeriod(folder: string, about: About): Promise<Map<string, Float32Array>> {
  const bytes = about.series.length * about.periodStart.length * 4;
  const found = new Map<string, Float32Array>();
  for (const [index, name] of about.perPeriod.entries())
    found.set(name, new Float32Array(await readColumn(folder, about, { name: perPeriodFile(index), bytes })));
  return found;
}

async function readPlanned(folder: string, about: About): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  for (const [index, [name, length]] of about.planned.entries()) {
    const column = { name: plannedFile(index), bytes: length * 4 };
    found.set(name, new Float32Array(await readColumn(folder, about, column)));
  }
  return found;
}

function plannedFile(index: number): string {
  return `planned-${index + 1}.f32`;
}

/** Columns of users may have any name, so their files are numbered. */
function perPeriodFile(index: number): string {
  return `per-period-${index + 1}.f32`;
}

const format = "deepstock-panel";

const aboutSchema = z.object({
  format: z.literal(format),
  version: z.literal(1),
  frequency: z.enum(["day", "week", "month"]),
  periodStart: z.array(z.string().refine((date) => parseDate(date) !== undefined)),
  series: z.array(z.tuple([z.string(), z.string()])),
  attributes: z.record(
    z.string(),
    z.union([
      z.object({ kind: z.literal("number"), values: z.array(z.number().nullable()) }),
      z.object({ kind: z.literal("text"), values: z.array(z.string()) }),
    ]),
  ),
  /** Names of the columns that change by period, in the order of their files. */
  perPeriod: z.array(z.string()).default([]),
  /** Names of those that are plans, and how many numbers they hold for the periods after the last. */
  planned: z.array(z.tuple([z.string(), z.int().nonnegative()])).default([]),
  columns: z.record(z.string(), z.object({ bytes: z.number(), crc32: z.number() })),
  // Written by us and shown to people only, so its inside is not checked again.
  report: z.custom<ImportReport>((value) => typeof value === "object" && value !== null),
});

type About = z.output<typeof aboutSchema>;

function columnsOf({ units, inStock, firstPeriod, perPeriod, planned }: Panel): [string, Uint8Array][] {
  return [
    ["units.f32", bytesOf(units)],
    ["in-stock.u8", inStock],
    ["first-period.i32", bytesOf(firstPeriod)],
    ...[...(perPeriod?.values() ?? [])].map((values, index): [string, Uint8Array] => [
      perPeriodFile(index),
      bytesOf(values),
    ]),
    ...[...(planned?.values() ?? [])].map((values, index): [string, Uint8Array] => [
      plannedFile(index),
      bytesOf(values),
    ]),
  ];
}

function bytesOf(numbers: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function attributeJson(attribute: Attribute): { kind: string; values: readonly (string | number | null)[] } {
  if (attribute.kind === "text") return attribute;
  return {
    kind: "number",
    values: Array.from(attribute.values, (value) => (Number.isNaN(value) ? null : value)),
  };
}

function attributeOf(attribute: About["attributes"][string]): Attribute {
  if (attribute.kind === "text") return attribute;
  return { kind: "number", values: Float64Array.from(attribute.values, (value) => value ?? NaN) };
}

/** JSON with one line per series and period, not one per number: readable, and easy to compare. */
function* readableJson(about: Readonly<Record<string, unknown>>): Generator<string> {
  const keys = Object.keys(about);
  yield "{\n";
  for (const [i, key] of keys.entries()) {
    const value = about[key];
    const comma = i === keys.length - 1 ? "" : ",";
    if (key === "series" && Array.isArray(value)) {
      yield `  ${JSON.stringify(key)}: [\n`;
      for (const [at, entry] of value.entries())
        yield `    ${JSON.stringify(entry)}${at === value.length - 1 ? "" : ","}\n`;
      yield `  ]${comma}\n`;
    } else yield `  ${JSON.stringify(key)}: ${JSON.stringify(value)}${comma}\n`;
  }
  yield "}\n";
}

async function readAbout(folder: string): Promise<About> {
  const path = join(folder, "panel.json");
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    const refused = readingRefused(path, error);
    if (!(refused instanceof InputError)) throw refused;
    throw new InputError(path, refused.found, "Give the folder that `deepstock import` wrote.");
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(folder, "panel.json", "is cut or is not JSON");
  }
  const parsed = aboutSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue.path.map(String).join(".");
  if (key === "format") throw new InputError(path, "is not of a DeepStock panel", "Import the sales again.");
  if (key === "version")
    throw new InputError(path, "is of another version of DeepStock", "Import the sales again with this one.");
  throw damaged(folder, "panel.json", `has a wrong ${key || "content"}`);
}

async function readColumn(
  folder: string,
  about: About,
  wanted: { readonly name: string; readonly bytes: number },
): Promise<ArrayBuffer> {
  const { name, bytes } = wanted;
  const found = await readFile(join(folder, name)).catch((error: unknown) => {
    throw readingRefused(join(folder, name), error);
  });
  const said = about.columns[name];
  if (found.byteLength !== bytes) throw damaged(folder, name, `has ${found.byteLength} bytes, not ${bytes}`);
  if (!said || said.bytes !== bytes || said.crc32 !== crc32(found))
    throw damaged(folder, name, "does not fit panel.json: its content has changed");
  return found.buffer.slice(found.byteOffset, found.byteOffset + found.byteLength);
}

function damaged(folder: string, name: string, found: string): InputError {
  return new InputError(join(folder, name), found, "Import the sales again.");
}
