import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document } from "yaml";
import { z } from "zod";
import { parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { parseOptions, type KeyPath, type OptionsPlace } from "../base/options.js";
import { effectOptions } from "../demand/synthetic-retailer/index.js";
import { readingRefused } from "./csv-text.js";
import { isServerKey } from "./database-sales.js";
import { withVariables } from "./environment.js";
import {
  fileDataSchema,
  type FileData,
  type FolderData,
  folderDataSchema,
  withDataPaths,
} from "./file-data.js";

/** Demand drawn from a distribution, like "poisson:5", in place of files: the same in every period. */
export interface StationaryData {
  readonly generate: string;
  readonly series: number;
  readonly periods: number;
}

/** Demand of an invented retailer, by days, in place of files. */
export type RetailerData = z.output<typeof retailerSchema>;

export type GeneratedData = StationaryData | RetailerData;

/** Where validation and test begin: dates for files, period numbers (from 0) for generated demand. */
export interface Split {
  readonly validateFrom?: string | number;
  readonly testFrom?: string | number;
}

/** A part whose keys depend on its `type` or `head`; the part's owner parses it (see `sectionPlace`). */
export type RawOptions = Readonly<Record<string, unknown>>;

/** CONFIG.yaml, read. It survives JSON, so that a run can keep it. */
export interface Config {
  readonly data: FileData | FolderData | GeneratedData;
  readonly split: Split;
  readonly problem: RawOptions;
  /** Weights of what is made small, by name; default: the cost. */
  readonly objective?: RawOptions;
  readonly policy: RawOptions;
  readonly trainer: RawOptions;
  readonly seed: number;
  /** What to search for the best of; only `deepstock tune` reads it. */
  readonly tune?: RawOptions;
  /** The file as named by the user, and the line of every key like "problem.leadTime"; for messages only. */
  readonly source?: { readonly file: string; readonly lines: Readonly<Record<string, number>> };
}

/** Whether demand is drawn rather than read. */
export function isGenerated(data: Config["data"]): data is GeneratedData {
  return "generate" in data;
}

/** Whether demand is an invented retailer's rather than that of one distribution. */
export function isRetailer(data: Config["data"]): data is RetailerData {
  return isGenerated(data) && "items" in data;
}

/** Whether demand is known to be the same in every period. */
export function isStationary(data: Config["data"]): data is StationaryData {
  return isGenerated(data) && "series" in data;
}

/**
 * Reads CONFIG.yaml. Paths in `data` are taken from the file's own folder; `${NAME}` in a text of `data`
 * is replaced by the environment variable NAME. `problem`, `objective`, `policy` and `trainer` stay as
 * written.
 * @throws InputError with file, line and key.
 */
export async function readConfig(path: string): Promise<Config> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw readingRefused(path, error);
  });
  const { value, lines } = parseYaml(path, text);
  const place: OptionsPlace = { file: path, lineOf: (keys) => lineIn(lines, keys) };
  const parsed = parseOptions(configSchema, resolveEnvironment(value, place), place);
  refuseMixedSplit(parsed, place);
  const folder = dirname(resolve(path));
  const data = isGenerated(parsed.data)
    ? parsed.data
    : withDataPaths(parsed.data, (file) => resolve(folder, file));
  return { ...parsed, data, source: { file: path, lines } };
}

/** The place of a section of the config, for `parseOptions` of the problem, policy or trainer. */
export function sectionPlace(config: Config, section: keyof Config): OptionsPlace {
  const source = config.source;
  if (!source) return { key: section };
  return { file: source.file, key: section, lineOf: (keys) => lineIn(source.lines, [section, ...keys]) };
}

const splitPoint = z.union([
  z.int().positive(),
  z.string().refine((text) => parseDate(text) !== undefined, "Write a date as YYYY-MM-DD."),
]);

const stationarySchema = z.strictObject({
  generate: z.string().min(1),
  series: z.int().positive(),
  periods: z.int().positive(),
});

const retailerSchema = effectOptions.extend({
  generate: z.literal("retailer"),
  items: z.int().positive(),
  locations: z.int().positive().default(1),
  /** Days. */
  periods: z.int().min(28),
  /** demand: what customers wanted; sales: what the retailer, who runs out at times, sold of it. */
  shows: z.enum(["demand", "sales"]).default("demand"),
});

const configSchema = z.strictObject({
  data: z.union([fileDataSchema, folderDataSchema, stationarySchema, retailerSchema]),
  split: z
    .strictObject({ validateFrom: splitPoint.optional(), testFrom: splitPoint.optional() })
    .default({})
    .superRefine(({ validateFrom, testFrom }, context) => {
      if (validateFrom === undefined || testFrom === undefined) return;
      const message = `Write a later point than validateFrom (${validateFrom}).`;
      if (testFrom <= validateFrom) context.addIssue({ code: "custom", path: ["testFrom"], message });
    }),
  problem: z.record(z.string(), z.unknown()),
  objective: z.record(z.string(), z.unknown()).optional(),
  policy: z.record(z.string(), z.unknown()).default({}),
  trainer: z.record(z.string(), z.unknown()).default({}),
  seed: z.int().default(1),
  tune: z.record(z.string(), z.unknown()).optional(),
});

interface Yaml {
  readonly value: unknown;
  readonly lines: Record<string, number>;
}

function parseYaml(path: string, text: string): Yaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = counter.linePos(error.pos[0]);
    const found = `is not YAML (${error.message.replace(/\.$/, "")})`;
    throw new InputError(
      `${path} line ${line}, column ${col}`,
      found,
      "Correct the line, or the one before it.",
    );
  }
  const value: unknown = document.toJS();
  if (value === null) throw new InputError(path, "is empty", "Write at least data and problem.");
  return { value, lines: keyLines(document, counter) };
}

function keyLines(document: Document, counter: LineCounter): Record<string, number> {
  const lines: Record<string, number> = {};
  const walk = (node: unknown, path: string): void => {
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const below = path === "" ? String(key.value) : `${path}.${String(key.value)}`;
        if (key.range) lines[below] = counter.linePos(key.range[0]).line;
        walk(value, below);
      }
    if (isSeq(node)) node.items.forEach((item, i) => walk(item, `${path}.${i}`));
  };
  walk(document.contents, "");
  return lines;
}

/** The line of the key, or of the nearest key above it. */
function lineIn(lines: Readonly<Record<string, number>>, path: KeyPath): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const line = lines[path.slice(0, length).map(String).join(".")];
    if (line !== undefined) return line;
  }
  return undefined;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function resolveEnvironment(value: unknown, place: OptionsPlace): unknown {
  const replace = (at: unknown, path: KeyPath): unknown => {
    // Secrets stay names until they are needed, so that no copy of the configuration holds them.
    if (path[1] === "sales" && isServerKey(path[2])) return at;
    if (typeof at === "string") return withVariables(at, (name) => variable(name, place, path));
    if (Array.isArray(at)) return at.map((item, i) => replace(item, [...path, i]));
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(Object.entries(at).map(([key, item]) => [key, replace(item, [...path, key])]));
  };
  const data = property(value, "data");
  return data === undefined ? value : { ...(value as object), data: replace(data, ["data"]) };
}

function variable(name: string, place: OptionsPlace, path: KeyPath): string {
  const found = process.env[name];
  if (found !== undefined) return found;
  const line = place.lineOf?.(path);
  const where = `${place.file}${line ? ` line ${line}` : ""}, ${path.map(String).join(".")}`;
  throw new InputError(where, `the environment variable ${name} is not set`, `Set it: export ${name}=…`);
}

function refuseMixedSplit(config: { data: object; split: Split }, place: OptionsPlace): void {
  const generated = "generate" in config.data;
  for (const [key, point] of Object.entries(config.split)) {
    if (point === undefined || (typeof point === "number") === generated) continue;
    const wayOut = generated
      ? "Write a period number: generated demand has no dates."
      : "Write a date as YYYY-MM-DD.";
    const line = place.lineOf?.(["split", key]);
    throw new InputError(
      `${place.file}${line ? ` line ${line}` : ""}, split.${key}`,
      `found ${point}`,
      wayOut,
    );
  }
}
