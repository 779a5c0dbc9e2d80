import { posix } from "node:path";
import ts from "typescript";
import {
  importsOf,
  lineOf,
  parse,
  resolveImport,
  walk,
  type TextFile,
  type Violation,
} from "./source-tree.js";

/** A thing of a registry: the name users write, and the files that may say it. */
export interface Registered {
  readonly name: string;
  /** The file that defines it; its whole folder, where the folder is named as the thing. */
  readonly home: string;
  readonly registry: string;
}

/**
 * The things a registry lists: what the files it imports describe. A description is an object with a `name`
 * and a `summary` or `title`; where the name is chosen, each choice counts.
 */
export function registeredThings(registry: TextFile, files: ReadonlyMap<string, TextFile>): Registered[] {
  return importsOf(registry).flatMap((specifier) => {
    const path = resolveImport(registry.path, specifier);
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined || file === undefined) return [];
    const folder = posix.dirname(path);
    const home = posix.basename(folder) === posix.basename(path, ".ts") ? `${folder}/` : path;
    return describedNames(file).map((name) => ({ name, home, registry: registry.path }));
  });
}

/** Places where a file names a thing that it should ask for a capability. */
export function namesOfStrangers(file: TextFile, things: readonly Registered[]): Violation[] {
  const mayName = ({ home, registry }: Registered) =>
    file.path.startsWith(home) || file.path === registry || isBesides(file.path, home);
  const strangers = things.filter((thing) => !mayName(thing));
  const byName = new Map(strangers.map((thing) => [thing.name, thing]));
  const source = parse(file);
  const found: Violation[] = [];
  walk(source, (node) => {
    if (!ts.isStringLiteralLike(node) || isImportPath(node)) return;
    const thing = byName.get(node.text);
    if (thing === undefined) return;
    found.push(
      `${file.path}:${lineOf(source, node.getStart())}: names "${thing.name}" of ${thing.home}; ` +
        "ask for a capability, or let its registry answer",
    );
  });
  return found;
}

function describedNames(file: TextFile): string[] {
  const names: string[] = [];
  walk(parse(file), (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const given = new Map(node.properties.map((property) => [property.name?.getText(), property]));
    const name = given.get("name");
    if (name === undefined || !ts.isPropertyAssignment(name)) return;
    if (!given.has("summary") && !given.has("title")) return;
    walk(name.initializer, (part) => {
      if (ts.isStringLiteralLike(part)) names.push(part.text);
    });
  });
  return names;
}

function isImportPath(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword)
  );
}

/** The note, the contract and other files that lie beside a thing and start with its name. */
function isBesides(path: string, home: string): boolean {
  return home.endsWith(".ts") && path.startsWith(home.replace(/\.ts$/, "."));
}
