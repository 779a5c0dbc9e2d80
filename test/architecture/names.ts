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
 * The things a registry lists: each file that the registry imports and that says its own `name: "…"` or
 * `name = "…"`. A file named `a.ts` counts for the name "a" only, so that mentions of others are none.
 */
export function registeredThings(registry: TextFile, files: ReadonlyMap<string, TextFile>): Registered[] {
  return importsOf(registry).flatMap((specifier) => {
    const path = resolveImport(registry.path, specifier);
    const file = path === undefined ? undefined : files.get(path);
    if (path === undefined || file === undefined) return [];
    const base = posix.basename(path, ".ts");
    if (!ownNames(file).includes(base)) return [];
    const folder = posix.dirname(path);
    const home = posix.basename(folder) === base ? `${folder}/` : path;
    return [{ name: base, home, registry: registry.path }];
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

function ownNames(file: TextFile): string[] {
  const names: string[] = [];
  walk(parse(file), (node) => {
    const isName = (name: ts.Node) => name.getText() === "name";
    const given =
      ts.isPropertyAssignment(node) && isName(node.name)
        ? node.initializer
        : ts.isVariableDeclaration(node) && isName(node.name)
          ? node.initializer
          : undefined;
    if (given === undefined) return;
    const literal = ts.isAsExpression(given) ? given.expression : given;
    if (ts.isStringLiteralLike(literal)) names.push(literal.text);
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
