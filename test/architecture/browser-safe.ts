import { builtinModules } from "node:module";
import ts from "typescript";
import { floors } from "./floors.js";
import {
  folderOf,
  importsOf,
  isTest,
  lineOf,
  parse,
  walk,
  type TextFile,
  type Violation,
} from "./source-tree.js";

/** Packages that floors 0 to 6 may import: small, pure, and at home in a browser. */
const browserPackages = ["@observablehq/plot", "d3-random", "pure-rand", "yaml", "zod"];

const bannedMembers: Readonly<Record<string, string>> = {
  "Math.random": "take a named stream of src/base/random.ts",
  "crypto.getRandomValues": "take a named stream of src/base/random.ts",
  "crypto.randomUUID": "take a named stream of src/base/random.ts",
  "Date.now": "take the time as an argument",
  "performance.now": "take the time as an argument",
};

const bannedNames: Readonly<Record<string, string>> = {
  process: "declare a port that floor 7 implements",
  Buffer: "use Uint8Array",
  require: "use import",
  __dirname: "declare a port that floor 7 implements",
  __filename: "declare a port that floor 7 implements",
};

/** Floors 0 to 6 run in a browser; tests never do. */
export function mustBeBrowserSafe(path: string): boolean {
  const folder = folderOf(path);
  return folder !== undefined && floors[folder] < 7 && !isTest(path);
}

/** Imports (of types too) of Node's modules and of packages that a browser does not have. */
export function importsOfTheMachine(file: TextFile): Violation[] {
  return importsOf(file)
    .filter((specifier) => !specifier.startsWith(".") && !isBrowserPackage(specifier))
    .map((specifier) => `${file.path}: imports ${specifier}; declare a port that floor 7 implements`);
}

/** Hidden inputs: the clock, chance without a seed, and the surroundings of the process. */
export function hiddenInputs(file: TextFile): Violation[] {
  const source = parse(file);
  const found: Violation[] = [];
  const report = (node: ts.Node, what: string, wayOut: string) =>
    found.push(`${file.path}:${lineOf(source, node.getStart())}: ${what}; ${wayOut}`);
  walk(source, (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      const member = `${node.expression.getText().replace(/^globalThis\./, "")}.${node.name.text}`;
      if (Object.hasOwn(bannedMembers, member)) report(node, member, bannedMembers[member]);
    }
    if (readsTheClock(node)) report(node, "the current date", "take the date as an argument");
    if (ts.isIdentifier(node) && isReference(node) && Object.hasOwn(bannedNames, node.text))
      report(node, node.text, bannedNames[node.text]);
  });
  return found;
}

function isBrowserPackage(specifier: string): boolean {
  const name = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const isBuiltin = specifier.startsWith("node:") || builtinModules.includes(name);
  return !isBuiltin && browserPackages.includes(name);
}

function readsTheClock(node: ts.Node): boolean {
  const isDate = (expression: ts.Expression) => ts.isIdentifier(expression) && expression.text === "Date";
  if (ts.isNewExpression(node)) return isDate(node.expression) && (node.arguments?.length ?? 0) === 0;
  return ts.isCallExpression(node) && isDate(node.expression);
}

/** True where a name is used as a value, false where it only labels a property or declares something. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === node || parent.expression.getText() === "globalThis";
  }
  return ts.isExpression(parent) && !ts.isFunctionExpression(parent);
}
