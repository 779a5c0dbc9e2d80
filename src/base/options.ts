import { z } from "zod";
import { InputError } from "./errors.js";
import { suggestion } from "./nearest.js";

/** A key path below the parsed value: object keys and array positions. */
export type KeyPath = readonly PropertyKey[];

/** Where options were written, for the messages. */
export interface OptionsPlace {
  /** The file as the user named it; absent for options that come from elsewhere. */
  readonly file?: string;
  /** The key under which the value stands, like "problem"; absent for a whole document. */
  readonly key?: string;
  /** The line of a key path below the value, where it is known. */
  readonly lineOf?: (path: KeyPath) => number | undefined;
}

/**
 * The value as the schema types it. The first thing wrong becomes an InputError that names file, line
 * and key, what was found and the way out. Objects should be `z.strictObject`, so that an unknown key is
 * refused with the nearest known one. A check of its own (`refine`) says the way out in its message.
 * @param place a key such as "problem", or file, key and lines.
 */
export function parseOptions<T>(schema: z.ZodType<T>, value: unknown, place: string | OptionsPlace): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = innermost(telling(result.error.issues));
  const { path, found, wayOut } = describeIssue(issue, schema, value);
  throw new InputError(placeText(typeof place === "string" ? { key: place } : place, path), found, wayOut);
}

/** "config.yaml line 6, problem.leadTime". */
export function placeText(place: OptionsPlace, path: KeyPath): string {
  const key = [place.key, ...path.map(String)].filter((part) => part !== undefined && part !== "").join(".");
  const line = place.lineOf?.(path);
  const file =
    place.file && line ? `${place.file} line ${line}` : (place.file ?? (line ? `line ${line}` : ""));
  return [file, key].filter((part) => part !== "").join(", ") || "options";
}

/** A value as a message shows it: short, and texts in quotes. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  const text = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

type Issue = z.core.$ZodIssue;

interface Described {
  readonly path: KeyPath;
  readonly found: string;
  readonly wayOut: string;
}

function describeIssue(issue: Issue, schema: z.ZodType, value: unknown): Described {
  const path = issue.path;
  const at = valueAt(value, path);
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0];
    const known = keysAt(schema, path);
    if (known.includes(key))
      return { path: [...path, key], found: "does not go with the other keys here", wayOut: "Leave it out." };
    return { path: [...path, key], found: "is not a known key", wayOut: suggestion(key, known) };
  }
  const wayOut = wayOutOf(issue, at);
  if (at === undefined) return { path, found: "is missing", wayOut: wayOut.replace(/^Write/, "Give it") };
  return { path, found: `found ${shown(at)}`, wayOut };
}

function wayOutOf(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return `Write ${kindText(issue.expected)}.`;
    case "invalid_value": {
      const known = issue.values.map(String);
      const near = typeof found === "string" ? ` ${suggestion(found, known)}` : "";
      return `Write ${oneOf(known)}.${near.startsWith(" Did") ? near : ""}`;
    }
    case "too_small":
      return `Write ${sizeText(issue.origin)} ${issue.inclusive ? "of at least" : "above"} ${issue.minimum}.`;
    case "too_big":
      return `Write ${sizeText(issue.origin)} ${issue.inclusive ? "of at most" : "below"} ${issue.maximum}.`;
    case "invalid_union":
      return `Write ${oneOf([...new Set(issue.errors.flatMap((branch) => branch.map(unionText)))])}.`;
    case "custom":
      return issue.message;
    default:
      return issue.message.endsWith(".") ? issue.message : `${issue.message}.`;
  }
}

function unionText(issue: Issue): string {
  if (issue.code === "invalid_type") return kindText(issue.expected);
  if (issue.code === "invalid_value") return issue.values.map(String).join(", ");
  return issue.message;
}

function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "another value";
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

const kinds: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
  object: "keys and values, like { key: value }",
  record: "keys and values, like { key: value }",
  array: "a list, like [64, 64]",
};

function kindText(expected: string): string {
  return kinds[expected] ?? expected;
}

function sizeText(origin: string): string {
  if (origin === "array") return "a list with a length";
  return origin === "string" ? "a text with a length" : "a number";
}

/** Of a union that failed, the complaint of the branch that came furthest, where one clearly did. */
function innermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const further = issue.errors
    .filter((branch) => branch.length > 0 && branch.every((inner) => inner.path.length > 0 || past(inner)))
    .sort((a, b) => a.length - b.length)[0];
  if (!further) return issue;
  const inner = telling(further);
  return innermost({ ...inner, path: [...issue.path, ...inner.path] });
}

/** A misspelt key explains the key that is then missing, so it is told first. */
function telling(issues: readonly Issue[]): Issue {
  return issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0];
}

function past(issue: Issue): boolean {
  return issue.code !== "invalid_type" && issue.code !== "invalid_value";
}

function valueAt(value: unknown, path: KeyPath): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

/** The keys that the schema knows at a path, over all branches of unions. */
function keysAt(schema: unknown, path: KeyPath): string[] {
  const branches = unwrap(schema);
  if (path.length === 0) return [...new Set(branches.flatMap((at) => Object.keys(shapeOf(at))))];
  const [key, ...rest] = path;
  return [...new Set(branches.flatMap((at) => keysAt(childOf(at, key), rest)))];
}

/** The schemas behind optional, default, union, pipe and the like. */
function unwrap(schema: unknown): unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  const wrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable;
  return wrapped ? unwrap(schema.def.innerType) : [schema];
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

function childOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return shapeOf(schema)[String(key)];
}
