import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { writeWhole } from "./whole-files.js";
import { makeFolder, refuseForeign } from "./whole-folder.js";

/** Long work of one kind, and the names of its files. */
export interface PartsKind {
  /** As messages say it: "a study". */
  readonly work: string;
  readonly format: string;
  readonly parts: string;
  readonly results: readonly string[];
}

/** What tells one work from another of its kind. */
export type PartsIdentity = Readonly<Record<string, unknown>>;

/**
 * Long work on disk: a file of parts (a first line that says which work, then one finished part per line)
 * and, once it is whole, files of results.
 */
export interface PartsFolder {
  readonly known: ReadonlyMap<string, unknown>;
  /** Parts may come at the same time. */
  keep(name: string, result: unknown): Promise<void>;
  /** Puts the parts into the order of these names, so that the file does not tell which was done first. */
  arrange(names: readonly string[]): Promise<void>;
}

interface Line {
  readonly part: string;
  readonly result: unknown;
}

/**
 * Begins work in a folder, or goes on with it.
 * @throws InputError where the folder holds such work and `resume` is false, another work, or other files.
 */
export async function openParts(
  path: string,
  { kind, identity, resume }: { kind: PartsKind; identity: PartsIdentity; resume: boolean },
): Promise<PartsFolder> {
  await refuseForeign(path, [kind.parts, ...kind.results]);
  const file = join(path, kind.parts);
  const head = { format: kind.format, version: 1, ...identity };
  const lines: Line[] = existsSync(file) ? await readParts(file, { work: kind.work, head, resume }) : [];
  await makeFolder(path);
  const known = new Map(lines.map(({ part, result }) => [part, result]));
  let written = Promise.resolve();
  const write = (parts: readonly Line[]) => {
    const text = [head, ...parts].map((line) => `${JSON.stringify(line)}\n`).join("");
    const own = written.then(() => writeWhole(file, text));
    written = own.catch(() => undefined);
    return own;
  };
  return {
    known,
    keep(part, result) {
      lines.push({ part, result });
      known.set(part, result);
      return write(lines);
    },
    arrange(names) {
      const place = new Map(names.map((name, index) => [name, index]));
      const placeOf = ({ part }: Line) => place.get(part) ?? names.length;
      return write(lines.sort((a, b) => placeOf(a) - placeOf(b)));
    },
  };
}

async function readParts(
  file: string,
  { work, head, resume }: { work: string; head: object; resume: boolean },
): Promise<Line[]> {
  if (!resume)
    throw new InputError(
      file,
      `already holds parts of ${work}`,
      "Add --resume to go on with it, or give another folder.",
    );
  const text = await readFile(file, "utf8");
  const [first, ...lines] = text.split("\n").filter((line) => line !== "");
  if (first !== JSON.stringify(head))
    throw new InputError(
      `${file} line 1`,
      `holds ${first ?? "nothing"}`,
      `Only ${JSON.stringify(head)} can go on here: give another folder.`,
    );
  return lines.map((line, index) => parsed(line, `${file} line ${index + 2}`));
}

function parsed(line: string, place: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    throw new InputError(place, "is not JSON", "Delete the line: its part is then computed anew.");
  }
}
